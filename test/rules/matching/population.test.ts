import { expect, test } from 'vitest'
import { perEntity } from '../../../rules/matching/population.ts'

test('records per entity come from the column that repeats its values least', () => {
  const names = { distinct: 2, filled: 8 }
  const phones = { distinct: 4, filled: 8 }
  const rarelyFilled = { distinct: 1, filled: 1 }

  expect(perEntity(8, [names, phones, rarelyFilled])).toBe(2)
})

test('columns without values leave one record per entity', () => {
  expect(perEntity(8, [{ distinct: 0, filled: 0 }])).toBe(1)
})
