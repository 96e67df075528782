import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Condition } from '../../../rules/matching/condition.ts'
import { interpretedWeigher } from '../../../rules/matching/interpreted-weigher.ts'
import { plainColumn, type MatchColumns } from '../../../rules/matching/match-column.ts'
import { matchModelSchema } from '../../../rules/matching/match-model.ts'
import { pairWeigher } from '../../../rules/matching/pair-weigher.ts'
import type { Population } from '../../../rules/matching/population.ts'

const columnNames = ['first', 'second', 'third']
const of = fc.constantFrom(...columnNames)
const similarity = fc.constantFrom(0, 0.5, 0.85, 0.9, 1)

const simple: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ is: fc.constantFrom('missing', 'bothMissing', 'exact', 'different'), of }),
  fc.record({
    is: fc.constantFrom('dateSwap', 'numberSlip', 'wordReplaced', 'sharesToken', 'initials', 'acronym'),
    of,
  }),
  fc.record({ is: fc.constantFrom('levenshtein', 'daysWithin'), of, max: fc.constantFrom(0, 1, 2, 30) }),
  fc.record({
    is: fc.constantFrom('jaroWinkler', 'tokenOverlap', 'tokenJaccard', 'rarityOverlap', 'rarityJaccard'),
    of,
    min: similarity,
  }),
  fc.record({ is: fc.constant('jaroWinkler'), of, min: similarity }),
  fc.record({ is: fc.constant('yearsApart'), of, min: fc.constantFrom(0, 15) }),
  fc.record({ is: fc.constant('prefix'), of, minLength: fc.constantFrom(1, 3) }),
  fc.record({ is: fc.constant('numberWithin'), of, absolute: fc.constantFrom(0, 5), percent: fc.constantFrom(0, 10) }),
  fc.record({ is: fc.constant('ratioIn'), of, ratios: fc.constant([1.21, 10]), percent: fc.constantFrom(0.1, 5) }),
  fc.record({ is: fc.constant('crossed'), of, with: of, min: similarity }),
) as fc.Arbitrary<Condition>

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    simple,
    fc.record({ is: fc.constantFrom('all', 'any'), of: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ is: fc.constant('not'), of: tie('condition') }),
    fc.constant({ is: 'otherwise' }),
  ) as fc.Arbitrary<Condition>,
}))

const probability = fc.constantFrom(1, 0.9, 0.3, 0.01, 1e-5, 1e-9)
const evidence = {
  m: probability,
  u: probability,
  termFrequency: fc.option(
    fc.record({
      column: of,
      others: fc.constantFrom(0.1, 1),
      times: fc.constantFrom(0.05, 1, 30),
      floor: fc.constantFrom(1e-9, 0.02),
    }),
    { nil: undefined },
  ),
}
const level = fc.record({ when: condition, ...evidence })
const comparison = fc
  .tuple(fc.array(level, { maxLength: 5 }), fc.record(evidence))
  .map(([levels, rest]) => [...levels, { when: { is: 'otherwise' } as const, ...rest }])

const model = fc.array(comparison, { minLength: 1, maxLength: 5 }).map((comparisons) =>
  matchModelSchema.parse({
    kind: 'thing',
    columns: columnNames.map((name) => ({ name, from: [name] })),
    blockingRules: [{ name: 'any', keys: ['first'] }],
    blockSizeMax: 10,
    matesPerRecord: 0.5,
    linkAbove: 0.9,
    reviewAbove: 0.5,
    comparisons: comparisons.map((levels, index) => ({
      name: `comparison ${index}`,
      levels: levels.map((level, number) => ({ name: `level ${number}`, ...level })),
    })),
  }),
)

const text = fc.oneof(
  fc.constantFrom('jan novak', 'jana novakova', 'j novak', 'novak jan', 'novak', 'n', 'nj', 'petr svoboda', '', ' '),
  fc.constantFrom('2026-03-04', '2026-04-03', '2026-03-05', '1999-01-01', '2026-02-30'),
  fc.constantFrom('100', '121', '-121', '1000', '2026001', '2026002', '2076001', 'a'.repeat(33), 'b' + 'a'.repeat(33)),
  fc.string({ maxLength: 8, unit: 'binary' }),
)
const value = fc.option(text, { nil: null, freq: 6 })
const records = fc.array(fc.tuple(value, value, value), { minLength: 2, maxLength: 5 })
const counts = fc.infiniteStream(fc.constantFrom(1, 2, 3, 7, 100, 30_000))

interface Given {
  readonly columns: MatchColumns
  readonly population: Population
}

const given = fc
  .tuple(records, counts, fc.constantFrom(1, 1.7), fc.subarray(columnNames))
  .map(([rows, counts, contentsPerEntity, counted]): Given => {
    const columns = new Map(columnNames.map((name, at) => [name, plainColumn(rows.map((row) => row[at] ?? null))]))
    const valueCounts = counted.map((name) => {
      const codes = Array.from({ length: columns.get(name)?.size ?? 0 })

      return [
        name,
        {
          counts: Int32Array.from(codes, (_, code) => (code === 0 ? 0 : counts.next().value)),
          distinct: 9,
          filled: 50_000,
        },
      ] as const
    })

    return {
      columns,
      population: { recordCount: 60_000, recordsPerEntity: 1.2, contentsPerEntity, valueCounts: new Map(valueCounts) },
    }
  })

const pairs = [
  [0, 1],
  [1, 0],
  [0, 0],
] as const

test('the program of a model weighs every pair as its conditions read, to the last bit', () => {
  fc.assert(
    fc.property(model, given, fc.constantFrom(-100, -30, -10, 0, 10), (model, { columns, population }, weightMin) => {
      const program = pairWeigher(model, columns, population)
      const reading = interpretedWeigher(model, columns, population)

      for (const [left, right] of pairs) {
        const weight = reading.weigh(left, right)

        expect(program.weigh(left, right)).toBe(weight)
        expect(program.levels).toEqual(reading.levels)
        expect(program.parts).toEqual(reading.parts)

        program.levels.fill(99)
        expect(program.weigh(left, right, weightMin)).toBe(reading.weigh(left, right, weightMin))
        if (weight >= weightMin) expect(program.levels).toEqual(reading.levels)

        program.observe(left, right)
        reading.observe(left, right)
        expect(program.levels).toEqual(reading.levels)
        expect(program.logU).toEqual(reading.logU)
      }
    }),
    { numRuns: 500 },
  )
})
