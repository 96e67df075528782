import type {
  EInvoice,
  EInvoiceAdjustment,
  EInvoiceLine,
  EInvoiceParty,
  EInvoiceVat,
} from '../../rules/entity/e-invoice.ts'

import { leaf, tag, type Text } from './xml-elements.ts'

const CII = 'urn:un:unece:uncefact:data:standard:'

/** The invoice as UN/CEFACT CII D16B. */
export function ciiText(invoice: EInvoice): string {
  const { currency, taxCurrency, totals } = invoice
  const amount = (name: string, value: Text, currencyID: Text = null) => leaf(`ram:${name}`, value, { currencyID })

  const document =
    leaf('ram:ID', invoice.number) +
    leaf('ram:TypeCode', invoice.typeCode) +
    tag('ram:IssueDateTime', ciiDate('udt:DateTimeString', invoice.issuedOn))
  const agreement =
    ciiParty('ram:SellerTradeParty', invoice.seller) +
    ciiParty('ram:BuyerTradeParty', invoice.buyer) +
    tag('ram:BuyerOrderReferencedDocument', leaf('ram:IssuerAssignedID', invoice.orderNumber))
  const summation =
    amount('LineTotalAmount', totals.lines) +
    amount('ChargeTotalAmount', totals.charges) +
    amount('AllowanceTotalAmount', totals.allowances) +
    amount('TaxBasisTotalAmount', totals.net) +
    amount('TaxTotalAmount', totals.vat, currency) +
    amount('TaxTotalAmount', totals.vatInTaxCurrency, taxCurrency) +
    amount('RoundingAmount', totals.rounding) +
    amount('GrandTotalAmount', totals.gross) +
    amount('TotalPrepaidAmount', totals.prepaid) +
    amount('DuePayableAmount', totals.payable)
  const taxPoint = tag('ram:TaxPointDate', ciiDate('udt:DateString', invoice.taxPointOn))
  const settlement =
    leaf('ram:TaxCurrencyCode', taxCurrency) +
    leaf('ram:InvoiceCurrencyCode', currency) +
    ciiExchangeRate(invoice) +
    invoice.vatBreakdown.map((vat) => ciiVat(vat, taxPoint)).join('') +
    invoice.adjustments.map(ciiAdjustment).join('') +
    tag('ram:SpecifiedTradePaymentTerms', tag('ram:DueDateDateTime', ciiDate('udt:DateTimeString', invoice.dueOn))) +
    tag('ram:SpecifiedTradeSettlementHeaderMonetarySummation', summation) +
    invoice.preceding.map(ciiReference).join('')

  const transaction =
    invoice.lines.map((line, index) => ciiLine(line, invoice.strangeCurrencies[index] ?? null)).join('') +
    tag('ram:ApplicableHeaderTradeAgreement', agreement) +
    tag('ram:ApplicableHeaderTradeSettlement', settlement)
  const namespaces = [
    `xmlns:rsm="${CII}CrossIndustryInvoice:100"`,
    `xmlns:ram="${CII}ReusableAggregateBusinessInformationEntity:100"`,
    `xmlns:udt="${CII}UnqualifiedDataType:100"`,
    `xmlns:qdt="${CII}QualifiedDataType:100"`,
  ].join(' ')
  const content = tag('rsm:ExchangedDocument', document) + tag('rsm:SupplyChainTradeTransaction', transaction)
  return `<?xml version="1.0" encoding="UTF-8"?>\n<rsm:CrossIndustryInvoice ${namespaces}>\n${content}</rsm:CrossIndustryInvoice>\n`
}

const ciiDate = (name: string, date: Text) =>
  leaf(name, date === null ? null : date.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$1$2$3'), { format: '102' })

const ciiReference = ({ number, issuedOn }: EInvoice['preceding'][number]) =>
  tag(
    'ram:InvoiceReferencedDocument',
    leaf('ram:IssuerAssignedID', number) + tag('ram:FormattedIssueDateTime', ciiDate('qdt:DateTimeString', issuedOn)),
  )

const ciiExchangeRate = ({ exchangeRate, currency, taxCurrency }: EInvoice) =>
  exchangeRate === null
    ? ''
    : tag(
        'ram:TaxApplicableTradeCurrencyExchange',
        leaf('ram:SourceCurrencyCode', currency) +
          leaf('ram:TargetCurrencyCode', taxCurrency) +
          leaf('ram:ConversionRate', exchangeRate.rate) +
          tag('ram:ConversionRateDateTime', ciiDate('udt:DateTimeString', exchangeRate.on)),
      )

const ciiParty = (name: string, party: EInvoiceParty) =>
  tag(
    name,
    party.ids.map((id) => leaf('ram:ID', id)).join('') +
      leaf('ram:Name', party.name) +
      tag(
        'ram:SpecifiedLegalOrganization',
        leaf('ram:ID', party.companyId) + leaf('ram:TradingBusinessName', party.tradingName),
      ) +
      tag(
        'ram:DefinedTradeContact',
        tag('ram:EmailURIUniversalCommunication', leaf('ram:URIID', party.email, { schemeID: 'SMTP' })),
      ) +
      tag(
        'ram:PostalTradeAddress',
        leaf('ram:PostcodeCode', party.postalCode) +
          leaf('ram:LineOne', party.street) +
          leaf('ram:CityName', party.city) +
          leaf('ram:CountryID', party.country),
      ) +
      tag('ram:SpecifiedTaxRegistration', leaf('ram:ID', party.vatId, { schemeID: 'VA' })),
  )

const ciiVat = ({ category, rate, base, vat }: EInvoiceVat, taxPoint: string) =>
  tag(
    'ram:ApplicableTradeTax',
    leaf('ram:CalculatedAmount', vat) +
      leaf('ram:TypeCode', 'VAT') +
      leaf('ram:BasisAmount', base) +
      leaf('ram:CategoryCode', category) +
      taxPoint +
      leaf('ram:RateApplicablePercent', rate),
  )

const ciiCategory = (name: string, category: Text, rate: Text) =>
  tag(
    name,
    category === null && rate === null
      ? null
      : leaf('ram:TypeCode', 'VAT') + leaf('ram:CategoryCode', category) + leaf('ram:RateApplicablePercent', rate),
  )

const ciiAdjustment = (adjustment: EInvoiceAdjustment) =>
  tag(
    'ram:SpecifiedTradeAllowanceCharge',
    tag('ram:ChargeIndicator', leaf('udt:Indicator', String(adjustment.kind === 'charge'))) +
      leaf('ram:CalculationPercent', adjustment.percent) +
      leaf('ram:BasisAmount', adjustment.base) +
      leaf('ram:ActualAmount', adjustment.amount) +
      leaf('ram:ReasonCode', adjustment.reasonCode) +
      leaf('ram:Reason', adjustment.reason) +
      ciiCategory('ram:CategoryTradeTax', adjustment.category, adjustment.rate),
  )

const ciiLine = (line: EInvoiceLine, currencyID: Text) =>
  tag(
    'ram:IncludedSupplyChainTradeLineItem',
    tag('ram:AssociatedDocumentLineDocument', leaf('ram:LineID', line.id)) +
      tag(
        'ram:SpecifiedTradeProduct',
        leaf('ram:GlobalID', line.gtin, { schemeID: '0160' }) +
          leaf('ram:SellerAssignedID', line.sku) +
          leaf('ram:Name', line.name),
      ) +
      tag(
        'ram:SpecifiedLineTradeAgreement',
        tag(
          'ram:NetPriceProductTradePrice',
          leaf('ram:ChargeAmount', line.unitPrice) + leaf('ram:BasisQuantity', line.priceBase),
        ),
      ) +
      tag('ram:SpecifiedLineTradeDelivery', leaf('ram:BilledQuantity', line.quantity, { unitCode: line.unit })) +
      tag(
        'ram:SpecifiedLineTradeSettlement',
        ciiCategory('ram:ApplicableTradeTax', line.vatCategory, line.vatRate) +
          line.adjustments.map(ciiAdjustment).join('') +
          tag(
            'ram:SpecifiedTradeSettlementLineMonetarySummation',
            leaf('ram:LineTotalAmount', line.net, { currencyID }),
          ),
      ),
  )
