import { daysFrom } from '../business-date.ts'

/** Money that came or went: positive when it came. All lines handed over together have one currency and scale. */
export interface PaymentToMatch {
  readonly id: string
  /** The merged customer; null when it is not known who paid. */
  readonly counterparty: string | null
  readonly amountMinor: bigint
  /** YYYY-MM-DD */
  readonly on: string | null
  readonly reference: string | null
  readonly text: string | null
}

/** What is still to be paid of a document: negative for a credit note, which asks for money to be returned. */
export interface OpenItem {
  readonly id: string
  readonly counterparty: string | null
  readonly openMinor: bigint
  /** YYYY-MM-DD */
  readonly on: string | null
  readonly number: string | null
  /** What the document belongs to, such as an order: items of one remittance are paid together. */
  readonly remittance: string | null
}

/** By day, then by id: the order in which debts are paid, whatever order the lines came in. */
export function inOrder<Line extends { readonly id: string; readonly on: string | null }>(
  lines: readonly Line[],
): readonly Line[] {
  const keyOf = ({ id, on }: Line) => `${on ?? '9999-99-99'} ${id}`

  return lines.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : keyOf(one) > keyOf(other) ? 1 : 0))
}

/** Days from one date to another; undefined when either is not known. */
export function daysBetween(from: string | null, to: string | null): number | undefined {
  return from === null || to === null ? undefined : daysFrom(from, to)
}
