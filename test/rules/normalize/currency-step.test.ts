import { expect, test } from 'vitest'
import { compileMapping } from '../../../rules/normalize/compile-mapping.ts'

const readInvoice = compileMapping(
  'invoice',
  { issuedOn: 'day', taxPointOn: 'tax', currency: 'c', gross: 'g' },
  {
    company: { country: 'HR', currency: 'EUR', timeZone: 'Europe/Zagreb' },
    systemName: 'erp',
    system: {},
    dateOrders: new Map(),
    asOf: '2026-07-01T04:00:00.000Z',
  },
)
const kuna = (day: string | null, tax: string | null) =>
  readInvoice({ changedAt: null, fields: { day, tax, c: 'HRK', g: '75.35' } })

test('a currency that did not exist on the day of the document is refused, its amounts stay', () => {
  expect(kuna('2023-01-01', null)).toMatchObject({
    record: { currency: null, grossMinor: '7535', scale: '2' },
    rejections: [{ field: 'currency', issue: 'currency-not-in-force', raw: 'HRK' }],
  })
  expect(kuna(null, '2023-01-01').record).toMatchObject({ currency: null })
})

test('one that existed then is fine, and the day of issue counts before the tax point', () => {
  expect(kuna('2022-12-31', '2023-01-02')).toMatchObject({
    record: { currency: 'HRK', grossMinor: '7535' },
    rejections: [],
  })
  expect(kuna(null, null)).toMatchObject({ record: { currency: 'HRK' }, rejections: [] })
})
