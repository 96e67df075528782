import { documentNumberKey } from '../document-number.ts'
import { gather } from '../gather.ts'
import type { OpenItem, PaymentToMatch } from './money-line.ts'

/** A shorter text is found in half of all remittances by chance (Business Central matches none below five characters either). */
const CHARS_MIN = 5
/** A number may be written in pieces: "INV 2024 / 0017". */
const PIECES_MAX = 4
const TEXT_CHARS_MAX = 2_000

/** The number of a document as payments are searched for it; undefined when it is too short to mean anything in a text. */
export function searchedNumber(number: string | null): string | undefined {
  const key = number === null ? '' : documentNumberKey(number)

  return key.length < CHARS_MIN || !/\d/u.test(key) ? undefined : key
}

/** Every document number that a payment may name, in its reference or its text. */
export function namedNumbers({ reference, text }: Pick<PaymentToMatch, 'reference' | 'text'>): ReadonlySet<string> {
  return new Set([...keysIn(reference ?? ''), ...keysIn(text ?? '')])
}

/** Finds the open items whose numbers a payment names; items in their order. */
export function referenceFinder(items: readonly OpenItem[]): (payment: PaymentToMatch) => readonly OpenItem[] {
  const byKey = gather(items, ({ number }) => searchedNumber(number))
  const places = new Map(items.map((item, place) => [item, place]))

  return (payment) => {
    const named = new Set([...namedNumbers(payment)].flatMap((key) => byKey.get(key) ?? []))

    return [...named].sort((one, other) => (places.get(one) ?? 0) - (places.get(other) ?? 0))
  }
}

/** Every document number a text may mean: its words, and up to four of them in a row. */
function keysIn(text: string): ReadonlySet<string> {
  const words = text.slice(0, TEXT_CHARS_MAX).match(/[\p{L}\p{N}]+/gu) ?? []
  const keys = new Set<string>()

  for (let from = 0; from < words.length; from += 1) {
    for (let count = 1; count <= PIECES_MAX && from + count <= words.length; count += 1) {
      const joined = words.slice(from, from + count).join('')

      if (joined.length >= CHARS_MIN) keys.add(documentNumberKey(joined))
    }
  }
  return keys
}
