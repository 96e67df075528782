import { byCodeUnits } from '../../truth/code-unit-order.ts'
import type { Finding } from '../finding.ts'
import {
  documentsOf,
  isCreditNote,
  isLive,
  mayBeAnother,
  said,
  type FlowDocument,
  type FlowRecord,
} from './flow-case.ts'
import { flowFinding } from './flow-finding.ts'
import { excessOver, sumOf, totalOf, type FlowMoney, type Measure } from './flow-money.ts'
import type { InvoicePolicy } from './flow-policy.ts'

const possibleTwin =
  'The invoices of the order ask for more than was ordered, but two records may be one; decide the proposal.'

/** An invoice as the first system that issues it has it, in force before cancelled, and the golden record it belongs to. */
interface Issued {
  readonly invoice: FlowDocument
  readonly issued: FlowRecord
}

/**
 * The invoices of one order that ask for more than was ordered, told about the one issued last. Partial invoices add up, credit
 * notes are taken off, cancelled ones do not count. Nothing is told where the currencies differ or a total is not known: that is
 * not for this rule to say. One invoice alone is never one too many, whatever it asks for.
 */
export function invoicedTwice(
  order: FlowDocument,
  invoices: readonly FlowRecord[],
  policy: InvoicePolicy,
  tolerance: number,
): Finding | undefined {
  const live = documentsOf(invoices)
    .flatMap((invoice): Issued[] => issuedOf(invoice, policy.in))
    .filter(({ issued }) => isLive(issued))
  const charged = live.filter(({ issued }) => !isCreditNote(issued)).toSorted(byIssue)
  const last = charged.at(-1)

  if (last === undefined || charged.length < 2) return undefined
  const sums = compared(order, live, 'gross') ?? compared(order, live, 'net')
  const excess = sums && excessOver(sums.invoiced, sums.ordered, tolerance)

  if (!sums || !excess) return undefined
  const isOpen = charged.some(({ invoice }) => mayBeAnother(invoice)) || mayBeAnother(order)
  const { issued } = last

  return flowFinding({
    kind: 'invoice',
    cause: 'invoiced-twice',
    goldenId: last.invoice.goldenId,
    about: issued,
    other: sums.speaker,
    field: `${sums.measure}Minor`,
    number: said(issued, 'number'),
    value: sums.invoiced.minor.toString(),
    otherValue: sums.ordered.minor.toString(),
    money: excess,
    on: said(issued, 'issuedOn'),
    counterparty: issued.goldenCustomer,
    evidence: {
      order: said(sums.speaker, 'number') ?? '',
      invoices: charged.map((one) => said(one.issued, 'number') ?? one.issued.sourceKey).join(', '),
    },
    reason: 'The invoices of the order ask for more than was ordered.',
    openBecause: isOpen ? possibleTwin : null,
  })
}

function issuedOf(invoice: FlowDocument, systems: readonly string[]): Issued[] {
  const { records } = invoice
  const ordered = [...records.filter(isLive), ...records]
  const [issued] = systems.flatMap((system) => ordered.find((record) => record.system === system) ?? [])

  return issued === undefined ? [] : [{ invoice, issued }]
}

interface Sums {
  readonly measure: Measure
  readonly invoiced: FlowMoney
  readonly ordered: FlowMoney
  /** The record of the order that states the amount. */
  readonly speaker: FlowRecord
}

/** Both sums with VAT, or both without; the greatest amount that any system has as ordered is what may be invoiced. */
function compared({ records }: FlowDocument, live: readonly Issued[], measure: Measure): Sums | undefined {
  const totals = live.map(({ issued }) => signedTotal(issued, measure))
  const known = totals.filter((total) => total !== null)
  const orders = records.flatMap((speaker) => {
    const ordered = totalOf(speaker.record, measure)

    return ordered === null ? [] : [{ speaker, ordered }]
  })
  const currency = orders[0]?.ordered.currency
  const all = [...known, ...orders.map(({ ordered }) => ordered)]
  const isComparable = known.length === totals.length && all.every((total) => total.currency === currency)

  if (currency === undefined || !isComparable) return undefined
  const scale = Math.max(...all.map((total) => total.scale))
  const finest = (amounts: readonly FlowMoney[]) => sumOf([...amounts, { minor: 0n, scale, currency }], currency)
  const [first, ...others] = orders.map(({ speaker, ordered }) => ({ speaker, ordered: finest([ordered]) }))

  if (first === undefined) return undefined
  const most = others.reduce((best, other) => (other.ordered.minor > best.ordered.minor ? other : best), first)

  return { measure, invoiced: finest(known), ...most }
}

/** A credit note lowers what is asked for, whichever sign its source writes. */
function signedTotal(issued: FlowRecord, measure: Measure): FlowMoney | null {
  const total = totalOf(issued.record, measure)

  return total !== null && total.minor > 0n && isCreditNote(issued) ? { ...total, minor: -total.minor } : total
}

function byIssue({ issued: left }: Issued, { issued: right }: Issued): number {
  return (
    byCodeUnits(said(left, 'issuedOn') ?? '', said(right, 'issuedOn') ?? '') ||
    byCodeUnits(said(left, 'number') ?? '', said(right, 'number') ?? '') ||
    byCodeUnits(left.sourceKey, right.sourceKey)
  )
}
