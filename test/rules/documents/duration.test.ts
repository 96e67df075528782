import { expect, test } from 'vitest'
import { durationMs } from '../../../rules/documents/duration.ts'

test.each([
  ['30m', 1_800_000],
  ['26h', 93_600_000],
  ['3d', 259_200_000],
])('%s is %d ms', (text, expected) => {
  expect(durationMs(text)).toBe(expected)
})

test.each(['', '26', 'h', '1.5h', '-1d', '2 d', '1w'])('%j is no duration', (text) => {
  expect(durationMs(text)).toBeNaN()
})
