import { describe, expect, test } from 'vitest'
import { compareContents } from '../../../../rules/documents/comparison/compare-contents.ts'
import type { DocumentContent } from '../../../../rules/documents/document-content.ts'
import type { ReferenceRates } from '../../../../rules/documents/exchange-rate.ts'
import { invoice, invoiceOf, line, told, totals } from './content-fixture.ts'

const [pumps, valve] = invoice.lines as [DocumentContent['lines'][number], DocumentContent['lines'][number]]
const freight = { isCharge: true, isFreight: true, category: 'S', rate: '21' }

describe('heads', () => {
  test('freight that one total lacks is freight, if the totals differ by it', () => {
    const carried = totals(26_500n, 5_565n, 32_065n, { adjustments: [{ ...freight, amount: 1_500n }] })

    expect(told(carried, totals(25_000n, 5_250n, 30_250n))).toEqual(['freight freightMinor -1500'])
    expect(told(carried, totals(26_500n, 5_565n, 32_065n))).toEqual([])
  })

  test('two neighbouring digits exchanged are unexplained, with the hint', () => {
    const [found] = compareContents(totals(null, null, 30_250n), totals(null, null, 32_050n), {
      tolerance: 0,
      knownRates: ['21'],
      companyTimeZone: 'UTC',
    })

    expect(found).toMatchObject({ cause: 'unexplained', evidence: { digits: 'neighbours exchanged' } })
  })

  test.each([
    ['per line and per document', 3, 10n, 2n],
    ['down', 1, 1_003n, 210n],
  ])('VAT rounded %s is rounding, with both methods named', (_, count, net, otherVat) => {
    const lines = Array.from({ length: count }, (__, index) => line({ number: String(index), sku: String(index), net }))
    const one = invoiceOf(lines)
    const { amounts } = one
    const [found] = compareContents(
      one,
      {
        ...one,
        amounts: { ...amounts, vat: otherVat * BigInt(count), gross: (amounts.net ?? 0n) + otherVat * BigInt(count) },
      },
      { tolerance: 0, knownRates: [], companyTimeZone: 'UTC' },
    )

    if (amounts.vat === otherVat * BigInt(count)) expect(found).toBe(undefined)
    else
      expect(found).toMatchObject({
        cause: 'vat-rounding',
        evidence: { method: expect.any(String), otherMethod: expect.any(String) },
      })
  })

  test('VAT that no documented way of rounding gives is not rounding', () => {
    const { amounts } = invoice

    expect(told(invoice, { ...invoice, amounts: { ...amounts, vat: 5_263n, gross: 30_263n } })).toEqual([
      'unexplained vatMinor 13',
    ])
  })

  test('an advance payment that only one copy counts', () => {
    const paid = (prepaid: bigint | null, payable: bigint) => ({
      ...invoice,
      amounts: { ...invoice.amounts, prepaid, payable },
    })

    expect(told(paid(0n, 30_250n), paid(10_000n, 20_250n))).toEqual(['prepaid prepaidMinor 10000'])
    expect(told(paid(null, 30_250n), paid(null, 20_250n))).toEqual(['prepaid payableMinor -10000'])
  })
})

describe('currencies', () => {
  const rates: ReferenceRates = {
    base: 'EUR',
    quoted: 'per-base',
    days: ['2026-04-30', '2026-05-04', '2026-05-05'],
    quotes: new Map([['CZK', ['24.900', '25.000', '25.200']]]),
    ageDaysMax: 7,
  }
  const euros = totals(100_000n, 21_000n, 121_000n, { currency: 'EUR' })
  const crowns = (gross: bigint) => totals(null, null, gross, { currency: 'CZK' })

  test('without a rate two currencies are not compared', () => {
    expect(told(euros, crowns(3_025_000n))).toEqual(['currency currency'])
  })

  test('at the rate of the day they agree, at that of another day the day is named', () => {
    expect(told(euros, crowns(3_025_000n), { rates })).toEqual([])
    expect(
      compareContents(euros, crowns(3_049_200n), { tolerance: 0, knownRates: [], companyTimeZone: 'UTC', rates }),
    ).toMatchObject([
      { cause: 'rate-date', evidence: { rateOn: '2026-05-05', properRate: '25', properRateOn: '2026-05-04' } },
    ])
    expect(told(euros, crowns(3_000_000n), { rates })).toEqual(['currency currency'])
  })

  test('the rate the document states wins over the published one', () => {
    const stated = { ...euros, exchange: { currency: 'CZK', rate: '25.5', on: '2026-05-01', vat: null } }

    expect(told(stated, crowns(3_085_500n), { rates })).toEqual([])
    expect(told(stated, crowns(3_025_000n), { rates })).toEqual(['rate-date currency'])
  })

  test('the same amounts under another label are the wrong label, whatever rates there are', () => {
    expect(told(euros, { ...euros, currency: 'CZK' }, { rates })).toEqual(['currency currency'])
  })

  test('two rates to the currency of the tax office', () => {
    const at = (rate: string | null, vat: bigint | null) => ({
      ...euros,
      exchange: { currency: 'CZK', rate, on: null, vat },
    })

    expect(told(at('25.0', null), at('25.1', null))).toEqual(['rate-date exchangeRate'])
    expect(told(at(null, 525_000n), at(null, 527_100n))).toEqual(['rate-date vatInTaxCurrencyMinor 2100'])
  })
})

describe('signs', () => {
  test('a credit note entered as an invoice is one finding, and what else differs another', () => {
    const credit = invoiceOf(
      invoice.lines.map((one) => ({ ...one, net: -(one.net ?? 0n) })),
      { isCreditNote: true },
    )
    const dearer = invoiceOf([{ ...pumps, unitPrice: '110', net: 22_000n }, valve])

    expect(told(invoice, credit)).toEqual(['sign grossMinor -60500'])
    expect(told(credit, dearer)).toEqual(['sign grossMinor 62920', 'price lines.unitPrice -2000'])
  })

  test('a credit note and an invoice of negative amounts are the same money', () => {
    const credit = invoiceOf(
      invoice.lines.map((one) => ({ ...one, net: -(one.net ?? 0n) })),
      { isCreditNote: true },
    )
    const negative = invoiceOf(
      invoice.lines.map((one) => ({ ...one, quantity: `-${one.quantity ?? ''}`, net: -(one.net ?? 0n) })),
    )

    expect(told(credit, negative)).toEqual([])
  })
})

describe('hard values', () => {
  test('amounts of 10^15 are compared to the minor unit', () => {
    const huge = 10n ** 15n * 100n

    expect(told(totals(null, null, huge), totals(null, null, huge))).toEqual([])
    expect(told(totals(null, null, huge), totals(null, null, huge + 1n))).toEqual(['unexplained grossMinor 1'])
  })

  test('a returned article among others keeps its negative quantity', () => {
    const returned = { ...valve, quantity: '-1', net: -5_000n }

    expect(told(invoiceOf([pumps, returned]), invoiceOf([pumps, returned]))).toEqual([])
    expect(
      told(invoiceOf([pumps, returned]), invoiceOf([pumps, { ...returned, quantity: '-2', net: -10_000n }])),
    ).toEqual(['quantity lines.quantity -5000'])
  })

  test('an empty document equals an empty document', () => {
    const empty = totals(null, null, null, { number: null, on: null, currency: null })

    expect(told(empty, empty)).toEqual([])
    expect(told(empty, invoice)).toEqual([])
  })

  test('a zero price, a zero quantity and a zero total divide nothing', () => {
    const free = invoiceOf([line({ number: '1', sku: 'GIFT', quantity: '0', unitPrice: '0', net: 0n })])

    expect(told(free, free)).toEqual([])
    expect(told(free, { ...free, lines: [{ ...(free.lines[0] ?? pumps), quantity: '1' }] })).toEqual([
      'quantity lines.quantity 0',
    ])
  })
})

describe('days', () => {
  const day = (on: string, rest: Partial<DocumentContent> = {}) => ({ ...invoice, kind: 'order' as const, on, ...rest })

  test.each([
    // In winter and in summer time, and in the hour that the clocks give twice.
    ['2026-01-31', '2026-02-01', '2026-01-31T23:30:00.000Z', 'date-shift orderedOn'],
    ['2026-05-04', '2026-05-05', '2026-05-04T22:30:00.000Z', 'date-shift orderedOn'],
    ['2026-10-24', '2026-10-25', '2026-10-24T22:15:00.000Z', 'date-shift orderedOn'],
    ['2026-10-25', '2026-10-26', '2026-10-25T01:30:00.000Z', 'date orderedOn'],
    ['2026-03-28', '2026-03-29', '2026-03-28T23:59:59.999Z', 'date-shift orderedOn'],
    ['2026-05-04', '2026-05-06', '2026-05-04T22:30:00.000Z', 'date orderedOn'],
    ['2024-02-29', '2024-03-01', '2024-02-29T23:10:00.000Z', 'date-shift orderedOn'],
  ])('%s against %s at %s is %s', (left, right, at, expected) => {
    expect(told(day(left, { at }), day(right))).toEqual([expected])
  })

  test('the first of February and the second of January are one day in two notations, 29 February has no other', () => {
    expect(told(day('2024-02-01'), day('2024-01-02'))).toEqual(['day-month-swap orderedOn'])
    expect(told(day('2024-02-29'), day('2024-03-01'))).toEqual(['date orderedOn'])
  })

  test('a due date that moved with the document is no finding of its own', () => {
    const left = day('2026-05-04', { dueOn: '2026-05-18' })

    expect(told(left, day('2026-05-06', { dueOn: '2026-05-20' }))).toEqual(['date orderedOn'])
    expect(told(left, day('2026-05-06', { dueOn: '2026-05-25' }))).toEqual(['date orderedOn', 'date dueOn'])
  })
})

describe('parties', () => {
  const party = (name: string | null, vatId: string | null = null) => ({
    ...{ tradingName: null, companyId: null, ids: [], street: null, city: null, postalCode: null, country: null },
    name,
    vatId,
  })
  const sold = (seller: ReturnType<typeof party>) => ({ ...invoice, seller })

  test.each([
    [party('Alfa s.r.o.', 'CZ02339234'), party('ALFA, spol. s r.o.', 'CZ 02339234'), []],
    [party('Alfa s.r.o.', 'CZ02339234'), party('Alfa s.r.o.', 'CZ45317054'), ['seller seller.vatId']],
    [party('Alfa s.r.o.', 'CZ02339234'), party('Zeta Logistik AG', 'CZ02339234'), ['seller seller.name']],
    [party('Müller GmbH'), party('Mueller GmbH'), []],
    [party('Müller GmbH'), party('Möller GmbH'), ['seller seller.name']],
    [party('Alfa s.r.o.', 'CZ02339234'), party('Alfa s.r.o.'), []],
    [party(null), party('Alfa s.r.o.'), []],
  ])('%j and %j', (left, right, expected) => {
    expect(told(sold(left), sold(right))).toEqual(expected)
  })
})
