import { describe, expect, test } from 'vitest'
import { readEInvoiceText } from './read-e-invoice-text.ts'

const UBL = 'urn:oasis:names:specification:ubl:schema:xsd:'
const CII = 'urn:un:unece:uncefact:data:standard:'

const ubl = (content: string, root = 'Invoice') =>
  readEInvoiceText(
    'f.xml',
    `<u:${root} xmlns:u="${UBL}${root}-2" xmlns:a="${UBL}CommonAggregateComponents-2" xmlns="${UBL}CommonBasicComponents-2">${content}</u:${root}>`,
  )

const cii = (settlement: string, items = '', document = '') =>
  readEInvoiceText(
    'f.xml',
    `<rsm:CrossIndustryInvoice xmlns:rsm="${CII}CrossIndustryInvoice:100" xmlns="${CII}ReusableAggregateBusinessInformationEntity:100" xmlns:udt="${CII}UnqualifiedDataType:100">
    <rsm:ExchangedDocument>${document}</rsm:ExchangedDocument><rsm:SupplyChainTradeTransaction>${items}
    <ApplicableHeaderTradeDelivery><ActualDeliverySupplyChainEvent><OccurrenceDateTime><udt:DateTimeString format="102">20250310</udt:DateTimeString></OccurrenceDateTime></ActualDeliverySupplyChainEvent></ApplicableHeaderTradeDelivery>
    <ApplicableHeaderTradeSettlement>${settlement}</ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>`,
  )

describe('UBL', () => {
  test('a credit note is one by its root, has its due date among the payments, and its own names for lines', async () => {
    const credit = await ubl(
      `<ID>C-1</ID><a:PaymentMeans><PaymentDueDate>2025-04-01Z</PaymentDueDate></a:PaymentMeans>
       <a:CreditNoteLine><ID>1</ID><CreditedQuantity unitCode="C62">2</CreditedQuantity><LineExtensionAmount>5.00</LineExtensionAmount></a:CreditNoteLine>`,
      'CreditNote',
    )
    expect(credit).toMatchObject({
      isCreditNote: true,
      typeCode: null,
      dueOn: '2025-04-01',
      lines: [{ quantity: '2', unit: 'C62', net: '5' }],
    })
    expect(await ubl('<InvoiceTypeCode>381</InvoiceTypeCode>')).toMatchObject({ isCreditNote: true })
    expect(await ubl('<InvoiceTypeCode>384</InvoiceTypeCode>')).toMatchObject({ isCreditNote: false })
  })

  test('"NA" is no order number where only the seller’s is known', async () => {
    const order = (content: string) => ubl(`<a:OrderReference>${content}</a:OrderReference>`)
    expect(await order('<ID>NA</ID><SalesOrderID>S-1</SalesOrderID>')).toMatchObject({ orderNumber: null })
    expect(await order('<ID>NA</ID>')).toMatchObject({ orderNumber: 'NA' })
  })

  test.each([
    ['3', '2025-03-14'],
    ['35', '2025-03-10'],
    ['432', null],
  ])('BT-8 of UBL: %s points to the tax point %s', async (code, taxPointOn) => {
    const text = `<IssueDate>2025-03-14</IssueDate><a:InvoicePeriod><DescriptionCode>${code}</DescriptionCode></a:InvoicePeriod>
      <a:Delivery><ActualDeliveryDate>2025-03-10</ActualDeliveryDate></a:Delivery>`
    expect(await ubl(text)).toMatchObject({ taxPointOn })
  })

  test('VAT is taken in the currency of the document, and once more in that of accounting', async () => {
    const total = (amount: string, currency: string) =>
      `<a:TaxTotal><TaxAmount currencyID="${currency}">${amount}</TaxAmount></a:TaxTotal>`
    const text = `<DocumentCurrencyCode>SEK</DocumentCurrencyCode><TaxCurrencyCode>EUR</TaxCurrencyCode>${total('10', 'EUR')}${total('110', 'SEK')}
      <a:LegalMonetaryTotal><PayableAmount currencyID="USD">1</PayableAmount></a:LegalMonetaryTotal>`

    expect(await ubl(text)).toMatchObject({
      totals: { vat: '110', vatInTaxCurrency: '10' },
      strangeCurrencies: ['USD'],
    })
  })

  test.each([
    ['true', 'charge', '5'],
    ['0', 'allowance', '5'],
    ['yes', 'allowance', '5 (ChargeIndicator: yes)'],
    ['', 'allowance', '5 (ChargeIndicator: missing)'],
  ])('ChargeIndicator %j makes an amount of 5.00 %s %s', async (indicator, kind, amount) => {
    const text = `<a:AllowanceCharge><ChargeIndicator>${indicator}</ChargeIndicator><Amount>5.00</Amount></a:AllowanceCharge>`
    expect((await ubl(text)).adjustments).toMatchObject([{ kind, amount }])
  })

  test('parts of a line are not lines of the document', async () => {
    const { lines } = await ubl(
      '<a:InvoiceLine><ID>1</ID><LineExtensionAmount>7</LineExtensionAmount><a:SubInvoiceLine><ID>1.1</ID><LineExtensionAmount>7</LineExtensionAmount></a:SubInvoiceLine></a:InvoiceLine>',
    )
    expect(lines.map(({ id, net }) => [id, net])).toEqual([['1', '7']])
  })

  test('what the seller collects for others counts only in the XRechnung extension', async () => {
    const paid =
      '<a:PrepaidPayment><PaidAmount>19.96</PaidAmount></a:PrepaidPayment><a:PrepaidPayment><PaidAmount>10.00</PaidAmount></a:PrepaidPayment>'
    const extension =
      'urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0#conformant#urn:xeinkauf.de:kosit:extension:xrechnung_3.0'

    expect(await ubl(`<CustomizationID>${extension}</CustomizationID>${paid}`)).toMatchObject({
      totals: { thirdParty: '29.96' },
    })
    expect(await ubl(`<CustomizationID>urn:cen.eu:en16931:2017</CustomizationID>${paid}`)).toMatchObject({
      totals: { thirdParty: null },
    })
  })

  test('a rate that divides is left out, because its reverse is not exact', async () => {
    const exchange = (operator: string) =>
      ubl(
        `<a:TaxExchangeRate><CalculationRate>25.10</CalculationRate><MathematicOperatorCode>${operator}</MathematicOperatorCode></a:TaxExchangeRate>`,
      )
    expect(await exchange('Multiply')).toMatchObject({ exchangeRate: { rate: '25.1', on: null } })
    expect(await exchange('Divide')).toMatchObject({ exchangeRate: null })
  })

  test('amounts are plain decimals; what is none stays as it is', async () => {
    const total = (net: string) =>
      ubl(`<a:LegalMonetaryTotal><TaxExclusiveAmount> ${net} </TaxExclusiveAmount></a:LegalMonetaryTotal>`)
    for (const [written, read] of [
      ['+010.500', '10.5'],
      ['-0.00', '0'],
      ['.5', '0.5'],
      ['5.', '5'],
      ['1e3', '1e3'],
      ['1.000,00', '1.000,00'],
      ['', null],
    ])
      expect(await total(written ?? '')).toMatchObject({ totals: { net: read } })
  })

  test('an attachment is passed over, however large', async () => {
    const file = `<a:AdditionalDocumentReference><ID>1</ID><a:Attachment><EmbeddedDocumentBinaryObject>${'QUJD'.repeat(500_000)}</EmbeddedDocumentBinaryObject></a:Attachment></a:AdditionalDocumentReference>`
    expect(await ubl(`<ID>F-1</ID>${file}<IssueDate>2025-03-14</IssueDate>`)).toMatchObject({
      number: 'F-1',
      issuedOn: '2025-03-14',
    })
  })
})

describe('CII', () => {
  test.each([
    ['5', '2025-03-14'],
    ['29', '2025-03-10'],
    ['72', null],
  ])('BT-8 of CII: %s points to the tax point %s', async (code, taxPointOn) => {
    const issued = '<IssueDateTime><udt:DateTimeString format="102">20250314</udt:DateTimeString></IssueDateTime>'
    const text = `<ApplicableTradeTax><DueDateTypeCode>${code}</DueDateTypeCode></ApplicableTradeTax>`
    expect(await cii(text, '', issued)).toMatchObject({ taxPointOn })
  })

  test.each([
    ['102', '20250314', '2025-03-14'],
    ['203', '202503141530', '2025-03-14'],
    ['102', '20250230', '2025-02-30'],
    ['102', '14032025x', '14032025x'],
    ['610', '202503', '202503'],
    ['', '20250314', '20250314'],
  ])('a date of format %s written %s is %s', async (format, written, read) => {
    const due = `<SpecifiedTradePaymentTerms><DueDateDateTime><udt:DateTimeString format="${format}">${written}</udt:DateTimeString></DueDateDateTime></SpecifiedTradePaymentTerms>`
    expect(await cii(due)).toMatchObject({ dueOn: read })
  })

  test('totals in several currencies are told apart', async () => {
    const text = `<TaxCurrencyCode>EUR</TaxCurrencyCode><InvoiceCurrencyCode>SEK</InvoiceCurrencyCode><SpecifiedTradeSettlementHeaderMonetarySummation>
      <TaxTotalAmount currencyID="EUR">10</TaxTotalAmount><TaxTotalAmount currencyID="SEK">110</TaxTotalAmount>
      <GrandTotalAmount currencyID="EUR">60</GrandTotalAmount><GrandTotalAmount>660</GrandTotalAmount></SpecifiedTradeSettlementHeaderMonetarySummation>`
    expect(await cii(text)).toMatchObject({
      totals: { vat: '110', vatInTaxCurrency: '10', gross: '660' },
      strangeCurrencies: [],
    })
  })

  test('transport as an element of its own is a charge for freight; a line with a parent is part of it', async () => {
    const freight =
      '<SpecifiedLogisticsServiceCharge><Description>Fracht</Description><AppliedAmount>5.80</AppliedAmount></SpecifiedLogisticsServiceCharge>'
    const item = (id: string, parent: string) =>
      `<IncludedSupplyChainTradeLineItem><AssociatedDocumentLineDocument><LineID>${id}</LineID>${parent}</AssociatedDocumentLineDocument></IncludedSupplyChainTradeLineItem>`
    const invoice = await cii(freight, item('1', '') + item('1.1', '<ParentLineID>1</ParentLineID>'))

    expect(invoice.adjustments).toMatchObject([{ kind: 'charge', amount: '5.8', reasonCode: 'FC', reason: 'Fracht' }])
    expect(invoice.lines.map(({ id }) => id)).toEqual(['1'])
  })
})
