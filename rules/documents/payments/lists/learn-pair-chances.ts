import { lagDaysMax, logRatioMax, unknownLag, type CandidatePairs } from './candidate-pairs.ts'
import { lowerBound } from './lower-bound.ts'
import { pairChances, pairGraph, type PairGraph } from './pair-chances.ts'
import type { PaymentLine } from './payment-line.ts'

/** What was learnt of two lists: how the payments they share differ. */
export interface PairModel {
  /** Share of the shorter list's lines that have a partner. */
  readonly matchedShare: number
  /** Share of the matches by days from left to right. */
  readonly lags: ReadonlyMap<number, number>
  /** Share of the matches whose amounts are equal to the minor unit. */
  readonly equalAmounts: number
  /** Share of the matches by how their texts agree. */
  readonly texts: ReadonlyMap<string, number>
  readonly rounds: number
}

export interface LearntPairs {
  /** Probability of every candidate pair, given all others. */
  readonly chance: Float64Array
  /** Natural logarithm of the odds of every pair against both of its rows being alone. */
  readonly weight: Float64Array
  readonly graph: PairGraph
  readonly model: PairModel
}

const ROUNDS_MAX = 60
const SETTLED = 1e-4
/** Counts every value has before anything was seen, so that one never seen is improbable and not impossible. */
const SEEN_BEFORE = 0.5
/** Amounts are told apart by half a percent. */
const RATIO_STEP = 0.005
const EQUAL = 0
const ratioClasses = 2 + Math.round((2 * logRatioMax) / RATIO_STEP)
const lagClasses = 2 * lagDaysMax + 2
/** The share matched is never taken for certain: 2 and 98 of a hundred lines bound it. */
const SHARE_MIN = 0.02
const SHARE_MAX = 0.98

/** How a pair stands in each of the three things that are learnt, and how probable that is for two lines of no relation. */
interface PairFeatures {
  readonly lag: Uint8Array
  readonly ratio: Uint8Array
  readonly text: Uint16Array
  readonly byChance: Float64Array
}

interface Shares {
  readonly lag: Float64Array
  readonly ratio: Float64Array
  readonly text: Float64Array
}

/**
 * Learns from two lists alone how their shared payments differ in days, amount and text, by expectation maximisation under the
 * condition that every line has one partner at most (Fellegi and Sunter 1969; Dempster, Laird and Rubin 1977). What two lines of
 * no relation share by chance is not learnt but counted: lines of that day, of about that amount, with that text.
 */
export function learnPairChances(
  lefts: readonly PaymentLine[],
  rights: readonly PaymentLine[],
  pairs: CandidatePairs,
): LearntPairs {
  const graph = pairGraph(pairs.left, pairs.right, lefts.length, rights.length)
  const features = featuresOf(lefts, rights, pairs)
  const shorter = Math.max(1, Math.min(lefts.length, rights.length))
  let shares = evenShares(pairs.textKinds.length)
  let matchedShare = 0.5
  let chance: Float64Array = new Float64Array(pairs.left.length)
  let rounds = 0

  for (let change = 1; rounds < ROUNDS_MAX && change > SETTLED; rounds += 1) {
    const odds = oddsOf(features, shares)
    const next = pairChances(graph, odds, (rights.length * (1 - matchedShare)) / matchedShare)
    const expected = next.reduce((sum, value) => sum + value, 0)

    change = next.reduce((sum, value, pair) => sum + Math.abs(value - (chance[pair] as number)), 0) / shorter
    chance = next
    matchedShare = Math.min(SHARE_MAX, Math.max(SHARE_MIN, expected / shorter))
    shares = sharesOf(features, pairs, chance)
  }
  const oddsAlone = (rights.length * (1 - matchedShare)) / matchedShare
  const weight = oddsOf(features, shares).map((odds) => Math.log(odds / oddsAlone))

  return { chance, weight, graph, model: modelOf(shares, pairs.textKinds, matchedShare, rounds) }
}

function featuresOf(
  lefts: readonly PaymentLine[],
  rights: readonly PaymentLine[],
  pairs: CandidatePairs,
): PairFeatures {
  const dayCount = countBy(rights.map(({ day }) => day))
  const amountCount = countBy(rights.map(({ amountMinor }) => amountMinor))
  const densityOf = amountDensity(rights)
  const byChance = new Float64Array(pairs.left.length)
  const ratio = new Uint8Array(pairs.left.length)
  const lag = Uint8Array.from(pairs.lag, (days) => (days === unknownLag ? 0 : days + lagDaysMax + 1))

  for (let pair = 0; pair < byChance.length; pair += 1) {
    const left = lefts[pairs.left[pair] as number] as PaymentLine
    const right = rights[pairs.right[pair] as number] as PaymentLine
    const isEqual = left.amountMinor === right.amountMinor
    const amount = isEqual ? (amountCount.get(left.amountMinor) ?? 1) / rights.length : densityOf(left)
    // A missing date says nothing: the same for a match as for chance.
    const day = lag[pair] === 0 ? 1 / lagClasses : (dayCount.get(right.day) ?? 1) / rights.length

    ratio[pair] = isEqual ? EQUAL : 1 + Math.round(((pairs.logRatio[pair] as number) + logRatioMax) / RATIO_STEP)
    byChance[pair] = amount * day * (pairs.textShare[pair] as number)
  }
  return { lag, ratio, text: pairs.textKind, byChance }
}

/** Probability that a line of the right list has an amount within one step of a given ratio to a left one. */
function amountDensity(rights: readonly PaymentLine[]): (left: PaymentLine) => number {
  const sizes = Float64Array.from(rights, ({ amountMinor }) => Math.abs(Number(amountMinor))).sort()
  const width = logRatioMax / 2
  const steps = (2 * width) / RATIO_STEP

  return ({ amountMinor }) => {
    const size = Math.abs(Number(amountMinor))
    const count = lowerBound(sizes, size * Math.exp(width)) - lowerBound(sizes, size * Math.exp(-width))

    return Math.max(0.5, count / steps) / rights.length
  }
}

function countBy<Value>(values: readonly Value[]): ReadonlyMap<Value, number> {
  const counts = new Map<Value, number>()

  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

function evenShares(textKinds: number): Shares {
  return {
    lag: new Float64Array(lagClasses).fill(1 / lagClasses),
    // Before anything is known, equal amounts are the likelier ones: that is what keeps the first round to true pairs.
    ratio: new Float64Array(ratioClasses).fill(0.7 / (ratioClasses - 1)).fill(0.3, EQUAL, EQUAL + 1),
    text: new Float64Array(textKinds).fill(1 / textKinds),
  }
}

function oddsOf({ lag, ratio, text, byChance }: PairFeatures, shares: Shares): Float64Array {
  return byChance.map(
    (chance, pair) =>
      ((shares.lag[lag[pair] as number] as number) *
        (shares.ratio[ratio[pair] as number] as number) *
        (shares.text[text[pair] as number] as number)) /
      chance,
  )
}

function sharesOf({ lag, ratio, text }: PairFeatures, pairs: CandidatePairs, chance: Float64Array): Shares {
  const counts = {
    lag: new Float64Array(lagClasses).fill(SEEN_BEFORE),
    ratio: new Float64Array(ratioClasses).fill(SEEN_BEFORE),
    text: new Float64Array(pairs.textKinds.length).fill(SEEN_BEFORE),
  }
  const add = (list: Float64Array, at: number, value: number) => {
    list[at] = (list[at] as number) + value
  }

  chance.forEach((value, pair) => {
    add(counts.lag, lag[pair] as number, value)
    add(counts.ratio, ratio[pair] as number, value)
    add(counts.text, text[pair] as number, value)
  })
  return {
    lag: normalized(counts.lag),
    ratio: normalized(counts.ratio),
    text: normalized(counts.text),
  }
}

function normalized(counts: Float64Array): Float64Array {
  const sum = counts.reduce((total, count) => total + count, 0)

  return counts.map((count) => count / sum)
}

function modelOf(shares: Shares, textKinds: readonly string[], matchedShare: number, rounds: number): PairModel {
  return {
    matchedShare,
    lags: new Map(Array.from(shares.lag.subarray(1), (share, at) => [at - lagDaysMax, share])),
    equalAmounts: shares.ratio[EQUAL] as number,
    texts: new Map(textKinds.map((kind, at) => [kind, shares.text[at] as number])),
    rounds,
  }
}
