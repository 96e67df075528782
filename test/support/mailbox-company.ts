import type { EInvoiceTotals } from '../../rules/entity/e-invoice.ts'
import { eInvoice } from './e-invoice-sample.ts'
import { ciiText, ublText } from './e-invoice-writers.ts'
import { flow, nightPlan } from './night-plan.ts'
import { csv } from './page.ts'

const amounts = ['net', 'vat', 'gross', 'prepaid', 'payable']
  .map((name) => `${name}: { from: ${name}, currencyFrom: currency, decimalMark: "." }`)
  .join(', ')
const fields = `fields: { number: number, documentType: document_type, customer: buyer_key, issuedOn: issued_on, ${amounts} }`

/** A mailbox of e-invoices beside the table of an ERP. */
export const mailboxPlan = (tolerance = '0') =>
  nightPlan(
    [
      flow('mailbox.invoice', 'select: { file: inbox, rows: invoice }', fields),
      flow('mailbox.customer', 'select: { file: inbox, rows: buyer }', 'fields: { companyName: name, vatId: vat_id }'),
      flow('erp.invoice', 'select: { file: erp.csv, key: id }', fields.replace('customer: buyer_key, ', '')),
    ],
    {
      systems: { mailbox: '{ connector: e-invoice }' },
      rest: `documents: { invoice: { between: [mailbox, erp], tolerance: { absolute: ${tolerance} } } }`,
    },
  )

const { lines, vatBreakdown, adjustments, totals } = eInvoice()
export const [line, otherLine] = lines as [(typeof lines)[0], (typeof lines)[0]]
export const [tax] = vatBreakdown as [(typeof vatBreakdown)[0]]

/** One wrong total each, by one whole unit. */
const wrongTotals = Object.fromEntries(
  (Object.keys(totals) as readonly (keyof EInvoiceTotals)[]).flatMap((name) => {
    const total = totals[name]

    return total === null ? [] : [[`total-${name}`, { totals: { [name]: String(Number(total) + 1) } }]]
  }),
)

const altered: Readonly<Record<string, Parameters<typeof eInvoice>[0]>> = {
  sound: {},
  'sound-credit': { isCreditNote: true, typeCode: '381' },
  'sound-rounded': { totals: { rounding: '-0.1', payable: '245' } },
  ...wrongTotals,
  'line-net': { lines: [{ ...line, net: '199' }, otherLine] },
  'line-price-twice': {
    lines: [
      { ...line, unitPrice: '60' },
      { ...otherLine, id: '1', unitPrice: '30' },
    ],
  },
  'line-rate': { lines: [{ ...line, vatRate: '0' }, otherLine] },
  'line-category': { lines: [{ ...line, vatCategory: 'E', vatRate: '0' }, otherLine] },
  'line-no-number': { lines: [{ ...line, quantity: 'four' }, otherLine] },
  'tax-base': { vatBreakdown: [{ ...tax, base: '295' }] },
  'tax-vat': { vatBreakdown: [{ ...tax, vat: '59' }] },
  'tax-rate': { vatBreakdown: [{ ...tax, rate: '7' }] },
  percentage: { adjustments: adjustments.map((one) => ({ ...one, base: '300', percent: '12' })) },
  'too-precise': { totals: { net: '290.001' } },
  'no-currency': { currency: 'XYZ' },
  'no-day': { issuedOn: '2025-02-29' },
  'own-reference': { preceding: [{ number: 'own-reference', issuedOn: null }] },
}

/** Sound and altered e-invoices, each in two syntaxes. */
export const alteredInbox: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(altered).flatMap(([name, changes]) => {
    const invoice = eInvoice({ ...changes, number: name })

    return [
      [`inbox/${name}.ubl.xml`, ublText(invoice)],
      [`inbox/${name}.cii.xml`, ciiText({ ...invoice, number: `${name}-c`, preceding: [] })],
    ]
  }),
)

const erpHead = 'id  number  document_type  issued_on  net  vat  gross  prepaid  payable  currency'
/** The table of the ERP, from rows in the columns of its head. */
export const erpTable = (...lines: readonly string[]) => csv([erpHead, ...lines].join('\n'))
const sample = 'invoice  2025-03-14  290  55.1  345.1  100  245.1  EUR'
/** The row of a sound invoice, or another one under its number. */
export const erpRow = (number: string, row = sample) => `${number}  ${number}  ${row}`
