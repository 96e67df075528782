import { expect, test } from 'vitest'
import { isZeroTaxed } from '../../../rules/documents/zero-tax.ts'

test.each(['AE', 'E', 'G', 'K', 'O', 'Z'])('no VAT is charged under category %s', (category) => {
  expect(isZeroTaxed(category)).toBe(true)
})

test.each(['S', 'L', 'M', 'B', '', null])('category %s has a rate of its own, or none that is known', (category) => {
  expect(isZeroTaxed(category)).toBe(false)
})
