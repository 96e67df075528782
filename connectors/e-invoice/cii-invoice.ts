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
import { ciiDateAt, decimalAt, plainDecimal, unlessZero } from './element-values.ts'
import { itemNumber } from './item-number.ts'
import { strangeCurrencies } from './strange-currencies.ts'

const SCHEMA = 'urn:un:unece:uncefact:data:standard:'

export const ciiRoots = [{ name: 'CrossIndustryInvoice', namespace: `${SCHEMA}CrossIndustryInvoice:100` }]

export const ciiNamespaces: ReadonlySet<string> = new Set(
  [
    'CrossIndustryInvoice',
    'ReusableAggregateBusinessInformationEntity',
    'UnqualifiedDataType',
    'QualifiedDataType',
  ].map((name) => `${SCHEMA}${name}:100`),
)

/** An invoice or credit note in UN/CEFACT CII D16B, by the syntax binding CEN/TS 16931-3-3. */
export function ciiInvoice(root: XmlElement): EInvoice {
  const transaction = 'SupplyChainTradeTransaction'
  const agreement = elementAt(root, `${transaction}/ApplicableHeaderTradeAgreement`) ?? nothing
  const settlement = elementAt(root, `${transaction}/ApplicableHeaderTradeSettlement`) ?? nothing
  const typeCode = textAt(root, 'ExchangedDocument/TypeCode')
  const currency = textAt(settlement, 'InvoiceCurrencyCode')
  const taxCurrency = textAt(settlement, 'TaxCurrencyCode')
  const items = elementsAt(root, `${transaction}/IncludedSupplyChainTradeLineItem`)

  return {
    syntax: 'cii',
    typeCode,
    isCreditNote: isCreditNoteCode(typeCode),
    number: textAt(root, 'ExchangedDocument/ID'),
    issuedOn: ciiDateAt(root, 'ExchangedDocument/IssueDateTime'),
    taxPointOn: taxPoint(root, settlement),
    dueOn: ciiDateAt(settlement, 'SpecifiedTradePaymentTerms/DueDateDateTime'),
    currency,
    taxCurrency,
    orderNumber: textAt(agreement, 'BuyerOrderReferencedDocument/IssuerAssignedID'),
    preceding: elementsAt(settlement, 'InvoiceReferencedDocument').map((reference) => ({
      number: textAt(reference, 'IssuerAssignedID'),
      issuedOn: ciiDateAt(reference, 'FormattedIssueDateTime'),
    })),
    strangeCurrencies: strangeCurrencies(root, [currency, taxCurrency]),
    exchangeRate: exchangeRate(settlement),
    seller: party(elementAt(agreement, 'SellerTradeParty')),
    buyer: party(elementAt(agreement, 'BuyerTradeParty')),
    totals: totals(settlement, currency, taxCurrency),
    vatBreakdown: elementsAt(settlement, 'ApplicableTradeTax').map((tax) => ({
      category: textAt(tax, 'CategoryCode'),
      rate: decimalAt(tax, 'RateApplicablePercent'),
      base: decimalAt(tax, 'BasisAmount'),
      vat: decimalAt(tax, 'CalculatedAmount'),
    })),
    adjustments: [
      ...elementsAt(settlement, 'SpecifiedTradeAllowanceCharge').map(adjustment),
      ...elementsAt(settlement, 'SpecifiedLogisticsServiceCharge').map(freight),
    ],
    // A line with a parent is a part of it: the extended profiles print both, and only the outermost add up.
    lines: items.filter((item) => textAt(item, 'AssociatedDocumentLineDocument/ParentLineID') === null).map(line),
  }
}

const nothing: XmlElement = { name: '', namespace: '', attributes: new Map(), children: [], text: '', line: 0 }

function totals(settlement: XmlElement, currency: string | null, taxCurrency: string | null): EInvoiceTotals {
  const path = 'SpecifiedTradeSettlementHeaderMonetarySummation'
  const amount = (name: string) => inCurrency(elementsAt(settlement, `${path}/${name}`), currency)
  return {
    lines: amount('LineTotalAmount'),
    allowances: unlessZero(amount('AllowanceTotalAmount')),
    charges: unlessZero(amount('ChargeTotalAmount')),
    net: amount('TaxBasisTotalAmount'),
    vat: amount('TaxTotalAmount'),
    vatInTaxCurrency:
      taxCurrency === null || taxCurrency === currency
        ? null
        : inCurrency(elementsAt(settlement, `${path}/TaxTotalAmount`), taxCurrency, false),
    gross: amount('GrandTotalAmount'),
    prepaid: unlessZero(amount('TotalPrepaidAmount')),
    rounding: unlessZero(amount('RoundingAmount')),
    thirdParty: null,
    payable: amount('DuePayableAmount'),
  }
}

/** Totals may stand in several currencies; one without a currency is in that of the document. */
function inCurrency(amounts: readonly XmlElement[], currency: string | null, isOwn = true): string | null {
  const currencyOf = ({ attributes }: XmlElement) => attributes.get('currencyID')?.trim()
  const stated = amounts.find((amount) => currencyOf(amount) === currency)
  const found = stated ?? (isOwn ? amounts.find((amount) => currencyOf(amount) === undefined) : undefined)
  const text = found?.text.trim() ?? ''
  return text === '' ? null : plainDecimal(text)
}

/** BT-7, or what BT-8 points to by UNTDID 2475: 5 the date of issue, 29 the delivery (72, the payment, is not in the document). */
function taxPoint(root: XmlElement, settlement: XmlElement): string | null {
  const stated = ciiDateAt(settlement, 'ApplicableTradeTax/TaxPointDate')
  if (stated !== null) return stated

  const code = textAt(settlement, 'ApplicableTradeTax/DueDateTypeCode')
  if (code === '5') return ciiDateAt(root, 'ExchangedDocument/IssueDateTime')
  const delivery = 'SupplyChainTradeTransaction/ApplicableHeaderTradeDelivery/ActualDeliverySupplyChainEvent'
  return code === '29' ? ciiDateAt(root, `${delivery}/OccurrenceDateTime`) : null
}

function exchangeRate(settlement: XmlElement): EInvoice['exchangeRate'] {
  const exchange = elementAt(settlement, 'TaxApplicableTradeCurrencyExchange')
  const rate = exchange === null ? null : decimalAt(exchange, 'ConversionRate')
  return exchange === null || rate === null ? null : { rate, on: ciiDateAt(exchange, 'ConversionRateDateTime') }
}

function party(element: XmlElement | null): EInvoiceParty {
  const own = element ?? nothing
  const registrations = elementsAt(own, 'SpecifiedTaxRegistration/ID')
  const ids = [...elementsAt(own, 'ID'), ...elementsAt(own, 'GlobalID')].map((id) => id.text.trim())
  return {
    name: textAt(own, 'Name'),
    tradingName: textAt(own, 'SpecifiedLegalOrganization/TradingBusinessName'),
    vatId: registrations.find(({ attributes }) => attributes.get('schemeID') === 'VA')?.text.trim() ?? null,
    companyId: textAt(own, 'SpecifiedLegalOrganization/ID'),
    ids: ids.filter((id) => id !== '').sort(),
    street: textAt(own, 'PostalTradeAddress/LineOne'),
    city: textAt(own, 'PostalTradeAddress/CityName'),
    postalCode: textAt(own, 'PostalTradeAddress/PostcodeCode'),
    country: textAt(own, 'PostalTradeAddress/CountryID'),
    email: textAt(own, 'DefinedTradeContact/EmailURIUniversalCommunication/URIID'),
  }
}

function adjustment(element: XmlElement): EInvoiceAdjustment {
  return {
    ...kindAndAmount(textAt(element, 'ChargeIndicator/Indicator'), decimalAt(element, 'ActualAmount')),
    base: decimalAt(element, 'BasisAmount'),
    percent: decimalAt(element, 'CalculationPercent'),
    category: textAt(element, 'CategoryTradeTax/CategoryCode'),
    rate: decimalAt(element, 'CategoryTradeTax/RateApplicablePercent'),
    reasonCode: textAt(element, 'ReasonCode'),
    reason: textAt(element, 'Reason'),
  }
}

/** Factur-X EXTENDED writes transport as an element of its own; EN 16931 has a charge with the code FC for it. */
function freight(element: XmlElement): EInvoiceAdjustment {
  return {
    kind: 'charge',
    amount: decimalAt(element, 'AppliedAmount'),
    base: null,
    percent: null,
    category: textAt(element, 'AppliedTradeTax/CategoryCode'),
    rate: decimalAt(element, 'AppliedTradeTax/RateApplicablePercent'),
    reasonCode: 'FC',
    reason: textAt(element, 'Description'),
  }
}

function line(element: XmlElement): EInvoiceLine {
  const price = 'SpecifiedLineTradeAgreement/NetPriceProductTradePrice'
  const settlement = 'SpecifiedLineTradeSettlement'
  const product = (name: string) => textAt(element, `SpecifiedTradeProduct/${name}`)
  return {
    id: textAt(element, 'AssociatedDocumentLineDocument/LineID'),
    sku: product('SellerAssignedID') ?? product('BuyerAssignedID'),
    gtin: itemNumber(elementsAt(element, 'SpecifiedTradeProduct/GlobalID')),
    name: product('Name'),
    quantity: decimalAt(element, 'SpecifiedLineTradeDelivery/BilledQuantity'),
    unit: attributeAt(element, 'SpecifiedLineTradeDelivery/BilledQuantity', 'unitCode'),
    net: decimalAt(element, `${settlement}/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount`),
    unitPrice: decimalAt(element, `${price}/ChargeAmount`),
    // BT-149 may stand beside the net or the gross price.
    priceBase:
      decimalAt(element, `${price}/BasisQuantity`) ??
      decimalAt(element, 'SpecifiedLineTradeAgreement/GrossPriceProductTradePrice/BasisQuantity'),
    vatCategory: textAt(element, `${settlement}/ApplicableTradeTax/CategoryCode`),
    vatRate: decimalAt(element, `${settlement}/ApplicableTradeTax/RateApplicablePercent`),
    adjustments: elementsAt(element, `${settlement}/SpecifiedTradeAllowanceCharge`).map(adjustment),
  }
}
