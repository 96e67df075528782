import { jaroWinkler } from '@skyra/jaro-winkler'
import fc from 'fast-check'
import { distance } from 'fastest-levenshtein'
import { expect, test } from 'vitest'
import { jaroWinklerOf } from '../../../rules/matching/jaro-winkler-units.ts'
import { levenshteinOf } from '../../../rules/matching/levenshtein-units.ts'
import { plainColumn } from '../../../rules/matching/match-column.ts'
import { textUnits } from '../../../rules/matching/text-units.ts'

/** Few letters, so that texts meet; emoji, lone surrogates, equal texts, empty ones and ones longer than a mask. */
const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'A', 'é'), maxLength: 80 })
const any = fc.string({
  unit: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g') },
    fc.constantFrom('😀', '\ud83d', '\ude00', 'ŷ', '\u0001'),
  ),
  maxLength: 36,
})
const near = fc
  .tuple(
    fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', ' '), maxLength: 34 }),
    fc.nat(33),
    fc.constantFrom('', 'x', 'ab'),
  )
  .map(([text, at, put]): [string, string] => [text, text.slice(0, at) + put + text.slice(at + 1)])
/** A long text and the same after a few slips, mostly further apart than a bit mask reaches. */
const longAndEdited = fc
  .tuple(
    fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 45, maxLength: 90 }),
    fc.array(fc.tuple(fc.nat(90), fc.nat(1), fc.constantFrom('', 'a', 'x')), { maxLength: 4 }),
  )
  .map(([text, edits]): [string, string] => [
    text,
    edits.reduce((left, [at, cut, put]) => left.slice(0, at) + put + left.slice(at + cut), text),
  ])
const pair = fc.oneof(fc.tuple(letters, letters), fc.tuple(any, any), near, longAndEdited)
const least = fc.constantFrom(0, 0.7, 0.85, 0.9, 0.93, 1)
const inOrder = (left: string, right: string) => (left < right ? jaroWinkler(left, right) : jaroWinkler(right, left))

test('Jaro-Winkler on units is the library’s to the last bit, and below the least only said to be below', () => {
  fc.assert(
    fc.property(pair, least, ([left, right], least) => {
      const texts = textUnits(plainColumn([left, `${right}.`, right]))
      const other = textUnits(plainColumn([right]))
      const codes = left === right ? [1, 1] : [1, 3]
      const exact = inOrder(left, right)
      const expected = (measured: number) => (measured < least && exact < least ? measured : exact)
      const within = jaroWinklerOf(texts, texts, least)(codes[0] as number, codes[1] as number)
      const across = jaroWinklerOf(texts, other, least)(1, 1)

      expect(within).toBe(expected(within))
      expect(across).toBe(expected(across))
    }),
    { numRuns: 3000 },
  )
})

test('the edit distance on units is the library’s, and above the most only said to be above', () => {
  fc.assert(
    fc.property(pair, fc.nat(6), ([left, right], most) => {
      fc.pre(left !== right)
      const texts = textUnits(plainColumn([left, right]))
      const exact = distance(left, right)
      const measured = levenshteinOf(texts, most)(1, 2)

      expect(measured).toBe(measured > most && exact > most ? measured : exact)
    }),
    { numRuns: 3000 },
  )
})

test('texts of 100,000 characters are measured in no time', () => {
  const long = 'ab c'.repeat(25_000)
  const texts = textUnits(plainColumn([`x${long}`, `${long}y`]))

  expect(jaroWinklerOf(texts, texts, 0)(1, 2)).toBeCloseTo(1, 4)
  expect(levenshteinOf(texts, 2)(1, 2)).toBe(2)
})
