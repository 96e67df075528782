import { byCodeUnits } from '../../truth/code-unit-order.ts'
import { businessDate, endOfDay } from '../business-date.ts'
import type { DocumentKind } from '../document-member.ts'
import type { Finding } from '../finding.ts'
import { isCancelledEverywhere, mayBeAnother, said, type FlowDocument, type FlowRecord } from './flow-case.ts'
import { flowFinding } from './flow-finding.ts'
import { excessOver, sumOf, type FlowMoney } from './flow-money.ts'
import { paidAmount, paymentDay } from './paid-amount.ts'
import type { PaymentFlowPolicy } from './flow-policy.ts'
import { isOverdue, type FlowTerms } from './flow-terms.ts'

const possibleTwin =
  'The document is cancelled and its money stayed, but it may be one with another; decide the proposal.'

interface Paid {
  readonly payment: FlowRecord
  readonly amount: FlowMoney
}

/**
 * Money that stays although its document is cancelled in every system that knows a status: one finding for each currency in which
 * more was paid than returned. The refund may take its time from the last payment, or the last change of the document if that
 * was later: nobody can return money for an order that was cancelled today.
 */
export function paidCancelled(
  kind: DocumentKind,
  document: FlowDocument,
  payments: readonly FlowRecord[],
  { tolerance, refundedWithin }: { readonly tolerance: number } & Pick<PaymentFlowPolicy, 'refundedWithin'>,
  terms: FlowTerms,
): readonly Finding[] {
  if (!isCancelledEverywhere(document)) return []
  const paid = payments.flatMap((payment): Paid[] => {
    const amount = paidAmount(payment)

    return amount === null ? [] : [{ payment, amount }]
  })
  const currencies = [...new Set(paid.map(({ amount }) => amount.currency))].toSorted(byCodeUnits)

  return currencies.flatMap((currency) => {
    const moves = paid.filter(({ amount }) => amount.currency === currency)
    const rest = excessOver(sumOf(moves.map(amountIn), currency), sumOf([], currency), tolerance)
    const last = moves
      .filter(({ amount }) => amount.minor > 0n)
      .toSorted(byMoment(terms))
      .at(-1)

    if (rest === null || last === undefined) return []
    const start = Math.max(paidUntil(last.payment, terms), ...document.records.map(changedMs))
    const flows = [...new Set(moves.map(({ payment }) => `${payment.system}.payment`))]

    return isOverdue(start, refundedWithin, flows, terms)
      ? [finding(kind, document, { rest, last: last.payment, moves, refundedWithin }, terms)]
      : []
  })
}

interface Evidence {
  readonly rest: FlowMoney
  readonly last: FlowRecord
  readonly moves: readonly Paid[]
  readonly refundedWithin: string
}

function finding(
  kind: DocumentKind,
  document: FlowDocument,
  { rest, last, moves, refundedWithin }: Evidence,
  terms: FlowTerms,
): Finding {
  const cancelled = document.records.find((record) => said(record, 'status') !== null) ?? last
  const keys = moves.map(({ payment }) => payment.sourceKey).toSorted(byCodeUnits)

  return flowFinding({
    kind,
    cause: 'paid-cancelled',
    goldenId: document.goldenId,
    about: cancelled,
    other: last,
    field: 'status',
    number: said(cancelled, 'number'),
    value: said(cancelled, 'status'),
    otherValue: said(last, 'status'),
    money: rest,
    on: businessDate(kind, cancelled.record, terms.companyTimeZone),
    counterparty: cancelled.goldenCustomer,
    evidence: { payments: keys.join(', '), refundedWithin },
    reason: `The document is cancelled and its money was not returned within ${refundedWithin}.`,
    openBecause: mayBeAnother(document) ? possibleTwin : null,
  })
}

function amountIn({ amount }: Paid): FlowMoney {
  return amount
}

function changedMs({ changedAt }: FlowRecord): number {
  return changedAt === null ? 0 : Date.parse(changedAt)
}

function byMoment(terms: FlowTerms) {
  return ({ payment: left }: Paid, { payment: right }: Paid): number =>
    paidUntil(left, terms) - paidUntil(right, terms) ||
    byCodeUnits(left.system, right.system) ||
    byCodeUnits(left.sourceKey, right.sourceKey)
}

/** The moment by which the money had come: the end of its day, or else when a run first saw it. */
function paidUntil(payment: FlowRecord, terms: FlowTerms): number {
  const day = paymentDay(payment, terms)

  return day === null ? Date.parse(payment.firstSeenAt) : endOfDay(day, terms.companyTimeZone)
}
