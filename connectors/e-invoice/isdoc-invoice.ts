import type {
  EInvoice,
  EInvoiceAdjustment,
  EInvoiceLine,
  EInvoiceParty,
  EInvoiceTotals,
  EInvoiceVat,
} from '../../rules/entity/e-invoice.ts'
import { attributeAt, elementAt, elementsAt, textAt } from '../xml-path.ts'
import type { XmlElement } from '../xml-tree.ts'
import { dateAt, decimalAt, decimalSum, plainDecimal, unlessZero } from './element-values.ts'
import { itemNumber } from './item-number.ts'

const NAMESPACE = 'http://isdoc.cz/namespace/2013'

export const isdocRoots = [{ name: 'Invoice', namespace: NAMESPACE }]

export const isdocNamespaces: ReadonlySet<string> = new Set([NAMESPACE])

/** Additions of the issuer, and the signature. */
export const isdocOpenElements: ReadonlySet<string> = new Set(['Extensions', 'Signature'])

/** UNTDID 1001 by DocumentType, as isdoc2ubl of the format's authors has it; 7 is the simplified invoice, which it leaves out. */
const typeCodes = new Map([
  ['1', '380'],
  ['2', '381'],
  ['3', '383'],
  ['4', '386'],
  ['5', '386'],
  ['6', '381'],
  ['7', '380'],
])

/**
 * An invoice in ISDOC 6, by its business rules 6.0.2: credit notes (types 2 and 6) have positive amounts; a document in a
 * foreign currency holds every amount twice, and the twin in that currency (`...Curr`) is the one that was agreed.
 */
export function isdocInvoice(root: XmlElement): EInvoice {
  const local = textAt(root, 'LocalCurrencyCode')
  const foreign = textAt(root, 'ForeignCurrencyCode')
  const type = textAt(root, 'DocumentType')
  const amount: Amount = (element, path) => decimalAt(element, foreign === null ? path : `${path}Curr`)

  return {
    syntax: 'isdoc',
    typeCode: typeCodes.get(type ?? '') ?? type,
    isCreditNote: type === '2' || type === '6',
    number: textAt(root, 'ID'),
    issuedOn: dateAt(root, 'IssueDate'),
    taxPointOn: dateAt(root, 'TaxPointDate'),
    dueOn: earliestDueDate(root),
    currency: foreign ?? local,
    taxCurrency: foreign === null ? null : local,
    orderNumber: orderNumber(root),
    preceding: elementsAt(root, 'OriginalDocumentReferences/OriginalDocumentReference').map((reference) => ({
      number: textAt(reference, 'ID'),
      issuedOn: dateAt(reference, 'IssueDate'),
    })),
    strangeCurrencies: [],
    exchangeRate: foreign === null ? null : exchangeRate(root),
    seller: party(elementAt(root, 'AccountingSupplierParty/Party')),
    buyer: party(elementAt(root, 'AccountingCustomerParty/Party')),
    totals: totals(root, amount, foreign !== null),
    vatBreakdown: elementsAt(root, 'TaxTotal/TaxSubTotal').map((subtotal) => vat(subtotal, amount)),
    adjustments: [],
    lines: elementsAt(root, 'InvoiceLines/InvoiceLine').map((element) => line(element, amount, foreign !== null)),
  }
}

/** The amount at a path, in the currency of the document. */
type Amount = (element: XmlElement, path: string) => string | null

function totals(root: XmlElement, amount: Amount, isForeign: boolean): EInvoiceTotals {
  const total = (name: string) => amount(root, `LegalMonetaryTotal/${name}`)
  // What was taxed with earlier documents and what was paid on account are both no longer due. Some programs write the second
  // negative, against the rules; it lowers what is due either way.
  const paid = [total('AlreadyClaimedTaxInclusiveAmount'), total('PaidDepositsAmount')?.replace(/^-/, '') ?? null]
  const stated = paid.filter((text) => text !== null)
  return {
    lines: null,
    allowances: null,
    charges: null,
    net: total('TaxExclusiveAmount'),
    vat: taxOf(root, amount),
    vatInTaxCurrency: isForeign ? taxOf(root, decimalAt) : null,
    gross: total('TaxInclusiveAmount'),
    prepaid: stated.length === 0 ? null : unlessZero(decimalSum(stated) ?? stated.join(' ')),
    rounding: unlessZero(total('PayableRoundingAmount')),
    thirdParty: null,
    payable: total('PayableAmount'),
  }
}

/** TaxTotal counts what earlier documents taxed in some files and not in others; then the rates add up to the tax of this one. */
function taxOf(root: XmlElement, amount: Amount): string | null {
  const subtotals = elementsAt(root, 'TaxTotal/TaxSubTotal')
  const claimed = subtotals.map((subtotal) => amount(subtotal, 'AlreadyClaimedTaxAmount') ?? '0')
  if (claimed.every((text) => text === '0')) return amount(root, 'TaxTotal/TaxAmount')

  const taxes = subtotals.map((subtotal) => amount(subtotal, 'TaxAmount'))
  return taxes.every((tax) => tax !== null) ? decimalSum(taxes) : null
}

function vat(subtotal: XmlElement, amount: Amount): EInvoiceVat {
  return {
    category: categoryOf(elementAt(subtotal, 'TaxCategory')),
    rate: decimalAt(subtotal, 'TaxCategory/Percent'),
    base: amount(subtotal, 'TaxableAmount'),
    vat: amount(subtotal, 'TaxAmount'),
  }
}

/** ISDOC knows rates, not categories; only the local reverse charge has a mark of its own. */
function categoryOf(element: XmlElement | null): string | null {
  if (element === null) return null
  const isReverse =
    ['true', '1'].includes(textAt(element, 'LocalReverseChargeFlag') ?? '') ||
    elementAt(element, 'LocalReverseCharge') !== null
  return isReverse ? 'AE' : null
}

/** Of several payments, the first is the one a reminder would be about; so has it isdoc2ubl. */
function earliestDueDate(root: XmlElement): string | null {
  const dates = elementsAt(root, 'PaymentMeans/Payment/Details').map((details) => dateAt(details, 'PaymentDueDate'))
  return dates.filter((date) => date !== null).sort()[0] ?? null
}

/** The buyer's order, where there is exactly one. */
function orderNumber(root: XmlElement): string | null {
  const orders = elementsAt(root, 'OrderReferences/OrderReference')
  return orders.length === 1 && orders[0] !== undefined ? textAt(orders[0], 'ExternalOrderID') : null
}

/** CurrRate is the price of RefCurrRate units (1 or, for yen, 100); other numbers would not divide exactly. */
function exchangeRate(root: XmlElement): EInvoice['exchangeRate'] {
  const [rate, units] = [decimalAt(root, 'CurrRate'), decimalAt(root, 'RefCurrRate') ?? '1']
  const [whole, fraction = ''] = rate?.split('.') ?? []
  if (rate === null || whole === undefined || !/^10{0,4}$/.test(units) || !/^\d+$/.test(whole)) return null

  const places = units.length - 1
  const digits = whole.padStart(places + 1, '0')
  const split = digits.length - places
  return { rate: plainDecimal(`${digits.slice(0, split)}.${digits.slice(split)}${fraction}`), on: null }
}

function party(element: XmlElement | null): EInvoiceParty {
  const text = (path: string) => (element === null ? null : textAt(element, path))
  const schemes = element === null ? [] : elementsAt(element, 'PartyTaxScheme')
  const vatScheme = schemes.find((scheme) => textAt(scheme, 'TaxScheme')?.toUpperCase() === 'VAT')
  const catalogue = text('PartyIdentification/CatalogFirmIdentification')
  const [street, house] = [text('PostalAddress/StreetName'), text('PostalAddress/BuildingNumber')]

  return {
    name: text('PartyName/Name'),
    tradingName: null,
    vatId: vatScheme === undefined ? null : textAt(vatScheme, 'CompanyID'),
    companyId: text('PartyIdentification/ID'),
    ids: catalogue === null || catalogue === '0' ? [] : [catalogue],
    street: [street, house].filter((part) => part !== null).join(' ') || null,
    city: text('PostalAddress/CityName'),
    postalCode: text('PostalAddress/PostalZone'),
    country: text('PostalAddress/Country/IdentificationCode'),
    email: text('Contact/ElectronicMail'),
  }
}

function line(element: XmlElement, amount: Amount, isForeign: boolean): EInvoiceLine {
  return {
    id: textAt(element, 'ID'),
    sku: textAt(element, 'Item/SellersItemIdentification/ID') ?? textAt(element, 'Item/BuyersItemIdentification/ID'),
    gtin: itemNumber(elementsAt(element, 'Item/CatalogueItemIdentification/ID')),
    name: textAt(element, 'Item/Description'),
    quantity: decimalAt(element, 'InvoicedQuantity'),
    unit: attributeAt(element, 'InvoicedQuantity', 'unitCode'),
    net: amount(element, 'LineExtensionAmount'),
    // There is no unit price in the foreign currency, and a converted one would not be the one agreed.
    unitPrice: isForeign ? null : decimalAt(element, 'UnitPrice'),
    priceBase: null,
    vatCategory: categoryOf(elementAt(element, 'ClassifiedTaxCategory')),
    vatRate: decimalAt(element, 'ClassifiedTaxCategory/Percent'),
    adjustments: isForeign ? [] : discount(element),
  }
}

/** The discount of a line is what its amount lacks of the one before the discount, which stands in the local currency only. */
function discount(element: XmlElement): readonly EInvoiceAdjustment[] {
  const [before, net] = [
    decimalAt(element, 'LineExtensionAmountBeforeDiscount'),
    decimalAt(element, 'LineExtensionAmount'),
  ]
  const amount = before === null || net === null ? null : decimalSum([before, opposite(net)])
  if (amount === null || amount === '0') return []

  const said = { base: before, percent: null, category: null, rate: null, reasonCode: null, reason: null }
  return [{ kind: amount.startsWith('-') ? 'charge' : 'allowance', amount: amount.replace('-', ''), ...said }]
}

const opposite = (text: string) => (text.startsWith('-') ? text.slice(1) : `-${text}`)
