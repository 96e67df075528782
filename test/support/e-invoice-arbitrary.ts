import fc from 'fast-check'
import type { EInvoice, EInvoiceAdjustment, EInvoiceLine, EInvoiceParty } from '../../rules/entity/e-invoice.ts'

/** Whatever an EInvoice may hold, sound or not: what a reader must bring back unchanged. */
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 6 })

const word = fc
  .string({
    unit: fc.constantFrom('a', 'Z', 'ß', 'ů', '0', '7', '-', '/', '&', '<', '"', ' ', '😀'),
    minLength: 1,
    maxLength: 12,
  })
  .map((text) => text.trim())
  .filter((text) => text !== '')

const date = fc
  .tuple(fc.integer({ min: 1990, max: 2049 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }))
  .map(([year, month, day]) => `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)

/** Canonical decimals of up to 20 digits, negative ones too. */
const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }), fc.integer({ min: 0, max: 4 }))
  .map(([minor, scale]) => {
    const digits = (minor < 0n ? -minor : minor).toString().padStart(scale + 1, '0')
    const fraction = digits.slice(digits.length - scale).replace(/0+$/, '')
    const whole = digits.slice(0, digits.length - scale)
    const text = scale === 0 || fraction === '' ? whole : `${whole}.${fraction}`
    return minor < 0n && text !== '0' ? `-${text}` : text
  })
const nonZero = decimal.filter((text) => text !== '0')

const category = fc.constantFrom('S', 'Z', 'E', 'AE', 'K', 'G', 'O', 'L', 'M')
const rate = fc.constantFrom('0', '7', '12', '19', '21', '25.5', '5.5')

const party: fc.Arbitrary<EInvoiceParty> = fc.record({
  name: word,
  tradingName: orNull(word),
  vatId: orNull(word),
  companyId: orNull(word),
  ids: fc.array(word, { maxLength: 3 }).map((ids) => ids.sort()),
  street: orNull(word),
  city: orNull(word),
  postalCode: orNull(word),
  country: orNull(fc.constantFrom('CZ', 'DE', 'EL')),
  email: orNull(word),
})

const adjustment: fc.Arbitrary<EInvoiceAdjustment> = fc.record({
  kind: fc.constantFrom('allowance', 'charge'),
  amount: orNull(decimal),
  base: orNull(decimal),
  percent: orNull(decimal),
  category: orNull(category),
  rate: orNull(rate),
  reasonCode: orNull(fc.constantFrom('95', 'FC')),
  reason: orNull(word),
})

const line: fc.Arbitrary<EInvoiceLine> = fc.record({
  id: orNull(word),
  sku: orNull(word),
  gtin: orNull(word),
  name: orNull(word),
  quantity: decimal,
  unit: orNull(fc.constantFrom('C62', 'HUR')),
  net: decimal,
  unitPrice: orNull(decimal),
  priceBase: orNull(fc.constantFrom('1', '100')),
  vatCategory: orNull(category),
  vatRate: orNull(rate),
  adjustments: fc.array(adjustment, { maxLength: 2 }),
})

const reference = fc
  .record({ number: orNull(word), issuedOn: orNull(date) })
  .filter(({ number, issuedOn }) => (number ?? issuedOn) !== null)

const anyEInvoice = fc.record({
  syntax: fc.constantFrom('ubl', 'cii'),
  isCreditNote: fc.boolean(),
  number: orNull(word),
  issuedOn: orNull(date),
  taxPointOn: orNull(date),
  dueOn: orNull(date),
  currency: fc.constantFrom('EUR', 'CZK', 'JPY', 'HRK'),
  taxCurrency: orNull(fc.constantFrom('USD', 'SEK')),
  orderNumber: orNull(word),
  preceding: fc.array(reference, { maxLength: 2 }),
  exchangeRate: orNull(fc.record({ rate: nonZero, on: orNull(date) })),
  seller: party,
  buyer: party,
  totals: fc.record({
    lines: orNull(decimal),
    allowances: orNull(nonZero),
    charges: orNull(nonZero),
    net: orNull(decimal),
    vat: decimal,
    vatInTaxCurrency: decimal,
    gross: orNull(decimal),
    prepaid: orNull(nonZero),
    rounding: orNull(nonZero),
    thirdParty: fc.constant(null),
    payable: orNull(decimal),
  }),
  vatBreakdown: fc.array(fc.record({ category, rate: orNull(rate), base: decimal, vat: decimal }), {
    minLength: 1,
    maxLength: 3,
  }),
  adjustments: fc.array(adjustment, { maxLength: 2 }),
  lines: fc.array(line, { minLength: 1, maxLength: 3 }),
  hasStrangeCurrency: fc.boolean(),
})

export const eInvoices: fc.Arbitrary<EInvoice> = anyEInvoice.map(({ hasStrangeCurrency, ...invoice }) => ({
  ...invoice,
  typeCode: invoice.isCreditNote ? '381' : '380',
  strangeCurrencies: hasStrangeCurrency ? ['GBP'] : [],
  totals: {
    ...invoice.totals,
    vatInTaxCurrency: invoice.taxCurrency === null ? null : invoice.totals.vatInTaxCurrency,
  },
}))
