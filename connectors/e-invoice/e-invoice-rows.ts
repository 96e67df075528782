import type { EInvoice, EInvoiceLine, EInvoiceParty } from '../../rules/entity/e-invoice.ts'
import { statedText } from '../../rules/entity/stated-e-invoice.ts'
import type { SourceRow } from '../connector.ts'
import { rowKey } from '../row-key.ts'

type Text = string | null
type Columns<Source> = Readonly<Record<string, (source: Source) => Text>>

interface Filed {
  readonly file: string
  readonly invoice: EInvoice
}

/** Amounts as the money flows: what a credit note writes positive goes back. A text that is no number stays as it is. */
function signed(text: Text, { isCreditNote }: EInvoice): Text {
  if (text === null || !isCreditNote || !/^-?\d+(?:\.\d+)?$/.test(text) || text === '0') return text
  return text.startsWith('-') ? text.slice(1) : `-${text}`
}

const total =
  (name: keyof EInvoice['totals']) =>
  ({ invoice }: Filed): Text =>
    signed(invoice.totals[name], invoice)

/** Who a party is: its VAT id, else its register number, an id the parties agreed on, or its name. */
export const partyKey = ({ vatId, companyId, ids, name }: EInvoiceParty): Text => vatId ?? companyId ?? ids[0] ?? name

/** The only one of several, or nothing. */
const sole = (values: readonly Text[]): Text => (new Set(values).size === 1 ? (values[0] ?? null) : null)

const partyColumns: Columns<EInvoiceParty> = {
  key: partyKey,
  name: ({ name }) => name,
  trading_name: ({ tradingName }) => tradingName,
  vat_id: ({ vatId }) => vatId,
  company_id: ({ companyId }) => companyId,
  party_id: ({ ids }) => ids[0] ?? null,
  street: ({ street }) => street,
  city: ({ city }) => city,
  postal_code: ({ postalCode }) => postalCode,
  country: ({ country }) => country,
  email: ({ email }) => email,
}

const prefixed = (role: 'seller' | 'buyer'): Columns<Filed> =>
  Object.fromEntries(
    Object.entries(partyColumns).map(([name, of]) => [`${role}_${name}`, ({ invoice }: Filed) => of(invoice[role])]),
  )

/** The column with all the file states but the parties, which have columns of their own: what is broken in it can be traced. */
export const eInvoiceColumn = 'e_invoice'

const invoiceColumns: Columns<Filed> = {
  file: ({ file }) => file,
  syntax: ({ invoice }) => invoice.syntax,
  document_type: ({ invoice }) => (invoice.isCreditNote ? 'credit-note' : 'invoice'),
  type_code: ({ invoice }) => invoice.typeCode,
  number: ({ invoice }) => invoice.number,
  corrects_number: ({ invoice }) => sole(invoice.preceding.map(({ number }) => number)),
  order_number: ({ invoice }) => invoice.orderNumber,
  issued_on: ({ invoice }) => invoice.issuedOn,
  tax_point_on: ({ invoice }) => invoice.taxPointOn,
  due_on: ({ invoice }) => invoice.dueOn,
  currency: ({ invoice }) => invoice.currency,
  net: total('net'),
  vat: total('vat'),
  gross: total('gross'),
  allowances: total('allowances'),
  charges: total('charges'),
  prepaid: total('prepaid'),
  rounding: total('rounding'),
  payable: total('payable'),
  vat_category: ({ invoice }) => sole(invoice.vatBreakdown.map(({ category }) => category)),
  vat_rate: ({ invoice }) => sole(invoice.vatBreakdown.map(({ rate }) => rate)),
  tax_currency: ({ invoice }) => invoice.taxCurrency,
  vat_in_tax_currency: total('vatInTaxCurrency'),
  exchange_rate: ({ invoice }) => invoice.exchangeRate?.rate ?? null,
  exchange_rate_on: ({ invoice }) => invoice.exchangeRate?.on ?? null,
  ...prefixed('seller'),
  ...prefixed('buyer'),
  [eInvoiceColumn]: ({ invoice }) => statedText(invoice),
}

interface FiledLine extends Filed {
  readonly line: EInvoiceLine
  readonly position: number
}

const lineColumns: Columns<FiledLine> = {
  file: ({ file }) => file,
  position: ({ position }) => String(position),
  invoice_number: ({ invoice }) => invoice.number,
  line_number: ({ line }) => line.id,
  sku: ({ line }) => line.sku,
  gtin: ({ line }) => line.gtin,
  name: ({ line }) => line.name,
  quantity: ({ line, invoice }) => signed(line.quantity, invoice),
  unit: ({ line }) => line.unit,
  unit_price: ({ line }) => line.unitPrice,
  price_base: ({ line }) => line.priceBase,
  currency: ({ invoice }) => invoice.currency,
  net: ({ line, invoice }) => signed(line.net, invoice),
  vat_category: ({ line }) => line.vatCategory,
  vat_rate: ({ line }) => line.vatRate,
}

export const columnsOf = {
  invoice: Object.keys(invoiceColumns),
  line: Object.keys(lineColumns),
  buyer: Object.keys(partyColumns),
  seller: Object.keys(partyColumns),
} as const

const fieldsOf = <Source>(columns: Columns<Source>, source: Source) =>
  Object.fromEntries(Object.entries(columns).map(([name, of]) => [name, of(source)]))

/** The invoice as one row. */
export const invoiceRow = (file: string, invoice: EInvoice): SourceRow => ({
  sourceKey: file,
  changedAt: invoice.issuedOn,
  fields: fieldsOf(invoiceColumns, { file, invoice }),
})

/** Its lines, in order: identifiers of lines repeat in careless files, so the position is part of the key. */
export const lineRows = (file: string, invoice: EInvoice): readonly SourceRow[] =>
  invoice.lines.map((line, index) => ({
    sourceKey: rowKey([file, String(index + 1)]),
    changedAt: invoice.issuedOn,
    fields: fieldsOf(lineColumns, { file, invoice, line, position: index + 1 }),
  }))

/** Its buyer or seller. */
export const partyRow = (invoice: EInvoice, role: 'buyer' | 'seller'): SourceRow => ({
  sourceKey: partyKey(invoice[role]) ?? '',
  changedAt: invoice.issuedOn,
  fields: fieldsOf(partyColumns, invoice[role]),
})
