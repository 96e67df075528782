import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldsOf, type MatchedKind } from '../../../rules/entity/entity.ts'
import { conditionCompiler } from '../../../rules/matching/compile-condition.ts'
import { defaultModels } from '../../../rules/matching/default-model.ts'
import { deriveColumns } from '../../../rules/matching/derive-columns.ts'
import { explainValues } from '../../support/explain-values.ts'
import { plainColumn } from '../../../rules/matching/match-column.ts'
import { fieldsOfModel } from '../../../rules/matching/match-model.ts'

const kinds = Object.keys(defaultModels) as MatchedKind[]

/** Values that collide and nearly collide, so that every level is reached. */
const value = fc.oneof(
  fc.constantFrom(
    'Jan',
    'Jana',
    'J',
    'Novák',
    'Novak',
    'Nováková',
    'a@b.cz',
    'b@b.cz',
    '2026-03-04',
    '2026-04-03',
    '2026-03-05',
    '1999-01-01',
  ),
  fc.constantFrom('100', '121', '-121', '2026001', '2026002', 'CZ1', 'Dlouhá 12', 'Dlouhá 13', ''),
  fc.string({ maxLength: 12, unit: 'binary' }),
)
const nullable = fc.option(value, { nil: null })
const pairOf = (kind: MatchedKind) => {
  const fields = fieldsOfModel(defaultModels[kind])
  const record = fc.record(Object.fromEntries(fields.map((field) => [field, nullable])))

  return fc.tuple(record, record)
}

test.each(kinds)(
  'comparing two %s records gives the same either way round, and the parts sum to the weight',
  (kind) => {
    fc.assert(
      fc.property(pairOf(kind), ([left, right]) => {
        const there = explainValues(left, right, defaultModels[kind], 1000)
        const back = explainValues(right, left, defaultModels[kind], 1000)

        expect(back).toEqual(there)
        const sum = there.parts.reduce((sum, part) => sum + part.weight, there.prior)

        // The weight that relations take away is what is left; a difference of two sums has a rounding of its own.
        expect(sum + there.relations).toBeCloseTo(there.weight, 9)
        expect(there.relations).toBeLessThanOrEqual(1e-9)
        if (defaultModels[kind].relations.length === 0) expect(sum).toBe(there.weight)
      }),
    )
  },
)

test.each(kinds)('exactly one level of each %s comparison is the first that holds', (kind) => {
  fc.assert(
    fc.property(pairOf(kind), ([left, right]) => {
      const model = defaultModels[kind]
      const fields = new Map(
        fieldsOfModel(model).map((field) => [field, plainColumn([left[field] ?? null, right[field] ?? null])]),
      )
      const compile = conditionCompiler(deriveColumns(model, fields))
      const { parts } = explainValues(left, right, model, 1000)

      model.comparisons.forEach((comparison, index) => {
        const first = comparison.levels.find((level) => compile(level.when)(0, 1))

        expect(parts[index]?.level).toBe(first?.name)
      })
    }),
    { numRuns: 50 },
  )
})

test.each(kinds)('the %s model reads only fields of its kind', (kind) => {
  const known = [...fieldsOf(kind), 'goldenCustomer']

  expect(fieldsOfModel(defaultModels[kind]).filter((field) => !known.includes(field))).toEqual([])
})

test.each(kinds)('the %s model survives JSON', (kind) => {
  expect(JSON.parse(JSON.stringify(defaultModels[kind]))).toEqual(defaultModels[kind])
})
