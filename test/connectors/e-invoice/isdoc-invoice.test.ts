import { describe, expect, test } from 'vitest'
import { readEInvoiceText } from './read-e-invoice-text.ts'

const document = (content: string) => `<?xml version="1.0" encoding="utf-8"?>
<Invoice xmlns="http://isdoc.cz/namespace/2013" version="6.0.2">${content}</Invoice>`

const supplier = `<AccountingSupplierParty><Party>
  <PartyIdentification><UserID>7</UserID><CatalogFirmIdentification>0</CatalogFirmIdentification><ID>12345679</ID></PartyIdentification>
  <PartyName><Name>Stavby Novák s.r.o.</Name></PartyName>
  <PostalAddress><StreetName>Dlouhá</StreetName><BuildingNumber>12</BuildingNumber><CityName>Praha</CityName><PostalZone>11000</PostalZone>
    <Country><IdentificationCode>CZ</IdentificationCode><Name>Česká republika</Name></Country></PostalAddress>
  <PartyTaxScheme><CompanyID>CZ12345679</CompanyID><TaxScheme>VAT</TaxScheme></PartyTaxScheme>
</Party></AccountingSupplierParty>`

const local = document(`
  <DocumentType>1</DocumentType><ID>FV-17/2025</ID><IssueDate>2025-03-14</IssueDate><TaxPointDate>2025-03-12</TaxPointDate>
  <LocalCurrencyCode>CZK</LocalCurrencyCode><CurrRate>1</CurrRate><RefCurrRate>1</RefCurrRate>
  <Extensions><x:anything xmlns:x="urn:own">1</x:anything></Extensions>
  ${supplier}
  <OrderReferences><OrderReference id="o1"><SalesOrderID>S-1</SalesOrderID><ExternalOrderID>PO-88</ExternalOrderID></OrderReference></OrderReferences>
  <InvoiceLines>
    <InvoiceLine><ID>1</ID><InvoicedQuantity unitCode="ks">4.0</InvoicedQuantity><LineExtensionAmount>1000.00</LineExtensionAmount>
      <UnitPrice>250.00</UnitPrice><ClassifiedTaxCategory><Percent>21</Percent><VATCalculationMethod>0</VATCalculationMethod></ClassifiedTaxCategory>
      <Item><Description>Konzole</Description><CatalogueItemIdentification><ID>4000001000005</ID></CatalogueItemIdentification>
        <SellersItemIdentification><ID>A-1</ID></SellersItemIdentification></Item></InvoiceLine>
    <InvoiceLine><ID>2</ID><InvoicedQuantity>1</InvoicedQuantity><LineExtensionAmount>500</LineExtensionAmount><UnitPrice>500</UnitPrice>
      <ClassifiedTaxCategory><Percent>21</Percent><LocalReverseCharge><LocalReverseChargeCode>4</LocalReverseChargeCode></LocalReverseCharge></ClassifiedTaxCategory>
      <Item><Description>Montáž</Description></Item></InvoiceLine>
  </InvoiceLines>
  <TaxTotal>
    <TaxSubTotal><TaxableAmount>1000</TaxableAmount><TaxAmount>210</TaxAmount><AlreadyClaimedTaxAmount>0.00</AlreadyClaimedTaxAmount><TaxCategory><Percent>21</Percent></TaxCategory></TaxSubTotal>
    <TaxSubTotal><TaxableAmount>500</TaxableAmount><TaxAmount>0</TaxAmount><TaxCategory><Percent>21</Percent><LocalReverseChargeFlag>true</LocalReverseChargeFlag></TaxCategory></TaxSubTotal>
    <TaxAmount>210</TaxAmount>
  </TaxTotal>
  <LegalMonetaryTotal><TaxExclusiveAmount>1500</TaxExclusiveAmount><TaxInclusiveAmount>1710</TaxInclusiveAmount>
    <AlreadyClaimedTaxInclusiveAmount>0</AlreadyClaimedTaxInclusiveAmount><PayableRoundingAmount>0</PayableRoundingAmount>
    <PaidDepositsAmount>210</PaidDepositsAmount><PayableAmount>1500</PayableAmount></LegalMonetaryTotal>
  <PaymentMeans><Payment><Details><PaymentDueDate>2025-04-13</PaymentDueDate></Details></Payment>
    <Payment><Details><PaymentDueDate>2025-03-31</PaymentDueDate></Details></Payment></PaymentMeans>`)

describe('an ISDOC invoice', () => {
  test('says what a European invoice says', async () => {
    expect(await readEInvoiceText('f.isdoc', local)).toMatchObject({
      syntax: 'isdoc',
      typeCode: '380',
      isCreditNote: false,
      number: 'FV-17/2025',
      taxPointOn: '2025-03-12',
      dueOn: '2025-03-31',
      currency: 'CZK',
      taxCurrency: null,
      orderNumber: 'PO-88',
      exchangeRate: null,
      seller: { name: 'Stavby Novák s.r.o.', vatId: 'CZ12345679', companyId: '12345679', ids: [], street: 'Dlouhá 12' },
      buyer: { name: null },
      totals: { net: '1500', vat: '210', gross: '1710', prepaid: '210', rounding: null, payable: '1500' },
      vatBreakdown: [
        { category: null, rate: '21', base: '1000', vat: '210' },
        { category: 'AE', rate: '21', base: '500', vat: '0' },
      ],
    })
  })

  test('keeps its lines with quantity, price and article', async () => {
    const { lines } = await readEInvoiceText('f.isdoc', local)
    expect(lines).toMatchObject([
      {
        id: '1',
        sku: 'A-1',
        gtin: '4000001000005',
        name: 'Konzole',
        quantity: '4',
        unit: 'ks',
        net: '1000',
        unitPrice: '250',
        vatCategory: null,
        vatRate: '21',
      },
      { id: '2', sku: null, gtin: null, unit: null, vatCategory: 'AE' },
    ])
  })

  test.each([
    ['100', '105.50', [{ kind: 'allowance', amount: '5.5', base: '105.5' }]],
    ['100', '95', [{ kind: 'charge', amount: '5', base: '95' }]],
    ['100', '100.00', []],
    ['100', 'none', []],
  ])('whose line of %s was %s before its discount says %j', async (net, before, adjustments) => {
    const line = `<InvoiceLine><LineExtensionAmount>${net}</LineExtensionAmount><LineExtensionAmountBeforeDiscount>${before}</LineExtensionAmountBeforeDiscount></InvoiceLine>`
    const invoice = await readEInvoiceText('f.isdoc', document(`<InvoiceLines>${line}</InvoiceLines>`))
    expect(invoice.lines).toMatchObject([{ adjustments }])
  })

  test.each([
    ['2', '381', true],
    ['3', '383', false],
    ['5', '386', false],
    ['6', '381', true],
    ['9', '9', false],
  ])('of type %s has the code %s', async (type, typeCode, isCreditNote) => {
    const text = document(`<DocumentType>${type}</DocumentType>`)
    expect(await readEInvoiceText('f.isdoc', text)).toMatchObject({ typeCode, isCreditNote })
  })

  test('in a foreign currency counts in that currency, and keeps the rate and the VAT in its own', async () => {
    const text = document(`
      <LocalCurrencyCode>CZK</LocalCurrencyCode><ForeignCurrencyCode>JPY</ForeignCurrencyCode><CurrRate>16.543</CurrRate><RefCurrRate>100</RefCurrRate>
      <InvoiceLines><InvoiceLine><ID>1</ID><LineExtensionAmountCurr>1000</LineExtensionAmountCurr><LineExtensionAmount>165.43</LineExtensionAmount><UnitPrice>165.43</UnitPrice></InvoiceLine></InvoiceLines>
      <TaxTotal><TaxSubTotal><TaxableAmountCurr>1000</TaxableAmountCurr><TaxableAmount>165.43</TaxableAmount><TaxAmountCurr>210</TaxAmountCurr><TaxAmount>34.74</TaxAmount>
        <TaxCategory><Percent>21</Percent></TaxCategory></TaxSubTotal><TaxAmountCurr>210</TaxAmountCurr><TaxAmount>34.74</TaxAmount></TaxTotal>
      <LegalMonetaryTotal><TaxExclusiveAmount>165.43</TaxExclusiveAmount><TaxExclusiveAmountCurr>1000</TaxExclusiveAmountCurr></LegalMonetaryTotal>`)

    expect(await readEInvoiceText('f.isdoc', text)).toMatchObject({
      currency: 'JPY',
      taxCurrency: 'CZK',
      exchangeRate: { rate: '0.16543', on: null },
      totals: { net: '1000', vat: '210', vatInTaxCurrency: '34.74' },
      lines: [{ net: '1000', unitPrice: null }],
    })
  })

  test('that settles taxed advances has the VAT of all rates, and all of them as paid', async () => {
    const text = document(`<TaxTotal>
      <TaxSubTotal><TaxableAmount>1000</TaxableAmount><TaxAmount>210</TaxAmount><AlreadyClaimedTaxAmount>100</AlreadyClaimedTaxAmount></TaxSubTotal>
      <TaxSubTotal><TaxableAmount>100</TaxableAmount><TaxAmount>12</TaxAmount></TaxSubTotal><TaxAmount>122</TaxAmount></TaxTotal>
      <LegalMonetaryTotal><AlreadyClaimedTaxInclusiveAmount>576.19</AlreadyClaimedTaxInclusiveAmount><PaidDepositsAmount>-10.5</PaidDepositsAmount></LegalMonetaryTotal>`)
    expect(await readEInvoiceText('f.isdoc', text)).toMatchObject({ totals: { vat: '222', prepaid: '586.69' } })
  })
})
