import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cellText } from '../../../connectors/xlsx/cell-text.ts'

test.each([
  [null, null],
  [undefined, null],
  ['', null],
  ['  0012 ', '  0012 '],
  [true, 'true'],
  [false, 'false'],
  [1042, '1042'],
  [0.1, '0.1'],
  [-12.5, '-12.5'],
  [1e21, '1000000000000000000000'],
  [1.25e22, '12500000000000000000000'],
  [1e-7, '0.0000001'],
  [-1.5e-9, '-0.0000000015'],
  [-0, '0'],
  [new Date('2026-03-04T00:00:00Z'), '2026-03-04'],
  [new Date('2026-03-04T05:06:07Z'), '2026-03-04T05:06:07'],
  [new Date('2026-03-04T05:06:07.5Z'), '2026-03-04T05:06:07.500'],
  [new Date('1899-12-31T12:30:00Z'), '12:30:00'],
  [new Date(Number.NaN), null],
])('the cell %j reads as %j', (cell, text) => {
  expect(cellText(cell)).toBe(text)
})

test('every number keeps its value and shows no exponent', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const text = cellText(value) as string
      expect(text).toMatch(/^-?\d+(\.\d+)?$/)
      expect(Number(text)).toBe(value === 0 ? 0 : value)
    }),
  )
})
