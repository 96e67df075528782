/** One line of a list of payments or open items, as far as a list without a plan says. */
export interface PaymentLine {
  readonly id: string
  /** Days since 1970-01-01; null when the line has no date. */
  readonly day: number | null
  /** In the minor unit that both lists share; the sign is that of the list. */
  readonly amountMinor: bigint
  readonly currency: string | null
  readonly text: string
}

/** What is compared of a text: white space once, letters in one case. */
export function comparableText(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim().toUpperCase()
}
