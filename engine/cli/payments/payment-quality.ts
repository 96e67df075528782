import type { ListMatches } from '../../../rules/documents/payments/lists/match-payment-lists.ts'
import type { PaymentLine } from '../../../rules/documents/payments/lists/payment-line.ts'
import { pairQuality, type PairQuality } from '../../matching/evaluate/quality.ts'
import { readTruth } from '../../matching/evaluate/read-truth.ts'
import { truePairs } from '../../matching/evaluate/truth.ts'

export interface PaymentQuality {
  readonly automatic: PairQuality
  /** Automatic matches and the best proposals together. */
  readonly all: PairQuality
  /** Lines of the truth file about lines that are not in the lists. */
  readonly unknownLineCount: number
}

/** Measures matches by a truth file of pairs: the first column names lines of the first list, the second those of the second. */
export async function measurePaymentMatch(
  path: string,
  lefts: readonly PaymentLine[],
  rights: readonly PaymentLine[],
  { matches }: ListMatches,
): Promise<PaymentQuality> {
  const leftPosition = positionsOf(lefts, 0)
  const rightPosition = positionsOf(rights, lefts.length)
  const count = lefts.length + rights.length
  const { truth, unknownLineCount } = await readTruth(path, count, (id, side) =>
    side === 'right' ? rightPosition(id) : leftPosition(id),
  )
  const isTrue = truePairs(truth)
  const truePairCount = truth.form === 'pairs' ? truth.left.length : 0
  const measure = (found: ListMatches['matches']) =>
    pairQuality({
      truePairs: truePairCount,
      foundPairs: found.length,
      rightPairs: found.filter(({ left, right }) => isTrue(leftPosition(left.id) ?? -1, rightPosition(right.id) ?? -1))
        .length,
    })

  return {
    automatic: measure(matches.filter(({ state }) => state === 'automatic')),
    all: measure(matches),
    unknownLineCount,
  }
}

/** Lines by their id, with and without the file name that stands before it where both files use the same ids. */
function positionsOf(lines: readonly PaymentLine[], from: number): (id: string) => number | undefined {
  const positions = new Map<string, number>()

  lines.forEach(({ id }, position) => positions.set(id.slice(id.indexOf(':') + 1), from + position))
  lines.forEach(({ id }, position) => positions.set(id, from + position))
  return (id) => positions.get(id)
}
