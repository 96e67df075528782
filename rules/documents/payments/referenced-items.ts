import { documentNumberKey } from '../document-number.ts'
import type { OpenItem, PaymentToMatch } from './money-line.ts'

/** A shorter text is found in half of all remittances by chance (Business Central matches none below five characters either). */
const CHARS_MIN = 5
/** A number may be written in pieces: "INV 2024 / 0017". */
const PIECES_MAX = 4
const TEXT_CHARS_MAX = 2_000

/** Finds the open items whose numbers a payment names, in its reference or its text; items in their order. */
export function referenceFinder(items: readonly OpenItem[]): (payment: PaymentToMatch) => readonly OpenItem[] {
  const byKey = new Map<string, OpenItem[]>()

  for (const item of items) {
    const key = item.number === null ? '' : documentNumberKey(item.number)

    if (key.length < CHARS_MIN || !/\d/u.test(key)) continue
    const same = byKey.get(key)

    if (same === undefined) byKey.set(key, [item])
    else same.push(item)
  }
  return ({ reference, text }) => {
    const named = new Set([...keysIn(reference ?? ''), ...keysIn(text ?? '')].flatMap((key) => byKey.get(key) ?? []))

    return items.filter((item) => named.has(item))
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
