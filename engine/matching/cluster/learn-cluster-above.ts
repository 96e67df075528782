import { probabilityOfWeight } from '../../../rules/matching/match-weight.ts'
import { orderPairs } from './order-pairs.ts'

/** Links from here on (odds of 1,000 to 1) are taken for certain. */
const CERTAIN_WEIGHT = 10
/** What is learnt is kept within odds of 1 to 128 and 1 to 2: a model that errs should not do away with clusters, nor with their repair. */
const WEIGHT_MIN = -7
const WEIGHT_MAX = -1
/** One pair of an entity in a hundred may be lighter. */
const LIGHTEST_SHARE = 0.01
/** Of fewer pairs, one in a hundred says nothing. */
const PAIRS_MIN = 300
/** More are taken from a sample, evenly spread: a bound on the work. */
const PAIRS_MAX = 20_000
const MATES_MAX = 5

interface WeighedLinks {
  readonly left: Int32Array
  readonly right: Int32Array
  readonly weight: Float64Array
}

/**
 * How light the pairs of one entity may be, learnt without labels: where two certain links meet in a record, all three
 * records are one entity, and the third pair, weighed for itself, shows what pairs of one entity weigh that no rule chose for
 * being alike. Of four careless columns one in a hundred is below -6 bits, of a full address record none. Undefined where
 * too few links meet.
 */
export function learnClusterAbove(
  compared: WeighedLinks,
  weigh: (left: number, right: number) => number,
  systems?: Int32Array,
): number | undefined {
  const mates = certainMates(compared)
  const pairCount = count(thirdPairs(mates, systems))

  if (pairCount < PAIRS_MIN) return undefined
  const stride = Math.ceil(pairCount / PAIRS_MAX)
  const weights: number[] = []
  let at = 0

  for (const [left, right] of thirdPairs(mates, systems)) {
    if (at % stride === 0) weights.push(weigh(left, right))
    at += 1
  }
  const lightest = Float64Array.from(weights).sort()[Math.floor(weights.length * LIGHTEST_SHARE)] as number

  return probabilityOfWeight(Math.min(WEIGHT_MAX, Math.max(WEIGHT_MIN, lightest)))
}

/** The records a record is certainly one entity with, the surest first: at most `MATES_MAX`, of those that have two. */
function certainMates(compared: WeighedLinks): readonly (readonly number[])[] {
  const mates = new Map<number, number[]>()
  const add = (record: number, mate: number) => {
    const known = mates.get(record)

    if (known === undefined) mates.set(record, [mate])
    else if (known.length < MATES_MAX) known.push(mate)
  }

  for (const pair of orderPairs(compared)) {
    if ((compared.weight[pair] as number) < CERTAIN_WEIGHT) break
    add(compared.left[pair] as number, compared.right[pair] as number)
    add(compared.right[pair] as number, compared.left[pair] as number)
  }

  return [...mates.values()].filter(({ length }) => length > 1)
}

/** Pairs of two mates of one record, the lower record first; within a system that is not compared with itself there are none. */
function* thirdPairs(
  matesOf: readonly (readonly number[])[],
  systems: Int32Array | undefined,
): Generator<readonly [number, number]> {
  for (const mates of matesOf) {
    for (const [at, one] of mates.entries()) {
      for (const other of mates.slice(at + 1)) {
        if (systems !== undefined && systems[one] === systems[other]) continue
        yield one < other ? [one, other] : [other, one]
      }
    }
  }
}

function count(values: Iterable<unknown>): number {
  let found = 0

  for (const _ of values) found += 1

  return found
}
