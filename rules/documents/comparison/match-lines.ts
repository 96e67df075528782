import { fold } from '../../normalize/fold.ts'
import type { ContentLine } from '../document-content.ts'
import { gather } from '../gather.ts'

/** Which line of one copy is which of the other. */
export interface MatchedLines {
  readonly pairs: readonly (readonly [ContentLine, ContentLine])[]
  /** Lines of the reference that the other copy lacks. */
  readonly missing: readonly ContentLine[]
  /** Lines that only the other copy has. */
  readonly added: readonly ContentLine[]
}

/** Lines under one key, in the order of the document; a line without a key (null) waits for the next pass. */
type Key = (line: ContentLine) => string | null

const skuOf: Key = ({ sku }) => sku
const textOf: Key = ({ description }) => (description === null ? null : fold(description))

const contentFields = ['quantity', 'unitPrice', 'net', 'gross', 'rate'] as const

/** What lines say in the fields that both copies keep: a copy without gross amounts must not make equal lines differ. */
function contentBetween(reference: readonly ContentLine[], other: readonly ContentLine[]): Key {
  const fields = contentFields.filter((field) =>
    [reference, other].every((lines) => lines.some((line) => line[field] !== null)),
  )
  const amounts = fields.filter((field) => field === 'net' || field === 'gross')

  return (line) =>
    amounts.every((field) => line[field] === null) ? null : fields.map((field) => line[field]).join('|')
}

/** From the surest evidence to the weakest; a key that several lines share is used only where it says which is which. */
function passesBetween(
  reference: readonly ContentLine[],
  other: readonly ContentLine[],
): readonly { readonly key: Key; readonly isUnique: boolean }[] {
  const contentOf = contentBetween(reference, other)

  return [
    { key: both(numberOf, contentOf, skuOf), isUnique: false },
    { key: both(numberOf, contentOf, textOf), isUnique: false },
    { key: both(contentOf, skuOf), isUnique: false },
    { key: both(contentOf, textOf), isUnique: false },
    { key: both(numberOf, skuOf), isUnique: true },
    { key: both(numberOf, textOf), isUnique: true },
    { key: skuOf, isUnique: true },
    { key: textOf, isUnique: true },
    { key: both(contentOf, numberOf), isUnique: true },
    { key: contentOf, isUnique: false },
    { key: skuOf, isUnique: false },
    { key: textOf, isUnique: false },
  ]
}

/**
 * Pairs the lines of two copies, each at most once. Number, article, text and amounts are evidence; a number alone counts where
 * one of the two lines names no article and no text, for numbers are given anew when a line goes.
 */
export function matchLines(reference: readonly ContentLine[], other: readonly ContentLine[]): MatchedLines {
  const pairs: (readonly [ContentLine, ContentLine])[] = []
  let [left, right] = [reference, other]

  for (const { key, isUnique } of passesBetween(reference, other)) {
    if (left.length === 0 || right.length === 0) break
    const found = pairByKey(left, right, key, isUnique)

    if (found.length === 0) continue
    const used = new Set(found.flat())

    pairs.push(...found)
    left = left.filter((line) => !used.has(line))
    right = right.filter((line) => !used.has(line))
  }
  const byNumber = pairByKey(left, right, numberOf, true).filter(
    ([one, two]) => !hasIdentity(one) || !hasIdentity(two) || (left.length === 1 && right.length === 1),
  )
  const used = new Set(byNumber.flat())
  const place = new Map(reference.map((line, index) => [line, index]))

  return {
    pairs: [...pairs, ...byNumber].toSorted(([one], [two]) => (place.get(one) ?? 0) - (place.get(two) ?? 0)),
    missing: left.filter((line) => !used.has(line)),
    added: right.filter((line) => !used.has(line)),
  }
}

function pairByKey(left: readonly ContentLine[], right: readonly ContentLine[], key: Key, isUnique: boolean) {
  const [lefts, rights] = [gather(left, key), gather(right, key)]

  return [...lefts].flatMap(([value, ones]) => {
    const twos = rights.get(value) ?? []

    if (isUnique && (ones.length > 1 || twos.length > 1)) return []
    return ones.slice(0, twos.length).map((one, index) => [one, twos[index] as ContentLine] as const)
  })
}

function numberOf({ number }: ContentLine): string | null {
  return number
}

function hasIdentity({ sku, description }: ContentLine): boolean {
  return sku !== null || description !== null
}

function both(...keys: readonly Key[]): Key {
  return (line) => {
    const values = keys.map((key) => key(line))

    return values.every((value) => value !== null) ? values.join('\u001f') : null
  }
}
