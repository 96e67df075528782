import { exact, missing, otherwise } from '../../../../rules/matching/condition.ts'
import { matchModelSchema, type MatchModel } from '../../../../rules/matching/match-model.ts'
import { patternCounter, type PatternCounts } from '../../../../rules/matching/training/pattern-counts.ts'
import type { TrainingPairs } from '../../../../rules/matching/training/training-pairs.ts'

/** How often pairs agree on each of some fields. */
export type Agreements = readonly number[]

/** A model of so many fields that agree or not; what it says of them is far from what is planted. */
export function plantedModel(fieldCount: number, relations: MatchModel['relations'] = []): MatchModel {
  const names = Array.from({ length: fieldCount }, (_, field) => `field ${field}`)

  return matchModelSchema.parse({
    kind: 'customer',
    columns: names.map((name) => ({ name, from: [name] })),
    blockingRules: names.map((name) => ({ name, keys: [name] })),
    blockSizeMax: 100,
    comparisons: names.map((name) => ({
      name,
      levels: [
        { name: 'missing', when: missing(name), m: 1, u: 1 },
        { name: 'the same', when: exact(name), m: 0.8, u: 0.2 },
        { name: 'otherwise', when: otherwise(), m: 0.2, u: 0.8 },
      ],
    })),
    relations,
    matesPerRecord: 0.5,
    linkAbove: 0.9,
    reviewAbove: 0.5,
  })
}

/** Every pattern of agreement, with as many pairs as are expected of those that agree so often. */
export function plantedPatterns(
  fieldCount: number,
  sorts: readonly { readonly pairCount: number; readonly agreements: Agreements }[],
): PatternCounts {
  const counter = patternCounter(fieldCount)

  for (let pattern = 0; pattern < 2 ** fieldCount; pattern += 1) {
    const levels = Uint8Array.from({ length: fieldCount }, (_, field) => ((pattern >>> field) & 1 ? 1 : 2))
    const pairs = sorts.map(({ pairCount, agreements }) =>
      agreements.reduce((sum, share, field) => sum * (levels[field] === 1 ? share : 1 - share), pairCount),
    )

    counter.add(
      levels,
      0,
      0,
      0,
      pairs.reduce((sum, count) => sum + count, 0),
    )
  }

  return counter.take()
}

/** All pairs of a thousand records, of which so many are matches. */
export function plantedPairs(matchCount: number, m: Agreements, u: Agreements): TrainingPairs {
  const recordCount = 1_000
  const pairCount = (recordCount * (recordCount - 1)) / 2
  const strangers = pairCount - matchCount

  return {
    candidates: plantedPatterns(m.length, [
      { pairCount: matchCount, agreements: m },
      { pairCount: strangers, agreements: u },
    ]),
    shares: m.map((share, field) => {
      const agreeing = (matchCount * share + strangers * (u[field] as number)) / pairCount

      return [0, agreeing, 1 - agreeing]
    }),
    pairCount,
    recordCount,
    values: m.map(() => [undefined, undefined, undefined]),
    canTeach: m.map(() => true),
  }
}
