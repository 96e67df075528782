import fc from 'fast-check'
import { pairTruth, type Truth } from '../../../../engine/matching/evaluate/truth.ts'

export type Pair = readonly [number, number]

/** Every pair of the first `count` numbers, the lower first. */
export function allPairs(count: number): readonly Pair[] {
  return Array.from({ length: count }, (_, left) =>
    Array.from({ length: count - left - 1 }, (__, offset): Pair => [left, left + offset + 1]),
  ).flat()
}

export interface Case {
  readonly count: number
  readonly clusterOf: Int32Array
  readonly truth: Truth
  readonly systemOf: readonly number[] | undefined
}

const numbers = (count: number, min: number) =>
  fc.array(fc.integer({ min, max: 4 }), { minLength: count, maxLength: count }).map((list) => Int32Array.from(list))

/** Records with found clusters, a truth of either form, and systems or none. */
export const cases: fc.Arbitrary<Case> = fc.integer({ min: 1, max: 14 }).chain((count) =>
  fc.record({
    count: fc.constant(count),
    clusterOf: numbers(count, 0),
    truth: fc.oneof(
      numbers(count, -1).map((clusterOf): Truth => ({ form: 'clusters', clusterOf })),
      fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 20 }).map((pairs) =>
        pairTruth(
          pairs.map(([left]) => left),
          pairs.map(([, right]) => right),
          count,
        ),
      ),
    ),
    systemOf: fc.option(
      numbers(count, 0).map((list) => [...list].map((number) => number % 2)),
      { nil: undefined },
    ),
  }),
)

/** The definition: whether a pair counts, and whether it is true. */
export function definition({ truth, systemOf }: Case) {
  const listed = truth.form === 'pairs' ? Array.from(truth.left, (left, pair) => `${left} ${truth.right[pair]}`) : []

  return {
    counts: ([left, right]: Pair) =>
      (truth.form === 'pairs' || (truth.clusterOf[left] !== -1 && truth.clusterOf[right] !== -1)) &&
      (systemOf === undefined || systemOf[left] !== systemOf[right]),
    isTrue: ([left, right]: Pair) =>
      truth.form === 'pairs'
        ? listed.includes(`${Math.min(left, right)} ${Math.max(left, right)}`)
        : truth.clusterOf[left] === truth.clusterOf[right],
  }
}
