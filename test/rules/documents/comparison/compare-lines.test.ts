import { expect, test } from 'vitest'
import { compareContents } from '../../../../rules/documents/comparison/compare-contents.ts'
import type { DocumentContent } from '../../../../rules/documents/document-content.ts'
import { invoice, invoiceOf, line, told, totals } from './content-fixture.ts'

const [pumps, valve] = invoice.lines as [DocumentContent['lines'][number], DocumentContent['lines'][number]]
const freight = { isCharge: true, isFreight: true, category: 'S', rate: '21' }

test('one changed quantity is one finding, although line, net, VAT and total differ', () => {
  const three = invoiceOf([{ ...pumps, quantity: '3', net: 30_000n }, valve])

  expect(told(invoice, three)).toEqual(['quantity lines.quantity 10000'])
})

test('a quantity and a total that changed independently are two findings', () => {
  const { amounts, lines } = invoiceOf([{ ...pumps, quantity: '3', net: 30_000n }, valve])

  expect(told(invoice, { ...invoice, lines, amounts: { ...amounts, gross: 99_999n } })).toEqual([
    'contradiction grossMinor 69749',
    'quantity lines.quantity 10000',
  ])
})

test('the same change in two lines is one finding that names both', () => {
  const both = invoiceOf([
    { ...pumps, quantity: '3', net: 30_000n },
    { ...valve, quantity: '4', net: 20_000n },
  ])

  expect(compareContents(invoice, both, { tolerance: 0, knownRates: [], companyTimeZone: 'UTC' })).toMatchObject([
    { cause: 'quantity', differenceMinor: '25000', evidence: { lines: '1, 2' } },
  ])
})

test.each([
  ['the price after its discount', { unitPrice: '90', net: 18_000n }, { adjusted: -2_000n, net: 18_000n }],
  [
    'boxes for pieces',
    { quantity: '24', unit: 'C62', unitPrice: '5', net: 12_000n },
    { quantity: '2', unit: 'BX', unitPrice: '60', net: 12_000n },
  ],
  [
    'a price with fewer decimals',
    { quantity: '3', unitPrice: '33.3333', net: 10_000n },
    { quantity: '3', unitPrice: '33.33333', net: 10_000n },
  ],
])('%s costs nobody anything', (_, left, right) => {
  expect(told(invoiceOf([{ ...pumps, ...left }, valve]), invoiceOf([{ ...pumps, ...right }, valve]))).toEqual([])
})

test('a discount of so many percent follows the quantity', () => {
  const left = invoiceOf([{ ...pumps, adjusted: -2_000n, net: 18_000n }])
  const right = invoiceOf([{ ...pumps, quantity: '4', adjusted: -4_000n, net: 36_000n }])

  expect(told(left, right)).toEqual(['quantity lines.quantity 18000'])
})

test('another quantity at the same price for one unit is nothing else, however price and discount are split', () => {
  const left = invoiceOf([{ ...pumps, adjusted: -2_000n, net: 18_000n }])
  const right = invoiceOf([{ ...pumps, quantity: '3', unitPrice: '90', net: 27_000n }])

  expect(told(left, right)).toEqual(['quantity lines.quantity 9000'])
})

test('transport that is a line here and stands in the head there is the same', () => {
  const inLines = invoiceOf([
    pumps,
    valve,
    line({ description: 'Doprava', quantity: '1', unitPrice: '15', net: 1_500n }),
  ])
  const inHead = invoiceOf([pumps, valve], { adjustments: [{ ...freight, amount: 1_500n }] })

  expect(told(inLines, inHead)).toEqual([])
  expect(told(inLines, invoice)).toEqual(['freight lines.netMinor -1500'])
})

test('a line that is missing is a part, a voucher that is missing a discount', () => {
  const voucher = line({ description: 'Slevový poukaz', quantity: '-1', unitPrice: '20', net: -2_000n })
  const returned = line({ description: 'Vrácená lampa', quantity: '-1', unitPrice: '20', net: -2_000n })

  expect(told(invoice, invoiceOf([pumps]))).toEqual(['partial lines.netMinor -5000'])
  expect(told(invoice, invoiceOf([pumps, valve, voucher]))).toEqual(['discount lines.netMinor -2000'])
  expect(told(invoice, invoiceOf([pumps, valve, returned]))).toEqual(['partial lines.netMinor -2000'])
})

test('lines that nothing pairs are unexplained, not a part', () => {
  const other = line({ number: '9', sku: 'MOTOR', quantity: '1', unitPrice: '70', net: 7_000n })

  expect(told(invoice, invoiceOf([pumps, { ...other, number: '2' }]))).toEqual(['price lines.unitPrice 2000'])
  expect(told(invoice, invoiceOf([other, { ...other, number: '8', sku: 'LAMP' }]))).toEqual([
    'unexplained lines.netMinor -11000',
  ])
})

test('differences within the tolerance that add up to more than it are told', () => {
  const many = (cents: bigint) =>
    invoiceOf(
      Array.from({ length: 9 }, (_, index) => line({ number: String(index), net: 1_000n + cents, quantity: null })),
    )

  expect(told(many(0n), many(2n), { tolerance: 0.02 })).toContain('unexplained netMinor 18')
  expect(told(many(0n), many(0n), { tolerance: 0.02 })).toEqual([])
})

test('prices with VAT in them are net for gross, not nine other prices', () => {
  const withVat = invoiceOf([
    { ...pumps, unitPrice: '121', net: 24_200n },
    { ...valve, unitPrice: '60.5', net: 6_050n },
  ])

  expect(told(invoice, withVat)).toEqual(['net-gross grossMinor 6353'])
})

test('a copy without lines is compared by its totals', () => {
  expect(told(invoice, totals(25_000n, 5_250n, 30_250n))).toEqual([])
  expect(told(invoice, totals(20_000n, 4_200n, 24_200n))).toEqual(['unexplained grossMinor -6050'])
})

test('a line left out is missing, whatever amounts the other copy keeps of lines of one article', () => {
  const twice = [
    { ...line({ number: '1' }), sku: 'P-1', quantity: '1', unitPrice: '100', net: 10_000n, gross: 12_100n },
    { ...line({ number: '2' }), sku: 'P-1', quantity: '2', unitPrice: '100', net: 20_000n, gross: 24_200n },
  ]
  const withoutGross = twice.slice(1).map((kept) => ({ ...kept, number: '1', gross: null }))

  expect(told(invoiceOf(twice), invoiceOf(withoutGross))).toEqual(['partial lines.netMinor -10000'])
})
