import { expect, test } from 'vitest'
import { decimalOf } from '../../../rules/matching/decimal-of.ts'
import { measures, ratioOf, type MeasureName } from '../../../rules/matching/measure.ts'

test.each<[MeasureName, string, string, number]>([
  ['days', '2026-02-28', '2026-03-02', 2],
  ['days', '2026-02-28', '2026-02-30', NaN],
  ['days', '2026-02-28', '2026-02-28T10:00', NaN],
  ['days', '28 Feb 2026', '2026-02-28', NaN],
  ['years', '1980-01-01', '2001', 21],
  ['years', '1980-01-01', 'n 01', NaN],
  ['dateSwap', '2026-04-03', '2026-03-04', 1],
  ['dateSwap', '2026-04-03', '2026-04-03', 0],
  ['dateSwap', '1999', '1999x', 0],
])('the %s of %j and %j are %d, whichever comes first', (name, left, right, value) => {
  expect(measures[name](left, right)).toBe(value)
  expect(measures[name](right, left)).toBe(value)
})

test.each([
  ['12.5', 12.5],
  ['-12.5', -12.5],
  ['0x10', NaN],
  ['1e3', NaN],
  [' 12', NaN],
  ['9'.repeat(400), NaN],
])('%j is the number %d', (text, number) => {
  expect(decimalOf(text)).toBe(number)
})

test.each([
  [121, 100, 1.21],
  [-100, -121, 1.21],
  [100, -121, NaN],
  [0, 121, NaN],
])('the ratio of %d and %d is %d, whichever comes first', (left, right, ratio) => {
  expect(ratioOf(left, right)).toBe(ratio)
  expect(ratioOf(right, left)).toBe(ratio)
})
