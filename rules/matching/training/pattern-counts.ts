/**
 * Pairs of records as distinct agreement patterns with counts: training costs what the patterns cost, however many pairs
 * there are. A pattern is the level of every comparison, together with how rare the values are.
 */
export interface PatternCounts {
  readonly comparisonCount: number
  /** Pattern p has its levels from `p * comparisonCount` on. */
  readonly levels: Uint8Array
  /** log2 of u by term frequency over u of the level, summed over the comparisons and rounded: below 0 for rare values. */
  readonly rarity: Float64Array
  /** Pairs of the pattern; a fraction where pairs were sampled. */
  readonly counts: Float64Array
}

export interface PatternCounter {
  add(levels: Uint8Array, rarity: number, count: number): void
  take(): PatternCounts
}

/** Rarity is kept to a quarter of a bit: finer differences do not move an estimate, but multiply the patterns. */
const RARITY_STEPS_PER_BIT = 4

export function patternCounter(comparisonCount: number): PatternCounter {
  const places = new Map<string, number>()
  const levels: number[] = []
  const rarities: number[] = []
  const counts: number[] = []

  return {
    add(pairLevels, rarity, count) {
      const steps = Math.round(rarity * RARITY_STEPS_PER_BIT)
      const key = `${String.fromCharCode(...pairLevels)}${steps}`
      const place = places.get(key)

      if (place !== undefined) {
        counts[place] = (counts[place] as number) + count
        return
      }
      places.set(key, counts.length)
      levels.push(...pairLevels)
      rarities.push(steps / RARITY_STEPS_PER_BIT)
      counts.push(count)
    },
    take: () => ({
      comparisonCount,
      levels: Uint8Array.from(levels),
      rarity: Float64Array.from(rarities),
      counts: Float64Array.from(counts),
    }),
  }
}
