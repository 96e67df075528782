import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainColumn } from '../../../rules/matching/match-column.ts'
import { tokenRarity } from '../../../rules/matching/token-rarity.ts'

const text = fc
  .array(fc.constantFrom('martha', 'marhta', 'marthas', 'martah', 'klein'), { minLength: 1, maxLength: 3 })
  .map((words) => words.join(' '))
const values = fc.uniqueArray(text, { minLength: 2, maxLength: 8 })
const valuesAndShuffled = values.chain((own) =>
  fc.tuple(fc.constant(own), fc.shuffledSubarray(own, { minLength: own.length, maxLength: own.length })),
)

test('what two texts share does not depend on where they stand in the column', () => {
  fc.assert(
    fc.property(valuesAndShuffled, ([own, shuffled]) => {
      const shares = tokenRarity(plainColumn(own))
      const sharesShuffled = tokenRarity(plainColumn(shuffled))

      for (let left = 1; left <= own.length; left += 1)
        for (let right = left + 1; right <= own.length; right += 1)
          expect(
            sharesShuffled(
              shuffled.indexOf(own[left - 1] as string) + 1,
              shuffled.indexOf(own[right - 1] as string) + 1,
            ),
          ).toEqual(shares(left, right))
    }),
  )
})

test('a text that has all words of the other shares all of it, to the last bit', () => {
  const shares = tokenRarity(plainColumn(['red sea', 'the red sea of names', 'red tale', 'sea of names']))

  expect(shares(1, 2).overlap).toBe(1)
  expect(shares(1, 2)).toEqual(shares(2, 1))
})
