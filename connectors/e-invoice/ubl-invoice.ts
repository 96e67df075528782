import type {
  EInvoice,
  EInvoiceAdjustment,
  EInvoiceLine,
  EInvoiceParty,
  EInvoiceTotals,
} from '../../rules/entity/e-invoice.ts'
import { attributeAt, elementAt, elementsAt, textAt } from '../xml-path.ts'
import type { XmlElement } from '../xml-tree.ts'
import { kindAndAmount } from './adjustment-kind.ts'
import { isCreditNoteCode } from './credit-note-code.ts'
import { dateAt, decimalAt, decimalSum, plainDecimal, unlessZero } from './element-values.ts'
import { itemNumber } from './item-number.ts'
import { strangeCurrencies } from './strange-currencies.ts'

const SCHEMA = 'urn:oasis:names:specification:ubl:schema:xsd:'

export const ublRoots = [
  { name: 'Invoice', namespace: `${SCHEMA}Invoice-2` },
  { name: 'CreditNote', namespace: `${SCHEMA}CreditNote-2` },
]

export const ublNamespaces: ReadonlySet<string> = new Set([
  ...ublRoots.map(({ namespace }) => namespace),
  `${SCHEMA}CommonAggregateComponents-2`,
  `${SCHEMA}CommonBasicComponents-2`,
])

/** Signatures and national additions: anything may stand there. */
export const ublOpenElements: ReadonlySet<string> = new Set(['UBLExtensions'])

/** An invoice or credit note in UBL 2.1, by the syntax binding CEN/TS 16931-3-2. */
export function ublInvoice(root: XmlElement): EInvoice {
  const typeCode = textAt(root, 'InvoiceTypeCode') ?? textAt(root, 'CreditNoteTypeCode')
  const currency = textAt(root, 'DocumentCurrencyCode')
  const taxCurrency = textAt(root, 'TaxCurrencyCode')
  const taxTotal = taxTotalIn(root, currency) ?? taxTotalIn(root, null)
  const accountingTotal = taxCurrency === currency ? null : taxTotalIn(root, taxCurrency)

  return {
    syntax: 'ubl',
    typeCode,
    isCreditNote: root.name === 'CreditNote' || isCreditNoteCode(typeCode),
    number: textAt(root, 'ID'),
    issuedOn: dateAt(root, 'IssueDate'),
    taxPointOn: taxPoint(root),
    dueOn: dateAt(root, 'DueDate') ?? dateAt(root, 'PaymentMeans/PaymentDueDate'),
    currency,
    taxCurrency,
    orderNumber: orderNumber(root),
    preceding: elementsAt(root, 'BillingReference/InvoiceDocumentReference').map((reference) => ({
      number: textAt(reference, 'ID'),
      issuedOn: dateAt(reference, 'IssueDate'),
    })),
    strangeCurrencies: strangeCurrencies(root, [currency, taxCurrency], ublOpenElements),
    exchangeRate: exchangeRate(root),
    seller: party(elementAt(root, 'AccountingSupplierParty/Party')),
    buyer: party(elementAt(root, 'AccountingCustomerParty/Party')),
    totals: totals(root, taxTotal, accountingTotal),
    vatBreakdown: elementsAt(taxTotal ?? root, 'TaxSubtotal').map((subtotal) => ({
      category: textAt(subtotal, 'TaxCategory/ID'),
      rate: decimalAt(subtotal, 'TaxCategory/Percent'),
      base: decimalAt(subtotal, 'TaxableAmount'),
      vat: decimalAt(subtotal, 'TaxAmount'),
    })),
    adjustments: elementsAt(root, 'AllowanceCharge').map(adjustment),
    lines: elementsAt(root, root.name === 'CreditNote' ? 'CreditNoteLine' : 'InvoiceLine').map(line),
  }
}

/** BG-22 of the document currency; with null, the first that names no currency. */
const taxTotalIn = (root: XmlElement, currency: string | null) =>
  elementsAt(root, 'TaxTotal').find((total) => attributeAt(total, 'TaxAmount', 'currencyID') === currency) ?? null

function totals(root: XmlElement, taxTotal: XmlElement | null, accountingTotal: XmlElement | null): EInvoiceTotals {
  const amount = (name: string) => decimalAt(root, `LegalMonetaryTotal/${name}`)
  return {
    lines: amount('LineExtensionAmount'),
    allowances: unlessZero(amount('AllowanceTotalAmount')),
    charges: unlessZero(amount('ChargeTotalAmount')),
    net: amount('TaxExclusiveAmount'),
    vat: taxTotal === null ? null : decimalAt(taxTotal, 'TaxAmount'),
    vatInTaxCurrency: accountingTotal === null ? null : decimalAt(accountingTotal, 'TaxAmount'),
    gross: amount('TaxInclusiveAmount'),
    prepaid: unlessZero(amount('PrepaidAmount')),
    rounding: unlessZero(amount('PayableRoundingAmount')),
    thirdParty: thirdPartyPayments(root),
    payable: amount('PayableAmount'),
  }
}

/** Only the XRechnung extension gives PrepaidPayment this meaning (BG-DEX-09). */
function thirdPartyPayments(root: XmlElement): string | null {
  if (!/xrechnung.*extension|extension.*xrechnung/.test(textAt(root, 'CustomizationID') ?? '')) return null
  const payments = elementsAt(root, 'PrepaidPayment/PaidAmount').map((paid) => plainDecimal(paid.text.trim()))
  return payments.length === 0 ? null : (decimalSum(payments) ?? payments.join(' '))
}

/** BT-7, or what BT-8 points to by UNTDID 2005: 3 the date of issue, 35 the delivery (432, the payment, is not in the document). */
function taxPoint(root: XmlElement): string | null {
  const stated = dateAt(root, 'TaxPointDate')
  if (stated !== null) return stated

  const code = textAt(root, 'InvoicePeriod/DescriptionCode')
  if (code === '3') return dateAt(root, 'IssueDate')
  return code === '35' ? dateAt(root, 'Delivery/ActualDeliveryDate') : null
}

/** The schema demands an order number where only the seller's own is known; Peppol has "NA" written there. */
function orderNumber(root: XmlElement): string | null {
  const number = textAt(root, 'OrderReference/ID')
  return number === 'NA' && textAt(root, 'OrderReference/SalesOrderID') !== null ? null : number
}

function exchangeRate(root: XmlElement): EInvoice['exchangeRate'] {
  const exchange = elementAt(root, 'TaxExchangeRate')
  const rate = exchange === null ? null : decimalAt(exchange, 'CalculationRate')
  // A rate that divides would have to be inverted, which is not exact.
  if (exchange === null || rate === null || textAt(exchange, 'MathematicOperatorCode')?.toLowerCase() === 'divide')
    return null
  return { rate, on: dateAt(exchange, 'Date') }
}

function party(element: XmlElement | null): EInvoiceParty {
  const text = (path: string) => (element === null ? null : textAt(element, path))
  const registrationName = text('PartyLegalEntity/RegistrationName')
  const taxSchemes = element === null ? [] : elementsAt(element, 'PartyTaxScheme')
  const vatScheme = taxSchemes.find((scheme) => textAt(scheme, 'TaxScheme/ID')?.toUpperCase() === 'VAT')
  const identifications = element === null ? [] : elementsAt(element, 'PartyIdentification/ID')

  return {
    name: registrationName ?? text('PartyName/Name'),
    tradingName: registrationName === null ? null : text('PartyName/Name'),
    vatId: vatScheme === undefined ? null : textAt(vatScheme, 'CompanyID'),
    companyId: text('PartyLegalEntity/CompanyID'),
    // SEPA marks BT-90, the creditor of a direct debit: a bank's number, not one of the parties.
    ids: identifications
      .filter(({ attributes }) => attributes.get('schemeID') !== 'SEPA')
      .map((id) => id.text.trim())
      .filter((id) => id !== '')
      .sort(),
    street: text('PostalAddress/StreetName'),
    city: text('PostalAddress/CityName'),
    postalCode: text('PostalAddress/PostalZone'),
    country: text('PostalAddress/Country/IdentificationCode'),
    email: text('Contact/ElectronicMail'),
  }
}

function adjustment(element: XmlElement): EInvoiceAdjustment {
  return {
    ...kindAndAmount(textAt(element, 'ChargeIndicator'), decimalAt(element, 'Amount')),
    base: decimalAt(element, 'BaseAmount'),
    percent: decimalAt(element, 'MultiplierFactorNumeric'),
    category: textAt(element, 'TaxCategory/ID'),
    rate: decimalAt(element, 'TaxCategory/Percent'),
    reasonCode: textAt(element, 'AllowanceChargeReasonCode'),
    reason: textAt(element, 'AllowanceChargeReason'),
  }
}

function line(element: XmlElement): EInvoiceLine {
  const quantity = elementAt(element, 'CreditedQuantity') === null ? 'InvoicedQuantity' : 'CreditedQuantity'
  const item = (path: string) => textAt(element, `Item/${path}`)
  return {
    id: textAt(element, 'ID'),
    sku: item('SellersItemIdentification/ID') ?? item('BuyersItemIdentification/ID'),
    gtin: itemNumber(elementsAt(element, 'Item/StandardItemIdentification/ID')),
    name: item('Name'),
    quantity: decimalAt(element, quantity),
    unit: attributeAt(element, quantity, 'unitCode'),
    net: decimalAt(element, 'LineExtensionAmount'),
    unitPrice: decimalAt(element, 'Price/PriceAmount'),
    priceBase: decimalAt(element, 'Price/BaseQuantity'),
    vatCategory: item('ClassifiedTaxCategory/ID'),
    vatRate: decimalAt(element, 'Item/ClassifiedTaxCategory/Percent'),
    adjustments: elementsAt(element, 'AllowanceCharge').map(adjustment),
  }
}
