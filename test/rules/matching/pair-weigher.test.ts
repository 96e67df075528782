import { expect, test } from 'vitest'
import { customerModel } from '../../../rules/matching/customer-model.ts'
import { deriveColumns } from '../../../rules/matching/derive-columns.ts'
import { plainColumn } from '../../../rules/matching/match-column.ts'
import { fieldsOfModel } from '../../../rules/matching/match-model.ts'
import { pairWeigher } from '../../../rules/matching/pair-weigher.ts'

const records: Readonly<Record<string, readonly (string | null)[]>> = {
  givenName: ['Jan', 'Jan', 'Petra'],
  familyName: ['Novák', 'Novak', 'Novák'],
  email: ['jan@novak.example', null, 'petra@novak.example'],
  street: ['Dlouhá 12', 'Dlouhá 12', 'Dlouhá 12'],
  postalCode: ['110 00', '11000', '11000'],
}

function weigherOf() {
  const fields = new Map(
    fieldsOfModel(customerModel).map((field) => [field, plainColumn(records[field] ?? [null, null, null])]),
  )

  return pairWeigher(customerModel, deriveColumns(customerModel, fields), {
    recordCount: 3,
    recordsPerEntity: 1,
    contentsPerEntity: 1,
    valueCounts: new Map([['fullName', { counts: [0, 2000, 3], distinct: 3, filled: 9000 }]]),
  })
}

test('observing a pair tells the levels that weighing finds and the u that it divides by', () => {
  const weigher = weigherOf()

  for (const [left, right] of [
    [0, 1],
    [0, 2],
    [1, 2],
  ] as const) {
    weigher.weigh(left, right)
    const levels = [...weigher.levels]
    const parts = [...weigher.parts]

    weigher.levels.fill(99)
    weigher.observe(left, right)

    expect([...weigher.levels]).toEqual(levels)
    customerModel.comparisons.forEach((comparison, index) => {
      const { m } = comparison.levels[levels[index] as number] ?? { m: Number.NaN }

      expect(Math.log2(m) - (weigher.logU[index] as number)).toBeCloseTo(parts[index] as number, 12)
    })
  }
})

test('the observed u is the term frequency where one is known, else the level’s own', () => {
  const weigher = weigherOf()

  weigher.observe(0, 1)

  expect(2 ** (weigher.logU[0] as number)).toBeCloseTo(1998 / 9000 + 1e-4, 12)
  expect(2 ** (weigher.logU[3] as number)).toBe(1)
})
