import type { PairGraph } from './pair-chances.ts'

/** Worse than leaving both rows alone by more than this (natural logarithm), a pair is part of no arrangement worth comparing. */
const WEIGHT_MIN = -10
const STEPS_MAX = 5_000
/** Larger margins are as good as this one. */
const MARGIN_MAX = 8

/**
 * By how much (natural logarithm of the odds) an arrangement that holds a chosen pair is more probable than the best one in which
 * its rows and others exchange partners in a circle. Belief propagation is exact where there is no circle and too sure where two
 * payments can be exchanged crosswise, so what is decided without a person must win this comparison too. 0 where it was not
 * finished.
 */
export function arrangementMargins(
  { left, right, leftStart, rightStart, rightPairs }: PairGraph,
  weight: Float64Array,
  chosen: readonly number[],
): ReadonlyMap<number, number> {
  const byLeft = new Map(chosen.map((pair) => [left[pair] as number, pair]))
  const byRight = new Map(chosen.map((pair) => [right[pair] as number, pair]))

  /** The largest weight by which a circle can come back to the right row. */
  function bestInto(pair: number): number {
    const row = right[pair] as number
    const into = rightPairs.subarray(rightStart[row] as number, rightStart[row + 1] as number)

    return into.reduce((best, other) => (other === pair ? best : Math.max(best, weight[other] as number)), WEIGHT_MIN)
  }

  /** The most that the circle through a pair gains before the pair itself is given up; undefined when that takes too long. */
  function bestCircle(pair: number): number | undefined {
    const gains = new Map([[left[pair] as number, 0]])
    // Whatever comes later, a path that lost so much cannot come back to within what is asked for.
    const hopeless = (weight[pair] as number) - bestInto(pair) - MARGIN_MAX
    const waiting = [left[pair] as number]
    let best = Number.NEGATIVE_INFINITY
    let steps = 0

    for (const row of waiting) {
      for (let other = leftStart[row] as number; other < (leftStart[row + 1] as number); other += 1) {
        const holder = byRight.get(right[other] as number)

        if (holder === undefined || byLeft.get(row) === other || (weight[other] as number) < WEIGHT_MIN) continue
        if (++steps > STEPS_MAX) return undefined
        const gain = (gains.get(row) ?? 0) + (weight[other] as number)

        if (holder === pair) best = Math.max(best, gain)
        else if (gain - (weight[holder] as number) > hopeless)
          follow(gains, waiting, left[holder] as number, gain - (weight[holder] as number))
      }
    }
    return best
  }

  return new Map(
    chosen.map((pair) => {
      const circle = bestCircle(pair)

      return [pair, circle === undefined ? 0 : (weight[pair] as number) - circle]
    }),
  )
}

function follow(gains: Map<number, number>, waiting: number[], row: number, gain: number): void {
  if (gain <= (gains.get(row) ?? Number.NEGATIVE_INFINITY)) return
  gains.set(row, gain)
  waiting.push(row)
}
