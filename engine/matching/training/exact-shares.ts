import type { MatchColumn, MatchColumns } from '../../../rules/matching/match-column.ts'
import type { MatchModel } from '../../../rules/matching/match-model.ts'
import { isNeutral } from '../../../rules/matching/neutral-level.ts'
import type { KernelData } from '../kernel/kernel.ts'
import { countHistogram } from './count-histogram.ts'
import type { LevelProbabilities } from '../../../rules/matching/training/training-pairs.ts'

/**
 * Replaces sampled shares by exact ones where a level asks for equal values and no level before it takes any of them: the
 * share of pairs with equal values follows from how often each value occurs.
 */
export function withExactShares(
  shares: LevelProbabilities,
  model: MatchModel,
  { count, population, blocks: { systems } }: Pick<KernelData, 'count' | 'population' | 'blocks'>,
  columns: MatchColumns,
): LevelProbabilities {
  const pairs = pairCountOf(count, systems)

  return model.comparisons.map(({ levels }, comparison) => {
    const row = shares[comparison] as readonly number[]
    const place = levels.findIndex((level) => !isNeutral(level))
    const when = levels[place]?.when

    if (when?.is !== 'exact') return row

    const values = systems === undefined ? population.valueCounts.get(when.of) : undefined
    const equal =
      values === undefined
        ? equalPairs(columns.get(when.of) as MatchColumn, count, systems)
        : pairsOfEqual(values.counts)

    return row.with(place, Math.max(0.1, equal) / pairs)
  })
}

/** Pairs of equal values, from how often each occurs. */
function pairsOfEqual(counts: ArrayLike<number>): number {
  let pairs = 0

  for (const [count, values] of countHistogram(counts)) pairs += (values * count * (count - 1)) / 2

  return pairs
}

/** Pairs among which matches are looked for. */
export function pairCountOf(recordCount: number, systems: Int32Array | undefined): number {
  const all = (recordCount * (recordCount - 1)) / 2

  if (systems === undefined) return Math.max(1, all)
  const sizes = new Map<number, number>()

  for (let record = 0; record < recordCount; record += 1)
    sizes.set(systems[record] as number, (sizes.get(systems[record] as number) ?? 0) + 1)

  return Math.max(
    1,
    [...sizes.values()].reduce((rest, size) => rest - (size * (size - 1)) / 2, all),
  )
}

function equalPairs(column: MatchColumn, recordCount: number, systems: Int32Array | undefined): number {
  const systemCount = systems === undefined ? 1 : systems.reduce((most, system) => Math.max(most, system), 0) + 1
  const counts = new Float64Array(column.size * systemCount)
  let pairs = 0

  for (let record = 0; record < recordCount; record += 1) {
    const code = column.codes[record * column.stride + column.offset] as number
    const place = code * systemCount + (systems?.[record] ?? 0)

    if (code !== 0) counts[place] = (counts[place] as number) + 1
  }
  for (let code = 1; code < column.size; code += 1) {
    let all = 0
    let within = 0

    for (let system = 0; system < systemCount; system += 1) {
      const count = counts[code * systemCount + system] as number

      all += count
      within += (count * (count - 1)) / 2
    }
    pairs += (all * (all - 1)) / 2 - (systems === undefined ? 0 : within)
  }

  return pairs
}
