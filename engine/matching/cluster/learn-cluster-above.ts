import { probabilityOfWeight } from '../../../rules/matching/match-weight.ts'

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
/** Of a record with more mates, the first: two hundred copies of a record show no more than five. */
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
  recordCount: number,
  weigh: (left: number, right: number) => number,
  systems?: Int32Array,
): number | undefined {
  const mates = certainMates(compared, recordCount)
  const isWanted = (one: number, other: number) => systems === undefined || systems[one] !== systems[other]
  let pairCount = 0

  eachThirdPair(mates, (one, other) => {
    if (isWanted(one, other)) pairCount += 1
  })
  if (pairCount < PAIRS_MIN) return undefined
  const stride = Math.ceil(pairCount / PAIRS_MAX)
  const weights = new Float64Array(Math.ceil(pairCount / stride))
  let at = 0

  eachThirdPair(mates, (one, other) => {
    if (!isWanted(one, other)) return
    if (at % stride === 0) weights[at / stride] = weigh(one, other)
    at += 1
  })
  const lightest = weights.sort()[Math.floor(weights.length * LIGHTEST_SHARE)] as number

  return probabilityOfWeight(Math.min(WEIGHT_MAX, Math.max(WEIGHT_MIN, lightest)))
}

/** The records each record is certainly one entity with: those of record r from `starts[r]` to `starts[r + 1]`, in order. */
interface Mates {
  readonly starts: Int32Array
  readonly mates: Int32Array
}

function certainMates({ left, right, weight }: WeighedLinks, recordCount: number): Mates {
  const starts = new Int32Array(recordCount + 1)
  const isCertain = (pair: number) => (weight[pair] as number) >= CERTAIN_WEIGHT

  for (let pair = 0; pair < left.length; pair += 1) {
    if (!isCertain(pair)) continue
    for (const record of [left[pair] as number, right[pair] as number]) starts[record] = (starts[record] as number) + 1
  }
  for (let record = 0; record < recordCount; record += 1)
    starts[record + 1] = (starts[record + 1] as number) + (starts[record] as number)
  const mates = new Int32Array(starts[recordCount] as number)
  // Filled from the end of each record's place to its start.
  const add = (record: number, mate: number) => {
    const place = (starts[record] as number) - 1

    mates[place] = mate
    starts[record] = place
  }

  for (let pair = 0; pair < left.length; pair += 1) {
    if (!isCertain(pair)) continue
    add(left[pair] as number, right[pair] as number)
    add(right[pair] as number, left[pair] as number)
  }
  for (let record = 0; record < recordCount; record += 1)
    if ((starts[record + 1] as number) - (starts[record] as number) > 1)
      mates.subarray(starts[record], starts[record + 1]).sort()

  return { starts, mates }
}

/** Pairs of two mates of one record, the lower record first: of the first `MATES_MAX` mates. */
function eachThirdPair({ starts, mates }: Mates, visit: (one: number, other: number) => void): void {
  for (let record = 0; record < starts.length - 1; record += 1) {
    const from = starts[record] as number
    const to = Math.min(starts[record + 1] as number, from + MATES_MAX)

    for (let one = from; one < to; one += 1)
      for (let other = one + 1; other < to; other += 1) visit(mates[one] as number, mates[other] as number)
  }
}
