import { expect, test } from 'vitest'
import { documentNumber, numberDigits } from '../../../rules/matching/document-number.ts'
import { isNumberSlip } from '../../../rules/matching/number-slip.ts'

test.each([
  ['INV-2026/00123', 'inv 2026-123'],
  ['FV2026000123', 'FV-2026-123'],
  ['FV26000123', 'FV 26/000123'],
  ['00042', '42'],
])('reads %j and %j as one number', (left, right) => {
  expect(documentNumber(left)).toBe(documentNumber(right))
})

test.each([
  ['INV-2026/00123', '2026123'],
  ['FV-2026/00123', '2026000123'],
  ['FV-26-000123', '26000123'],
])('finds the same figures in %j and %j', (left, right) => {
  expect(numberDigits(left)).toBe(numberDigits(right))
})

test.each([
  ['2026123', '202613', true],
  ['2026123', '20261123', true],
  ['2026123', '2026132', true],
  ['2026123', '2076123', true],
  ['2026001', '2026002', false],
  ['2026001', '2026091', false],
  ['2026001', '2026001', false],
  ['2026001', '2027401', false],
])('%s and %s: a slip of the pen is %s, both ways round', (left, right, expected) => {
  expect(isNumberSlip(left, right)).toBe(expected)
  expect(isNumberSlip(right, left)).toBe(expected)
})
