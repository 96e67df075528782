import { expect, test } from 'vitest'
import { violationsOf } from '../../../../rules/documents/en16931/check-e-invoice.ts'
import { eInvoice } from '../../../support/e-invoice-sample.ts'

const sample = eInvoice()
const line = sample.lines[0] as (typeof sample.lines)[0]
const told = (changes: Parameters<typeof eInvoice>[0]) =>
  violationsOf(eInvoice(changes)).map(({ rule, at, stated, computed }) => [rule, at, stated, computed].join(' '))

test('a category that is exempt for two reasons has two entries, which add up', () => {
  const exempt = (base: string) => ({ category: 'E', rate: '0', base, vat: '0' })
  const exemptInvoice = (second: string) =>
    told({
      lines: sample.lines.map((one) => ({ ...one, vatCategory: 'E', vatRate: '0' })),
      adjustments: [],
      vatBreakdown: [exempt('200'), exempt(second)],
      totals: { allowances: null, charges: null, net: '300', vat: '0', gross: '300', payable: '200' },
    })

  expect(exemptInvoice('100')).toEqual([])
  expect(exemptInvoice('99')).toEqual(['BR-E-08 E 299 300'])
})

test(
  'fifty thousand lines of a thousand rates that the breakdown does not list take no long time',
  { timeout: 30_000 },
  () => {
    const lines = Array.from({ length: 50_000 }, (_, index) => ({
      ...line,
      id: String(index),
      vatRate: `${index % 999}.5`,
    }))
    const rules = new Set(violationsOf(eInvoice({ lines })).map(({ rule }) => rule))

    expect([...rules]).toEqual(['BR-CO-10', 'BR-S-08'])
  },
)
