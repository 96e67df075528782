import { isCancelled } from '../cancelled-status.ts'
import type { DocumentContent } from '../document-content.ts'
import { causeOrder } from '../mismatch-cause.ts'
import { compareAmounts } from './compare-amounts.ts'
import { compareCurrencies } from './compare-currencies.ts'
import { compareDates } from './compare-dates.ts'
import { compareExchange } from './compare-exchange.ts'
import { compareParties } from './compare-parties.ts'
import { compareSign } from './compare-sign.ts'
import { copyPair, turned, type CompareTerms } from './copy-pair.ts'
import { textDifference, type Difference } from './difference.ts'

/**
 * Everything in which two copies of one document differ, one finding for each root cause, in the order of `mismatchCauses`.
 * What a copy does not tell is no difference; amounts that differ while one copy names no currency are undecided.
 */
export function compareContents(
  reference: DocumentContent,
  other: DocumentContent,
  terms: CompareTerms,
): readonly Difference[] {
  return [
    ...compareMoney(reference, other, terms),
    ...compareDates(reference, other, terms),
    ...compareParties(reference, other),
    ...compareStatus(reference, other),
  ].toSorted((left, right) => causeOrder.indexOf(left.cause) - causeOrder.indexOf(right.cause))
}

function compareMoney(reference: DocumentContent, other: DocumentContent, terms: CompareTerms): readonly Difference[] {
  const areBothNamed = reference.currency !== null && other.currency !== null

  if (areBothNamed && reference.currency !== other.currency) return compareCurrencies(reference, other, terms)
  const pair = copyPair(reference, other, terms)
  const sign = compareSign(pair)
  const exchange = compareExchange(pair)
  const found = [
    ...(sign === undefined ? [] : [sign]),
    ...(exchange === undefined ? [] : [exchange]),
    ...compareAmounts(sign === undefined ? pair : turned(pair)),
  ]
  const [first] = found

  if (first === undefined || reference.currency === other.currency) return found
  return [{ ...first, cause: 'undecided', reason: 'The amounts differ, but one copy does not name its currency.' }]
}

function compareStatus(reference: DocumentContent, other: DocumentContent): readonly Difference[] {
  const [value, otherValue] = [reference.status, other.status]

  if (value === null || otherValue === null || isCancelled(value) === isCancelled(otherValue)) return []
  return [
    textDifference({
      cause: 'status',
      field: 'status',
      value,
      otherValue,
      reason: 'The document is cancelled in one copy and in force in the other.',
    }),
  ]
}
