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
  const levels: number[] = []
  const counteds: number[] = []
  const steps: number[] = []
  const unseens: number[] = []
  const counts: number[] = []
  // Open addressing over the lists above: one more than the place of a pattern, 0 where there is none. A text as key of a Map
  // took half the time of observing a pair.
  let places = new Int32Array(1024)

  const isAt = (place: number, pairLevels: Uint8Array, counted: number, step: number, unseen: number) => {
    if (steps[place] !== step || counteds[place] !== counted || unseens[place] !== unseen) return false
    for (let comparison = 0; comparison < comparisonCount; comparison += 1) {
      if (levels[place * comparisonCount + comparison] !== pairLevels[comparison]) return false
    }
    return true
  }

  const grow = () => {
    const wider = new Int32Array(2 * places.length)

    for (let place = 0; place < counts.length; place += 1) {
      const at = place * comparisonCount
      const hash = patternHash(levels, at, comparisonCount, [counteds[place], steps[place], unseens[place]] as Head)
      let slot = hash & (wider.length - 1)

      while (wider[slot] !== 0) slot = (slot + 1) & (wider.length - 1)
      wider[slot] = place + 1
    }
    places = wider
  }

  return {
    add(pairLevels, counted, logU, unseen, count) {
      const step = Math.round(logU * STEPS_PER_BIT)
      const mask = places.length - 1
      let slot = patternHash(pairLevels, 0, comparisonCount, [counted, step, unseen]) & mask

      for (let found = places[slot] as number; found !== 0; found = places[slot] as number) {
        if (isAt(found - 1, pairLevels, counted, step, unseen)) {
          counts[found - 1] = (counts[found - 1] as number) + count
          return
        }
        slot = (slot + 1) & mask
      }
      for (let comparison = 0; comparison < comparisonCount; comparison += 1)
        levels.push(pairLevels[comparison] as number)
      counteds.push(counted)
      steps.push(step)
      unseens.push(unseen)
      places[slot] = counts.push(count)
      if (2 * counts.length > places.length) grow()
    },
    take: () => ({
      comparisonCount,
      levels: Uint8Array.from(levels),
      counted: Uint32Array.from(counteds),
      logU: Float64Array.from(steps, (step) => step / STEPS_PER_BIT),
      unseen: Uint32Array.from(unseens),
      counts: Float64Array.from(counts),
    }),
  }
}

type Head = readonly [counted: number, step: number, unseen: number]

/** FNV-1a over the numbers of a pattern. */
function patternHash(levels: ArrayLike<number>, from: number, count: number, [counted, step, unseen]: Head): number {
  let hash = Math.imul(Math.imul(Math.imul(0x811c9dc5 ^ counted, 0x01000193) ^ step, 0x01000193) ^ unseen, 0x01000193)

  for (let place = from; place < from + count; place += 1)
    hash = Math.imul(hash ^ (levels[place] as number), 0x01000193)
  return (hash ^ (hash >>> 15)) >>> 0
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
