import { describe, expect, test } from 'vitest'
import { violationsOf } from '../../../../rules/documents/en16931/check-e-invoice.ts'
import { eInvoice } from '../../../support/e-invoice-sample.ts'

type Changes = Parameters<typeof eInvoice>[0]

/** What is broken, one line each: rule, field, place, stated, computed, difference. */
const broken = (changes: Changes = {}) =>
  violationsOf(eInvoice(changes)).map(({ rule, field, at, stated, computed, difference }) =>
    [rule, field, at, stated, computed, difference].map((part) => part ?? '-').join(' '),
  )

const sample = eInvoice()
const line = sample.lines[0] as (typeof sample.lines)[0]
const allowance = sample.adjustments[0] as (typeof sample.adjustments)[0]

describe('a sound e-invoice', () => {
  test('breaks no rule', () => expect(broken()).toEqual([]))

  test.each<[string, Changes]>([
    [
      'may leave out totals that are zero',
      {
        adjustments: [],
        totals: { allowances: null, charges: null, net: '300', vat: '57', gross: '357', prepaid: null, payable: '357' },
        vatBreakdown: [{ category: 'S', rate: '19', base: '300', vat: '57' }],
      },
    ],
    ['may round what is due', { totals: { rounding: '-0.1', payable: '245' } }],
    [
      'may be 0.99 off in the VAT of a category',
      {
        totals: { vat: '56.09', gross: '346.09', payable: '246.09' },
        vatBreakdown: [{ category: 'S', rate: '19', base: '290', vat: '56.09' }],
      },
    ],
    ['may be a credit note, its amounts positive', { isCreditNote: true, typeCode: '381' }],
    [
      'may be negative as a whole',
      {
        totals: {
          lines: '-300',
          allowances: '-25',
          charges: '-15',
          net: '-290',
          vat: '-55.1',
          gross: '-345.1',
          prepaid: null,
          payable: '-345.1',
        },
        vatBreakdown: [{ category: 'S', rate: '19.00', base: '-290', vat: '-55.1' }],
        adjustments: sample.adjustments.map((one) => ({ ...one, amount: `-${one.amount}` })),
        lines: [
          { ...line, quantity: '-4', net: '-200' },
          { ...line, quantity: '-2', net: '-100' },
        ],
      },
    ],
    ['may be 0.02 off in a line', { lines: [{ ...line, net: '200', unitPrice: '50.005' }, sample.lines[1] ?? line] }],
    [
      'may be in kuna as long as there were kuna',
      { currency: 'HRK', issuedOn: '2023-01-02', taxPointOn: '2022-12-31' },
    ],
    [
      'may credit a document of the same number in another series',
      {
        isCreditNote: true,
        preceding: [
          { number: 'F-2025-17', issuedOn: null },
          { number: 'F-2025-17', issuedOn: '2025-01-31' },
        ],
      },
    ],
    ['may be dated 29 February in a leap year', { issuedOn: '2024-02-29' }],
    [
      'may have amounts of a thousand billions',
      {
        lines: [{ ...line, quantity: '1', unitPrice: '1000000000000000.07', net: '1000000000000000.07' }],
        adjustments: [],
        totals: {
          lines: '1000000000000000.07',
          allowances: null,
          charges: null,
          net: '1000000000000000.07',
          vat: '190000000000000.01',
          gross: '1190000000000000.08',
          prepaid: null,
          payable: '1190000000000000.08',
        },
        vatBreakdown: [{ category: 'S', rate: '19', base: '1000000000000000.07', vat: '190000000000000.01' }],
      },
    ],
    [
      'may say nothing',
      {
        lines: [],
        adjustments: [],
        vatBreakdown: [],
        totals: {
          lines: null,
          allowances: null,
          charges: null,
          net: null,
          vat: null,
          gross: null,
          prepaid: null,
          payable: null,
        },
      },
    ],
  ])('%s', (_, changes) => expect(broken(changes)).toEqual([]))
})

describe('totals that contradict their parts', () => {
  test.each<[string, Changes]>([
    [
      'BR-CO-10 totals.lines - 310 300 10',
      { totals: { lines: '310', net: '300', vat: '55.1', gross: '355.1', payable: '255.1' } },
    ],
    [
      'BR-CO-11 totals.allowances - - 25 -25',
      { totals: { allowances: null, net: '315', gross: '370.1', payable: '270.1' } },
    ],
    ['BR-CO-12 totals.charges - 16 15 1', { totals: { charges: '16', net: '291', gross: '346.1', payable: '246.1' } }],
    ['BR-CO-13 totals.net - 290.01 290 0.01', { totals: { net: '290.01', gross: '345.11', payable: '245.11' } }],
    ['BR-CO-14 totals.vat - 55.11 55.1 0.01', { totals: { vat: '55.11', gross: '345.11', payable: '245.11' } }],
    ['BR-CO-15 totals.gross - 345.09 345.1 -0.01', { totals: { gross: '345.09', payable: '245.09' } }],
    ['BR-CO-16 totals.payable - 345.1 245.1 100', { totals: { payable: '345.1' } }],
    ['BR-DEX-09 totals.payable - 245.1 265.06 -19.96', { totals: { thirdParty: '19.96' } }],
    [
      'ISDOC-BASES totals.net - 290 280 10',
      { syntax: 'isdoc', vatBreakdown: [{ category: null, rate: '19', base: '280', vat: '55.1' }] },
    ],
    [
      'BR-CO-13 totals.net - 1000000000000000.1 1000000000000000 0.1',
      { totals: { lines: '1000000000000000', allowances: null, charges: null, net: '1000000000000000.1' } },
    ],
  ])('%s', (expected, changes) => expect(broken(changes)).toContain(expected))

  test('one wrong total is one violation', () => {
    expect(broken({ totals: { payable: '0' } })).toHaveLength(1)
    expect(broken({ totals: { gross: '999', payable: '899' } })).toHaveLength(1)
  })
})

describe('VAT that contradicts its base', () => {
  const reverse = (changes: Partial<(typeof sample.vatBreakdown)[0]>): Changes => ({
    vatBreakdown: [{ category: 'AE', rate: '0', base: '290', vat: '0', ...changes }],
    adjustments: sample.adjustments.map((one) => ({ ...one, category: 'AE', rate: '0' })),
    lines: sample.lines.map((one) => ({ ...one, vatCategory: 'AE', vatRate: '0' })),
    totals: { vat: '0', gross: '290', payable: '190' },
  })

  test.each<[string, Changes]>([
    [
      'BR-S-09 vatBreakdown.vat S 19 56.1 55.1 1',
      { vatBreakdown: [{ category: 'S', rate: '19', base: '290', vat: '56.1' }] },
    ],
    [
      'BR-S-09 vatBreakdown.vat S 19 -55.1 55.1 -110.2',
      { vatBreakdown: [{ category: 'S', rate: '19', base: '290', vat: '-55.1' }] },
    ],
    [
      'BR-S-08 vatBreakdown.base S 19 291 290 1',
      { vatBreakdown: [{ category: 'S', rate: '19', base: '291', vat: '55.1' }] },
    ],
    [
      'BR-S-08 vatBreakdown.base S 7 - -25 25',
      { adjustments: [{ ...allowance, rate: '7' }, sample.adjustments[1] ?? allowance] },
    ],
    [
      'BR-AE-01 vatBreakdown.base AE - 200 -200',
      { lines: [{ ...line, vatCategory: 'AE', vatRate: '0' }, sample.lines[1] ?? line] },
    ],
    ['BR-S-05 lines.vatRate 1 0 - -', { lines: [{ ...line, vatRate: '0' }, sample.lines[1] ?? line] }],
    ['BR-Z-06 adjustments.rate Z 19 19 - -', { adjustments: [{ ...allowance, category: 'Z' }] }],
    ['BR-AE-09 vatBreakdown.vat AE 0 0.01 0 0.01', reverse({ vat: '0.01' })],
    ['BR-AE-08 vatBreakdown.base AE 0 290.01 290 0.01', reverse({ base: '290.01' })],
    [
      'BR-CO-17 vatBreakdown.vat 21 55.1 60.9 -5.8',
      { syntax: 'isdoc', vatBreakdown: [{ category: null, rate: '21', base: '290', vat: '55.1' }] },
    ],
  ])('%s', (expected, changes) => expect(broken(changes)).toContain(expected))

  test.each(['Z', 'E', 'AE', 'K', 'G', 'O'])('category %s has no VAT, whatever rate the breakdown says', (category) => {
    const violations = violationsOf(eInvoice({ vatBreakdown: [{ category, rate: '19', base: '290', vat: '55.1' }] }))
    expect(violations.map(({ rule }) => rule)).toContain(`BR-${category === 'K' ? 'IC' : category}-09`)
  })

  test.each(['L', 'M'])('category %s may be 0.99 off and may have a rate of zero', (category) => {
    const changes = (vat: string): Changes => ({
      vatBreakdown: [{ category, rate: '7', base: '290', vat }],
      adjustments: sample.adjustments.map((one) => ({ ...one, category, rate: '7' })),
      lines: sample.lines.map((one) => ({ ...one, vatCategory: category, vatRate: '7' })),
      totals: { vat, gross: null, payable: null },
    })
    expect(broken(changes('21.29'))).toEqual([])
    expect(broken(changes('21.3'))).toHaveLength(1)
  })

  test('a line without a rate leaves the bases of its category undecided, not those of others', () => {
    const exempt = { category: 'E', rate: null, base: '1', vat: '0' }
    const lines = [
      { ...line, vatRate: null },
      sample.lines[1] ?? line,
      { ...line, id: '3', vatCategory: 'E', vatRate: null },
    ]
    expect(
      broken({ lines, vatBreakdown: [...sample.vatBreakdown, exempt] }).filter((one) => one.includes('-08')),
    ).toEqual(['BR-E-08 vatBreakdown.base E 1 200 -199'])
  })

  test('a line without a category leaves every base undecided', () => {
    expect(broken({ lines: [{ ...line, vatCategory: null }, sample.lines[1] ?? line] })).toEqual([])
  })
})

describe('lines and single values', () => {
  test.each<[string, Changes]>([
    [
      'PEPPOL-EN16931-R120 lines.net 1 200 200.04 -0.04',
      { lines: [{ ...line, unitPrice: '50.01' }, sample.lines[1] ?? line] },
    ],
    [
      'PEPPOL-EN16931-R040 adjustments.amount - 25 30 -5',
      { adjustments: [{ ...allowance, base: '300', percent: '10' }, sample.adjustments[1] ?? allowance] },
    ],
    ['BR-DEC-12 totals.net - 290.001 - -', { totals: { net: '290.001' } }],
    ['BR-DEC-23 lines.net 1 200.001 - -', { lines: [{ ...line, net: '200.001' }, sample.lines[1] ?? line] }],
    ['xs:decimal totals.net - 290,00 - -', { totals: { net: '290,00' } }],
    ['xs:decimal lines.quantity 1 four - -', { lines: [{ ...line, quantity: 'four' }, sample.lines[1] ?? line] }],
    ['PEPPOL-EN16931-F001 issuedOn - 2025-02-29 - -', { issuedOn: '2025-02-29' }],
    ['PEPPOL-EN16931-F001 dueOn - 13.4.2025 - -', { dueOn: '13.4.2025' }],
    ['BR-CL-04 currency - HRK - -', { currency: 'HRK' }],
    ['BR-CL-04 currency - EURO - -', { currency: 'EURO' }],
    ['BR-CL-05 taxCurrency - DEM - -', { taxCurrency: 'DEM' }],
    ['PEPPOL-EN16931-R051 strangeCurrencies - USD - -', { strangeCurrencies: ['USD'] }],
    [
      'PEPPOL-EN16931-R055 totals.vatInTaxCurrency - -1383.29 - -',
      { taxCurrency: 'CZK', totals: { vatInTaxCurrency: '-1383.29' } },
    ],
    ['SELF-REFERENCE preceding.number - F-2025-17 - -', { preceding: [{ number: 'F-2025-17', issuedOn: null }] }],
    [
      'SELF-REFERENCE preceding.number - F-2025-17 - -',
      { isCreditNote: true, preceding: [{ number: 'F-2025-17', issuedOn: '2025-03-14' }] },
    ],
  ])('%s', (expected, changes) => expect(broken(changes)).toContain(expected))

  test('a negative quantity is no contradiction, a net amount of the other sign is', () => {
    const returned = { ...line, id: '3', quantity: '-1', unitPrice: '50', net: '50' }
    expect(broken({ lines: [...sample.lines, returned] })).toContain('PEPPOL-EN16931-R120 lines.net 3 50 -50 100')
  })

  test('a price for no units computes nothing', () => {
    expect(broken({ lines: [{ ...line, priceBase: '0' }, sample.lines[1] ?? line] })).toEqual([])
  })
})
