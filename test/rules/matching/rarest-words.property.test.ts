import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainColumn } from '../../../rules/matching/match-column.ts'
import { rarestWords } from '../../../rules/matching/rarest-words.ts'

const texts = fc.uniqueArray(
  fc
    .array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { minLength: 1, maxLength: 5 })
    .map((words) => words.join(' ')),
  { minLength: 1, maxLength: 12 },
)

function valuesWith(word: string, values: readonly string[]): number {
  return values.filter((value) => value.split(' ').includes(word)).length
}

test('a value keeps its rarest words, rarest first, and none that no other value has', () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 4 }), (values, keep) => {
      const kept = rarestWords(plainColumn(values), keep)

      values.forEach((value, index) => {
        const own = kept(index + 1)
          .split(' ')
          .filter(Boolean)
        const shared = [...new Set(value.split(' '))].filter((word) => valuesWith(word, values) > 1)
        const rank = (word: string) => `${valuesWith(word, values)}`.padStart(3) + word

        expect(own).toEqual(shared.sort((one, other) => (rank(one) < rank(other) ? -1 : 1)).slice(0, keep))
      })
    }),
  )
})

test.each([
  ['acme tools', 1, 'tools'],
  ['acme tools', 2, 'tools acme'],
  ['only', 2, ''],
])('of %j the %d rarest are %j', (value, keep, expected) => {
  const values = ['acme tools', 'acme trade', 'acme bolts', 'bolts tools', 'only']

  expect(rarestWords(plainColumn(values), keep)(values.indexOf(value) + 1)).toBe(expected)
})
