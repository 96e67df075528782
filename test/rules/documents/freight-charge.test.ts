import { expect, test } from 'vitest'
import { isFreight } from '../../../rules/documents/freight-charge.ts'

const none = { amount: '5', base: null, percent: null, category: null, rate: null }

test.each([
  ['FC', null, true],
  ['SAA', 'Shipping and handling', true],
  ['PC', 'Packing, free delivery', false],
  [null, 'Lieferpauschale', true],
  [null, 'Versandkosten DE', true],
  [null, 'Přepravné a balné', true],
  [null, 'poštovné', true],
  [null, 'Frais de port', true],
  [null, 'Insurance', false],
  [null, 'Import duty', false],
  [null, 'Portal fee', false],
  [null, null, false],
])('a charge with code %s and reason %s is for freight: %s', (reasonCode, reason, expected) => {
  expect(isFreight({ ...none, kind: 'charge', reasonCode, reason })).toBe(expected)
  expect(isFreight({ ...none, kind: 'allowance', reasonCode, reason })).toBe(false)
})
