import { byCodeUnits } from '../../truth/code-unit-order.ts'
import { businessDate, endOfDay } from '../business-date.ts'
import type { Finding } from '../finding.ts'
import { isCreditNote, isInForce, isLive, mayBeAnother, said, type FlowDocument, type FlowRecord } from './flow-case.ts'
import { flowFinding } from './flow-finding.ts'
import { totalOf, type FlowMoney } from './flow-money.ts'
import type { InvoicePolicy } from './flow-policy.ts'
import { isOverdue, type FlowTerms } from './flow-terms.ts'

const possibleTwin =
  'The goods left and no invoice names the order, but the order may be one with another; decide the proposal.'

/**
 * An order in force whose goods left, with no invoice in force in the systems that issue them. A credit note is none; an order
 * of nothing (samples, repairs under warranty) and a return ask for none.
 */
export function notInvoiced(
  order: FlowDocument,
  invoices: readonly FlowRecord[],
  policy: InvoicePolicy,
  terms: FlowTerms,
): Finding | undefined {
  const shipped = firstShipped(order, policy.shippedStatuses)

  if (shipped === undefined || !isInForce(order) || isWorthless(order)) return undefined
  if (invoices.some((invoice) => isIssued(invoice, policy))) return undefined
  const flows = policy.in.map((system) => `${system}.invoice`)

  if (!isOverdue(shippingEnd(shipped, terms), policy.within, flows, terms)) return undefined
  return flowFinding({
    kind: 'order',
    cause: 'not-invoiced',
    goldenId: order.goldenId,
    about: policy.in[0] ?? '',
    other: shipped,
    ...shippingOf(shipped),
    number: said(shipped, 'number'),
    value: null,
    money: worth(shipped),
    on: said(shipped, 'shippedOn') ?? businessDate('order', shipped.record, terms.companyTimeZone),
    counterparty: shipped.goldenCustomer,
    evidence: { within: policy.within },
    reason: `The goods left and no invoice in force names the order ${policy.within} later.`,
    openBecause: mayBeAnother(order) ? possibleTwin : null,
  })
}

function isIssued(invoice: FlowRecord, policy: InvoicePolicy): boolean {
  return policy.in.includes(invoice.system) && !isCreditNote(invoice) && isLive(invoice)
}

/** The field that says that the goods left, and what it says. */
function shippingOf(shipped: FlowRecord): { readonly field: string; readonly otherValue: string | null } {
  const shippedOn = said(shipped, 'shippedOn')

  return shippedOn === null
    ? { field: 'status', otherValue: said(shipped, 'status') }
    : { field: 'shippedOn', otherValue: shippedOn }
}

/** The record that says first that the goods left: a date before a status. */
function firstShipped({ records }: FlowDocument, statuses: readonly string[]): FlowRecord | undefined {
  const [first] = records
    .filter((record) => said(record, 'shippedOn') !== null)
    .toSorted((left, right) => byCodeUnits(said(left, 'shippedOn') ?? '', said(right, 'shippedOn') ?? ''))

  return first ?? records.find((record) => isOneOf(said(record, 'status'), statuses))
}

function isOneOf(status: string | null, statuses: readonly string[]): boolean {
  return status !== null && statuses.some((known) => known.toLowerCase() === status.toLowerCase())
}

/** Where only a status tells, the goods left when the source changed the order last, at the latest. */
function shippingEnd(shipped: FlowRecord, terms: FlowTerms): number {
  const { record, changedAt, firstSeenAt } = shipped
  const day = changedAt === null ? businessDate('order', record, terms.companyTimeZone) : null
  const date = said(shipped, 'shippedOn') ?? day

  return date === null ? Date.parse(changedAt ?? firstSeenAt) : endOfDay(date, terms.companyTimeZone)
}

function isWorthless({ records }: FlowDocument): boolean {
  const totals = records.map(worth).filter((total) => total !== null)

  return totals.length > 0 && totals.every(({ minor }) => minor <= 0n)
}

function worth({ record }: FlowRecord): FlowMoney | null {
  return totalOf(record, 'gross') ?? totalOf(record, 'net')
}
