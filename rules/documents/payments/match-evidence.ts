import { daysBetween, type OpenItem, type PaymentToMatch } from './money-line.ts'
import { namedNumbers, searchedNumber } from './referenced-items.ts'

/** What speaks for a payment and a document being one business, whichever pass proposed it. */
export interface MatchEvidence {
  readonly isNamed: boolean
  readonly party: 'same' | 'other' | 'unknown'
  /** Days from the document to the payment; null when a date is not known. */
  readonly days: number | null
}

export function matchEvidence(payment: PaymentToMatch, item: OpenItem): MatchEvidence {
  const number = searchedNumber(item.number)
  const isKnown = payment.counterparty !== null && item.counterparty !== null

  return {
    isNamed: number !== undefined && namedNumbers(payment).has(number),
    party: !isKnown ? 'unknown' : payment.counterparty === item.counterparty ? 'same' : 'other',
    days: daysBetween(item.on, payment.on) ?? null,
  }
}
