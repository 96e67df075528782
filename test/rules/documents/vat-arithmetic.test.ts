import { expect, test } from 'vitest'
import { fraction } from '../../../rules/documents/fraction.ts'
import { originOfVat } from '../../../rules/documents/comparison/vat-evidence.ts'
import { vatByMethod, vatOf } from '../../../rules/documents/vat-arithmetic.ts'
import { vatPartsOf, type VatPart } from '../../../rules/documents/vat-part.ts'

const part = (net: bigint, rate: string, more: Partial<VatPart> = {}): VatPart => ({
  net,
  gross: null,
  priced: null,
  category: 'S',
  rate,
  isLine: true,
  ...more,
})
const vat = (parts: readonly VatPart[], method: string) => vatByMethod(parts).find((one) => one.method === method)?.vat

test.each([
  [109_150n, '15', 16_373n],
  [-109_150n, '15', -16_373n],
  [16_372n, '10', 1_637n],
  [100n, '0.5', 1n],
  [67n, '1.5', 1n],
  [-250n, '1', -3n],
  [10n ** 17n, '25.5', 255n * 10n ** 14n],
])('%s minor units at %s %% are %s of VAT', (base, rate, expected) => {
  expect(vatOf(base, rate)).toBe(expected)
})

test('the VAT of unrounded lines is a cent less than that of rounded ones: 348.35 × 16 × 0.96 at 22 %', () => {
  const lines = [
    part(535_066n, '22', { priced: { price: fraction('33441.6'), quantity: fraction('16'), adjusted: 0n } }),
  ]

  expect(535_066n + (vat(lines, 'per line, half up') ?? 0n)).toBe(652_781n)
  expect(535_066n + (vat(lines, 'per line of unrounded lines, half up') ?? 0n)).toBe(652_780n)
  expect(originOfVat(117_715n, lines, 117_714n, lines)).toEqual({
    is: 'rounding',
    method: 'per category, half up',
    otherMethod: 'per category of unrounded lines, half up',
  })
})

test('a price with VAT has two answers: 2.99 at 4 % holds 0.12 when the tax is rounded, 0.11 when the net is', () => {
  const lines = [part(287n, '4', { gross: 299n })]

  expect(vat(lines, 'per line from gross, tax rounded half up')).toBe(12n)
  expect(vat(lines, 'per line from gross, net rounded half up')).toBe(11n)
})

test('three lines of 0.12 at 21 % have 0.09 of VAT line by line, 0.08 on their sum, 0.07 rounded down', () => {
  const cents = [part(12n, '21'), part(12n, '21'), part(12n, '21')]

  expect(vat(cents, 'per line, half up')).toBe(9n)
  expect(vat(cents, 'per category, half up')).toBe(8n)
  expect(vat(cents, 'per category, down')).toBe(7n)
  expect(originOfVat(9n, cents, 8n, cents)).toEqual({
    is: 'rounding',
    method: 'per line, half up',
    otherMethod: 'per category, half up',
  })
})

test('the VAT of one unit rounded and multiplied is a method of shops', () => {
  const lines = [part(3_300n, '21', { priced: { price: fraction('33'), quantity: fraction('100'), adjusted: 0n } })]

  expect(vat(lines, 'per unit, half up')).toBe(700n)
  expect(vat(lines, 'per line, half up')).toBe(693n)
})

test('a cent that no method gives is not rounding', () => {
  const cents = [part(12n, '21'), part(12n, '21'), part(12n, '21')]
  const whole = [part(10_000n, '21')]

  expect(originOfVat(9n, cents, 10n, cents)).toEqual({ is: 'wrong', deviating: 'other' })
  expect(originOfVat(2_101n, whole, 2_100n, whole)).toEqual({ is: 'wrong', deviating: 'reference' })
})

test('the bases of categories cannot be rounded per line', () => {
  expect(vatByMethod([part(10_000n, '21', { isLine: false })]).map(({ method }) => method)).toEqual(
    ['half up', 'half even', 'down'].flatMap((rounding) => [`per category, ${rounding}`, `per document, ${rounding}`]),
  )
})

const line = {
  ...{ number: '1', sku: null, description: null, unit: null, vat: null, gross: null, adjusted: 0n, charged: 0n },
  ...{ quantity: '3', unitPrice: '1.115', net: 335n, category: 'S', rate: '21' },
}

test('lines are parts with what they were before rounding, and a discount takes the one rate of the lines', () => {
  const discount = { amount: -10n, isCharge: false, isFreight: false, category: null, rate: null }

  expect(vatPartsOf({ lines: [line], adjustments: [discount], vatBreakdown: [], scale: 2 })).toMatchObject([
    { net: 335n, rate: '21', priced: { quantity: { numerator: 3n } } },
    { net: -10n, rate: '21', priced: null },
  ])
})

test('a line whose price does not give its net is not recomputed, and one without rate ends the attempt', () => {
  const priced = (lines: readonly (typeof line)[]) =>
    vatPartsOf({ lines, adjustments: [], vatBreakdown: [], scale: 2 })?.map((one) => one.priced)

  expect(priced([{ ...line, net: 400n }])).toEqual([null])
  expect(priced([{ ...line, rate: null as unknown as string }])).toBeUndefined()
  expect(priced([])).toBeUndefined()
})

test('a reverse-charge line is untaxed whatever rate it names', () => {
  const parts = vatPartsOf({ lines: [{ ...line, category: 'AE' }], adjustments: [], vatBreakdown: [], scale: 2 }) ?? []

  expect(new Set(vatByMethod(parts).map((one) => one.vat))).toEqual(new Set([0n]))
})
