import { businessDate } from '../business-date.ts'
import type { Finding, FindingKind } from '../finding.ts'
import { documentsOf, isCreditNote, isLive, said, type FlowDocument, type FlowRecord } from './flow-case.ts'
import { flowFinding, type FlowStatement } from './flow-finding.ts'
import { paidAmount, paymentDay } from './paid-amount.ts'
import type { FlowTerms } from './flow-terms.ts'

/** Payments dated before the day of their order. Days are compared, not moments: the clocks of two systems are never one. */
export function paidBeforeOrdered(
  order: FlowDocument,
  payments: readonly FlowRecord[],
  terms: FlowTerms,
): readonly Finding[] {
  const ordered = earliest(order.records, ({ record }) => businessDate('order', record, terms.companyTimeZone))

  if (ordered === undefined) return []
  return payments.flatMap((payment) => {
    const day = paymentDay(payment, terms)
    const money = paidAmount(payment)

    if (day === null || money === null || money.minor <= 0n || day >= ordered.day) return []
    return [
      outOfSequence('payment', { holder: payment, day }, ordered, {
        goldenId: null,
        field: 'paidOn',
        number: said(payment, 'reference'),
        money,
        reason: 'The payment is dated before the day of its order.',
      }),
    ]
  })
}

/** Invoices in force dated before the first day on which goods of their order left. */
export function invoicedBeforeShipped(order: FlowDocument, invoices: readonly FlowRecord[]): readonly Finding[] {
  const shipped = earliest(order.records, (record) => said(record, 'shippedOn'))

  if (shipped === undefined) return []
  return documentsOf(invoices.filter((invoice) => !isCreditNote(invoice) && isLive(invoice))).flatMap(
    ({ goldenId, records }) => {
      const issued = earliest(records, (record) => said(record, 'issuedOn'))

      if (issued === undefined || issued.day >= shipped.day) return []
      return [
        outOfSequence('invoice', issued, shipped, {
          goldenId,
          field: 'issuedOn',
          number: said(issued.holder, 'number'),
          money: null,
          reason: 'The invoice is dated before the day on which the goods left.',
        }),
      ]
    },
  )
}

interface Dated {
  readonly holder: FlowRecord
  readonly day: string
}

/** The earliest of the days; among equal ones that of the first record. */
function earliest(records: readonly FlowRecord[], dayIn: (record: FlowRecord) => string | null): Dated | undefined {
  const dated = records.flatMap((holder): Dated[] => {
    const day = dayIn(holder)

    return day === null ? [] : [{ holder, day }]
  })

  return dated.reduce<Dated | undefined>((first, next) => (first && first.day <= next.day ? first : next), undefined)
}

function outOfSequence(
  kind: FindingKind,
  step: Dated,
  before: Dated,
  rest: Pick<FlowStatement, 'goldenId' | 'field' | 'number' | 'money' | 'reason'>,
): Finding {
  return flowFinding({
    ...rest,
    kind,
    cause: 'sequence',
    about: step.holder,
    other: before.holder,
    value: step.day,
    otherValue: before.day,
    on: step.day,
    counterparty: before.holder.goldenCustomer,
    evidence: {},
    openBecause: null,
  })
}
