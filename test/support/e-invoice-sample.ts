import type { EInvoice, EInvoiceLine, EInvoiceParty, EInvoiceTotals } from '../../rules/entity/e-invoice.ts'

const seller: EInvoiceParty = {
  name: 'Nordwind Handel GmbH',
  tradingName: null,
  vatId: 'DE136695976',
  companyId: 'HRB 12345',
  ids: ['4000001000005'],
  street: 'Hafenstraße 1',
  city: 'Hamburg',
  postalCode: '20457',
  country: 'DE',
  email: 'rechnung@nordwind.example',
}

const buyer: EInvoiceParty = {
  name: 'Stavby Novák s.r.o.',
  tradingName: 'Novák',
  vatId: 'CZ12345679',
  companyId: '12345679',
  ids: [],
  street: 'Dlouhá 12',
  city: 'Praha',
  postalCode: '110 00',
  country: 'CZ',
  email: null,
}

const line: EInvoiceLine = {
  id: '1',
  sku: 'A-1',
  gtin: null,
  name: 'Steel bracket',
  quantity: '4',
  unit: 'C62',
  net: '200',
  unitPrice: '50',
  priceBase: null,
  vatCategory: 'S',
  vatRate: '19',
  adjustments: [],
}

const adjustment = {
  amount: null,
  base: null,
  percent: null,
  category: null,
  rate: null,
  reasonCode: null,
  reason: null,
}

const sound: EInvoice = {
  syntax: 'ubl',
  typeCode: '380',
  isCreditNote: false,
  number: 'F-2025-17',
  issuedOn: '2025-03-14',
  taxPointOn: '2025-03-12',
  dueOn: '2025-04-13',
  currency: 'EUR',
  taxCurrency: null,
  orderNumber: 'PO-88',
  preceding: [],
  strangeCurrencies: [],
  exchangeRate: null,
  seller,
  buyer,
  totals: {
    lines: '300',
    allowances: '25',
    charges: '15',
    net: '290',
    vat: '55.1',
    vatInTaxCurrency: null,
    gross: '345.1',
    prepaid: '100',
    rounding: null,
    thirdParty: null,
    payable: '245.1',
  },
  vatBreakdown: [{ category: 'S', rate: '19', base: '290', vat: '55.1' }],
  adjustments: [
    { ...adjustment, kind: 'allowance', amount: '25', category: 'S', rate: '19', reasonCode: '95', reason: 'Discount' },
    { ...adjustment, kind: 'charge', amount: '15', category: 'S', rate: '19', reasonCode: 'FC', reason: 'Freight' },
  ],
  lines: [
    line,
    {
      ...line,
      id: '2',
      sku: 'B-7',
      name: 'Bolts, box of 100',
      quantity: '500',
      net: '100',
      unitPrice: '21',
      priceBase: '100',
      adjustments: [{ ...adjustment, kind: 'allowance', amount: '5', base: '105', percent: '4.7619' }],
    },
  ],
}

/** A sound invoice of two lines with discount, freight and a prepayment; `changes` says what is different. */
export function eInvoice({
  totals,
  ...changes
}: Partial<Omit<EInvoice, 'totals'>> & { readonly totals?: Partial<EInvoiceTotals> } = {}): EInvoice {
  return { ...sound, ...changes, totals: { ...sound.totals, ...totals } }
}
