import { expect, test } from 'vitest'
import { amountAgreement, dateAgreement, momentAgreement } from '../../../../rules/normalize/meaning/agreement.ts'

const times = <Item>(count: number, item: Item) => Array.from({ length: count }, () => item)

test.each([
  ['day-first', times(5, { raw: '03/04/2026', there: '2026-04-03' })],
  ['month-first', times(5, { raw: '03/04/2026', there: '2026-03-04' })],
  ['year-first', times(5, { raw: '26/03/04', there: '2026-03-04' })],
  ['undecided', times(4, { raw: '03/04/2026', there: '2026-03-04' })],
  ['undecided', times(9, { raw: '04/04/2026', there: '2026-04-04' })],
  ['undecided', times(9, { raw: '03/04/2026', there: '2026-05-05' })],
  [
    'undecided',
    [...times(5, { raw: '03/04/2026', there: '2026-03-04' }), ...times(5, { raw: '03/04/2026', there: '2026-04-03' })],
  ],
])('the other system’s dates say %s', (verdict, pairs) => {
  expect(dateAgreement('issuedOn', 'erp', pairs).verdict).toBe(verdict)
})

test.each([
  ['the same', 'vat', 10_000n, 10_000n],
  ['with VAT', 'vat', 12_100n, 10_000n],
  ['without VAT', 'vat', 10_000n, 12_100n],
  ['a hundred times', 'unit', 1_000_000n, 10_000n],
  ['a hundredth', 'unit', 100n, 10_000n],
  ['undecided', 'vat', 10_000n, 10_777n],
])('amounts are %s, which answers the question of the %s', (verdict, question, here, there) => {
  const pairs = times(6, { here, there, rates: ['21', '12'] })

  expect(amountAgreement('grossMinor', 'erp', pairs)).toMatchObject({ verdict, question })
})

test('moments that are always the same hours apart tell of a zone; what varies tells nothing', () => {
  const at = Date.parse('2026-03-01T10:00:00Z')
  const shifted = (hours: number) => ({ here: at + hours * 3_600_000, there: at })

  expect(momentAgreement('orderedAt', 'erp', times(5, shifted(1))).verdict).toBe('1 h later')
  expect(momentAgreement('orderedAt', 'erp', times(5, shifted(-2))).verdict).toBe('2 h earlier')
  expect(momentAgreement('orderedAt', 'erp', times(5, shifted(0))).verdict).toBe('the same')
  expect(momentAgreement('orderedAt', 'erp', times(5, shifted(0.4))).verdict).toBe('undecided')
  expect(momentAgreement('orderedAt', 'erp', [...times(5, shifted(1)), ...times(5, shifted(2))]).verdict).toBe(
    '1 or 2 h later, as clocks change',
  )
  expect(momentAgreement('orderedAt', 'erp', [...times(5, shifted(1)), ...times(5, shifted(3))]).verdict).toBe(
    'undecided',
  )
})
