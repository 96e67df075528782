/**
 * Pairs of records as distinct agreement patterns with counts: training costs what the patterns cost, however many pairs
 * there are. A pattern is the level of every comparison, together with how rare the values are.
 */
export interface PatternCounts {
  readonly comparisonCount: number
  /** Pattern p has its levels from `p * comparisonCount` on. */
  readonly levels: Uint8Array
  /** Bit c: u of comparison c follows from how common its values are; log2 of these u, summed and rounded, is `logU`. */
  readonly counted: Uint32Array
  readonly logU: Float64Array
  /** Bit c: the values of comparison c are nobody else's, so that how often strangers share such a value is to be learnt. */
  readonly unseen: Uint32Array
  /** Pairs of the pattern; a fraction where pairs were sampled. */
  readonly counts: Float64Array
}

export interface PatternCounter {
  add(levels: Uint8Array, counted: number, logU: number, unseen: number, count: number): void
  take(): PatternCounts
}

/** log2 of u is kept to half a bit: finer differences do not move an estimate, but multiply the patterns. */
const STEPS_PER_BIT = 4

export function patternCounter(comparisonCount: number): PatternCounter {
  const places = new Map<string, number>()
  const levels: number[] = []
  const counteds: number[] = []
  const logUs: number[] = []
  const unseens: number[] = []
  const counts: number[] = []

  return {
    add(pairLevels, counted, logU, unseen, count) {
      const steps = Math.round(logU * STEPS_PER_BIT)
      const key = `${String.fromCharCode(...pairLevels)}${steps},${counted},${unseen}`
      const place = places.get(key)

      if (place !== undefined) {
        counts[place] = (counts[place] as number) + count
        return
      }
      places.set(key, counts.length)
      levels.push(...pairLevels)
      counteds.push(counted)
      logUs.push(steps / STEPS_PER_BIT)
      unseens.push(unseen)
      counts.push(count)
    },
    take: () => ({
      comparisonCount,
      levels: Uint8Array.from(levels),
      counted: Uint32Array.from(counteds),
      logU: Float64Array.from(logUs),
      unseen: Uint32Array.from(unseens),
      counts: Float64Array.from(counts),
    }),
  }
}

/** Patterns one list after the other; a pattern in two of them stays in both. */
export function concatenatePatterns(parts: readonly PatternCounts[]): PatternCounts {
  const [first] = parts as [PatternCounts]

  return {
    comparisonCount: first.comparisonCount,
    levels: Uint8Array.from(parts.flatMap(({ levels }) => [...levels])),
    counted: Uint32Array.from(parts.flatMap(({ counted }) => [...counted])),
    logU: Float64Array.from(parts.flatMap(({ logU }) => [...logU])),
    unseen: Uint32Array.from(parts.flatMap(({ unseen }) => [...unseen])),
    counts: Float64Array.from(parts.flatMap(({ counts }) => [...counts])),
  }
}
