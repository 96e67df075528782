import type {
  EInvoice,
  EInvoiceAdjustment,
  EInvoiceLine,
  EInvoiceParty,
  EInvoiceVat,
} from '../../rules/entity/e-invoice.ts'

import { leaf, tag, type Text } from './xml-elements.ts'

const UBL = 'urn:oasis:names:specification:ubl:schema:xsd:'

/** The invoice as UBL 2.1: a CreditNote where it is one. */
export function ublText(invoice: EInvoice): string {
  const root = invoice.isCreditNote ? 'CreditNote' : 'Invoice'
  const { currency, totals, taxCurrency } = invoice
  const money = (name: string, amount: Text, currencyID: Text = currency) => leaf(`cbc:${name}`, amount, { currencyID })

  const parts = [
    leaf('cbc:ID', invoice.number),
    leaf('cbc:IssueDate', invoice.issuedOn),
    invoice.isCreditNote ? '' : leaf('cbc:DueDate', invoice.dueOn),
    leaf(`cbc:${root}TypeCode`, invoice.typeCode),
    leaf('cbc:TaxPointDate', invoice.taxPointOn),
    leaf('cbc:DocumentCurrencyCode', currency),
    leaf('cbc:TaxCurrencyCode', taxCurrency),
    tag('cac:OrderReference', leaf('cbc:ID', invoice.orderNumber)),
    ...invoice.preceding.map(({ number, issuedOn }) =>
      tag(
        'cac:BillingReference',
        tag('cac:InvoiceDocumentReference', leaf('cbc:ID', number) + leaf('cbc:IssueDate', issuedOn)),
      ),
    ),
    tag('cac:AccountingSupplierParty', ublParty(invoice.seller)),
    tag('cac:AccountingCustomerParty', ublParty(invoice.buyer)),
    invoice.isCreditNote ? tag('cac:PaymentMeans', leaf('cbc:PaymentDueDate', invoice.dueOn)) : '',
    ublExchangeRate(invoice),
    ...invoice.adjustments.map((adjustment) => ublAdjustment(adjustment, money)),
    tag(
      'cac:TaxTotal',
      money('TaxAmount', totals.vat) + invoice.vatBreakdown.map((vat) => ublVat(vat, money)).join(''),
    ),
    tag('cac:TaxTotal', money('TaxAmount', totals.vatInTaxCurrency, taxCurrency)),
    tag(
      'cac:LegalMonetaryTotal',
      [
        money('LineExtensionAmount', totals.lines),
        money('TaxExclusiveAmount', totals.net),
        money('TaxInclusiveAmount', totals.gross),
        money('AllowanceTotalAmount', totals.allowances),
        money('ChargeTotalAmount', totals.charges),
        money('PrepaidAmount', totals.prepaid),
        money('PayableRoundingAmount', totals.rounding),
        money('PayableAmount', totals.payable),
      ].join(''),
    ),
    ...invoice.lines.map((line, index) =>
      ublLine(line, root, (name, amount) => money(name, amount, invoice.strangeCurrencies[index] ?? currency)),
    ),
  ]
  const namespaces = `xmlns="${UBL}${root}-2" xmlns:cac="${UBL}CommonAggregateComponents-2" xmlns:cbc="${UBL}CommonBasicComponents-2"`
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} ${namespaces}>\n${parts.join('')}</${root}>\n`
}

type Money = (name: string, amount: Text) => string

function ublParty(party: EInvoiceParty): string {
  return tag(
    'cac:Party',
    [
      ...party.ids.map((id) => tag('cac:PartyIdentification', leaf('cbc:ID', id))),
      tag('cac:PartyName', leaf('cbc:Name', party.tradingName)),
      tag(
        'cac:PostalAddress',
        leaf('cbc:StreetName', party.street) +
          leaf('cbc:CityName', party.city) +
          leaf('cbc:PostalZone', party.postalCode) +
          tag('cac:Country', leaf('cbc:IdentificationCode', party.country)),
      ),
      party.vatId === null
        ? ''
        : tag('cac:PartyTaxScheme', leaf('cbc:CompanyID', party.vatId) + tag('cac:TaxScheme', leaf('cbc:ID', 'VAT'))),
      tag('cac:PartyLegalEntity', leaf('cbc:RegistrationName', party.name) + leaf('cbc:CompanyID', party.companyId)),
      tag('cac:Contact', leaf('cbc:ElectronicMail', party.email)),
    ].join(''),
  )
}

const ublExchangeRate = ({ exchangeRate, currency, taxCurrency }: EInvoice) =>
  exchangeRate === null
    ? ''
    : tag(
        'cac:TaxExchangeRate',
        leaf('cbc:SourceCurrencyCode', currency) +
          leaf('cbc:TargetCurrencyCode', taxCurrency) +
          leaf('cbc:CalculationRate', exchangeRate.rate) +
          leaf('cbc:Date', exchangeRate.on),
      )

const ublCategory = (name: string, category: Text, rate: Text) =>
  tag(
    name,
    category === null && rate === null
      ? null
      : leaf('cbc:ID', category) + leaf('cbc:Percent', rate) + tag('cac:TaxScheme', leaf('cbc:ID', 'VAT')),
  )

const ublVat = ({ category, rate, base, vat }: EInvoiceVat, money: Money) =>
  tag(
    'cac:TaxSubtotal',
    money('TaxableAmount', base) + money('TaxAmount', vat) + ublCategory('cac:TaxCategory', category, rate),
  )

const ublAdjustment = (adjustment: EInvoiceAdjustment, money: Money) =>
  tag(
    'cac:AllowanceCharge',
    leaf('cbc:ChargeIndicator', String(adjustment.kind === 'charge')) +
      leaf('cbc:AllowanceChargeReasonCode', adjustment.reasonCode) +
      leaf('cbc:AllowanceChargeReason', adjustment.reason) +
      leaf('cbc:MultiplierFactorNumeric', adjustment.percent) +
      money('Amount', adjustment.amount) +
      money('BaseAmount', adjustment.base) +
      ublCategory('cac:TaxCategory', adjustment.category, adjustment.rate),
  )

const ublLine = (line: EInvoiceLine, root: string, money: Money) =>
  tag(
    `cac:${root}Line`,
    leaf('cbc:ID', line.id) +
      leaf(root === 'CreditNote' ? 'cbc:CreditedQuantity' : 'cbc:InvoicedQuantity', line.quantity, {
        unitCode: line.unit,
      }) +
      money('LineExtensionAmount', line.net) +
      line.adjustments.map((adjustment) => ublAdjustment(adjustment, money)).join('') +
      tag(
        'cac:Item',
        leaf('cbc:Name', line.name) +
          tag('cac:SellersItemIdentification', leaf('cbc:ID', line.sku)) +
          tag('cac:StandardItemIdentification', leaf('cbc:ID', line.gtin, { schemeID: '0160' })) +
          ublCategory('cac:ClassifiedTaxCategory', line.vatCategory, line.vatRate),
      ) +
      tag('cac:Price', money('PriceAmount', line.unitPrice) + leaf('cbc:BaseQuantity', line.priceBase)),
  )
