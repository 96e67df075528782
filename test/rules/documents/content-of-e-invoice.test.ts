import { describe, expect, test } from 'vitest'
import { contentOfEInvoice } from '../../../rules/documents/content-of-e-invoice.ts'
import { eInvoice } from '../../support/e-invoice-sample.ts'

const amountsOf = (changes: Parameters<typeof eInvoice>[0]) => contentOfEInvoice(eInvoice(changes)).content.amounts

describe('an e-invoice as the comparison takes it', () => {
  test('amounts are whole minor units of the currency', () => {
    const { content, unreadable } = contentOfEInvoice(eInvoice())

    expect(unreadable).toEqual([])
    expect(content).toMatchObject({
      kind: 'invoice',
      isCreditNote: false,
      number: 'F-2025-17',
      on: '2025-03-14',
      currency: 'EUR',
      scale: 2,
      isVatStated: true,
      amounts: {
        lines: 30000n,
        net: 29000n,
        vat: 5510n,
        gross: 34510n,
        prepaid: 10000n,
        rounding: null,
        payable: 24510n,
      },
      vatBreakdown: [{ category: 'S', rate: '19', base: 29000n, vat: 5510n }],
    })
    expect(content.adjustments).toEqual([
      { amount: -2500n, isCharge: false, isFreight: false, category: 'S', rate: '19' },
      { amount: 1500n, isCharge: true, isFreight: true, category: 'S', rate: '19' },
    ])
    expect(content.lines[1]).toEqual({
      number: '2',
      sku: 'B-7',
      description: 'Bolts, box of 100',
      quantity: '500',
      unit: 'C62',
      unitPrice: '0.21',
      net: 10000n,
      vat: null,
      gross: null,
      adjusted: -500n,
      charged: 0n,
      category: 'S',
      rate: '19',
    })
  })

  test('a credit note is negative in money and quantity, whichever sign its file gives it', () => {
    const credit = { isCreditNote: true, typeCode: '381' }
    const { content } = contentOfEInvoice(eInvoice(credit))

    expect(content.amounts).toMatchObject({ net: -29000n, vat: -5510n, gross: -34510n, payable: -24510n })
    expect(content.adjustments.map(({ amount }) => amount)).toEqual([2500n, -1500n])
    expect(content.lines.map(({ quantity, net, adjusted }) => [quantity, net, adjusted])).toEqual([
      ['-4', -20000n, 0n],
      ['-500', -10000n, 500n],
    ])
    expect(amountsOf({ ...credit, totals: { net: '-100', vat: '-19', gross: '-119' } })).toMatchObject({ net: 10000n })
  })

  test.each([
    ['JPY', '1200', 0, 1200n],
    ['KWD', '1.2', 3, 1200n],
    ['EUR', '1.2345', 4, 12345n],
    ['XYZ', '1', 2, 100n],
    ['EUR', '1000000000000000.01', 2, 100000000000000001n],
  ])('%s %s is counted at scale %i', (currency, net, scale, minor) => {
    const bare = { currency, vatBreakdown: [], adjustments: [], lines: [] }
    const totals = {
      lines: null,
      net,
      vat: null,
      gross: null,
      prepaid: null,
      payable: null,
      allowances: null,
      charges: null,
    }
    const { content } = contentOfEInvoice(eInvoice({ ...bare, totals }))

    expect([content.scale, content.amounts.net]).toEqual([scale, minor])
  })

  test('what is not stated follows where it can, and is null where it cannot', () => {
    expect(amountsOf({ totals: { vat: null } })).toMatchObject({ vat: 5510n })
    expect(amountsOf({ totals: { vat: null, gross: null } })).toMatchObject({ net: 29000n, vat: null, gross: null })
    expect(contentOfEInvoice(eInvoice({ totals: { vat: null } })).content.isVatStated).toBe(false)
  })

  test('a text that is no value is named and never guessed', () => {
    const { content, unreadable } = contentOfEInvoice(
      eInvoice({
        issuedOn: '2025-02-29',
        dueOn: '14.3.2025',
        totals: { net: '290,00', gross: '345.1000001', vat: '5.51E1' },
      }),
    )

    expect(content).toMatchObject({ on: null, dueOn: null, amounts: { net: null, vat: null, gross: null } })
    expect(unreadable).toEqual([
      { field: 'totals.net', value: '290,00', reason: 'decimal-invalid' },
      { field: 'totals.vat', value: '5.51E1', reason: 'decimal-invalid' },
      { field: 'totals.gross', value: '345.1000001', reason: 'amount-too-precise' },
      { field: 'issuedOn', value: '2025-02-29', reason: 'date-invalid' },
      { field: 'dueOn', value: '14.3.2025', reason: 'date-invalid' },
    ])
  })

  test('the price of several units becomes that of one, to forty digits where it does not divide without rest', () => {
    const [line] = eInvoice().lines
    const priceOf = (unitPrice: string, priceBase: string | null) =>
      contentOfEInvoice(eInvoice({ lines: line === undefined ? [] : [{ ...line, unitPrice, priceBase }] })).content
        .lines[0]?.unitPrice

    expect([priceOf('1', null), priceOf('1', '8'), priceOf('1', '3'), priceOf('1', '0')]).toEqual([
      '1',
      '0.125',
      `0.${'3'.repeat(40)}`,
      null,
    ])
  })

  test('VAT in the accounting currency is kept with the rate of the document', () => {
    const { content } = contentOfEInvoice(
      eInvoice({
        taxCurrency: 'CZK',
        exchangeRate: { rate: '25.105', on: '2025-03-13' },
        totals: { vatInTaxCurrency: '1383.2855' },
      }),
    )
    expect(content.exchange).toEqual({ currency: 'CZK', rate: '25.105', on: '2025-03-13', vat: 13832855n })
    expect(content.amounts.vat).toBe(551000n)
  })
})
