import type { EInvoice, EInvoiceLine, EInvoiceParty } from '../../rules/entity/e-invoice.ts'
import { leaf, tag, type Text } from './xml-elements.ts'

const documentTypes: Readonly<Record<string, string>> = { '380': '1', '381': '2', '383': '3', '386': '5' }

/**
 * The invoice as ISDOC 6. It knows no allowances of the document, no categories but the local reverse charge, no trading names;
 * in a foreign currency amounts stand twice, and of the local ones only the VAT is known here.
 */
export function isdocText(invoice: EInvoice): string {
  const { currency, taxCurrency, exchangeRate, totals } = invoice
  const isForeign = taxCurrency !== null
  const amount = (name: string, value: Text) => leaf(isForeign ? `${name}Curr` : name, value)

  const parts = [
    leaf('DocumentType', documentTypes[invoice.typeCode ?? ''] ?? null),
    leaf('ID', invoice.number),
    leaf('IssueDate', invoice.issuedOn),
    leaf('TaxPointDate', invoice.taxPointOn),
    leaf('LocalCurrencyCode', isForeign ? taxCurrency : currency),
    isForeign ? leaf('ForeignCurrencyCode', currency) : '',
    leaf('CurrRate', isForeign ? (exchangeRate?.rate ?? null) : '1'),
    leaf('RefCurrRate', '1'),
    tag('AccountingSupplierParty', isdocParty(invoice.seller)),
    tag('AccountingCustomerParty', isdocParty(invoice.buyer)),
    tag('OrderReferences', tag('OrderReference', leaf('ExternalOrderID', invoice.orderNumber))),
    tag(
      'OriginalDocumentReferences',
      invoice.preceding
        .map(({ number, issuedOn }) =>
          tag('OriginalDocumentReference', leaf('ID', number) + leaf('IssueDate', issuedOn)),
        )
        .join(''),
    ),
    tag('InvoiceLines', invoice.lines.map((line) => isdocLine(line, amount)).join('')),
    tag(
      'TaxTotal',
      invoice.vatBreakdown
        .map(({ category, rate, base, vat }) =>
          tag(
            'TaxSubTotal',
            amount('TaxableAmount', base) +
              amount('TaxAmount', vat) +
              tag('TaxCategory', leaf('Percent', rate) + leaf('LocalReverseChargeFlag', String(category === 'AE'))),
          ),
        )
        .join('') +
        amount('TaxAmount', totals.vat) +
        (isForeign ? leaf('TaxAmount', totals.vatInTaxCurrency) : ''),
    ),
    tag(
      'LegalMonetaryTotal',
      amount('TaxExclusiveAmount', totals.net) +
        amount('TaxInclusiveAmount', totals.gross) +
        amount('PayableRoundingAmount', totals.rounding) +
        amount('PaidDepositsAmount', totals.prepaid) +
        amount('PayableAmount', totals.payable),
    ),
    tag('PaymentMeans', tag('Payment', tag('Details', leaf('PaymentDueDate', invoice.dueOn)))),
  ]
  return `<?xml version="1.0" encoding="utf-8"?>\n<Invoice xmlns="http://isdoc.cz/namespace/2013" version="6.0.2">\n${parts.join('')}</Invoice>\n`
}

const isdocParty = (party: EInvoiceParty) =>
  tag(
    'Party',
    tag('PartyIdentification', leaf('CatalogFirmIdentification', party.ids[0] ?? '0') + leaf('ID', party.companyId)) +
      tag('PartyName', leaf('Name', party.name)) +
      tag(
        'PostalAddress',
        leaf('StreetName', party.street) +
          leaf('CityName', party.city) +
          leaf('PostalZone', party.postalCode) +
          tag('Country', leaf('IdentificationCode', party.country)),
      ) +
      (party.vatId === null ? '' : tag('PartyTaxScheme', leaf('CompanyID', party.vatId) + leaf('TaxScheme', 'VAT'))) +
      tag('Contact', leaf('ElectronicMail', party.email)),
  )

const isdocLine = (line: EInvoiceLine, amount: (name: string, value: Text) => string) =>
  tag(
    'InvoiceLine',
    leaf('ID', line.id) +
      leaf('InvoicedQuantity', line.quantity, { unitCode: line.unit }) +
      amount('LineExtensionAmount', line.net) +
      leaf('UnitPrice', line.unitPrice) +
      tag(
        'ClassifiedTaxCategory',
        leaf('Percent', line.vatRate) + (line.vatCategory === 'AE' ? '<LocalReverseCharge/>\n' : ''),
      ) +
      tag(
        'Item',
        leaf('Description', line.name) +
          tag('CatalogueItemIdentification', leaf('ID', line.gtin)) +
          tag('SellersItemIdentification', leaf('ID', line.sku)),
      ),
  )
