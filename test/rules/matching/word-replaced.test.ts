import { expect, test } from 'vitest'
import { isWordReplaced } from '../../../rules/matching/word-replaced.ts'

test.each([
  ['granite watch green', 'granite watch turquoise', true],
  ['shirt s', 'shirt m', true],
  ['shirt l', 'shirt xl', true],
  ['granite watch', 'granite watch green', false],
  ['granite watch green', 'granit watch green', false],
  ['pro hammer', 'professional hammer', false],
  ['screw driver', 'screwdriver', false],
  ['black lamp', 'blk lamp', false],
])('%j against %j: a word is replaced: %s, both ways round', (left, right, expected) => {
  expect(isWordReplaced(left, right)).toBe(expected)
  expect(isWordReplaced(right, left)).toBe(expected)
})
