import { describe, expect, test } from 'vitest'
import { compare, copy, expecting, money, told } from './document-fixture.ts'

describe('dates', () => {
  test.each([
    ['2026-05-04', '2026-05-04', []],
    ['2026-05-04', '2026-04-05', ['day-month-swap erp:1/shop:1 issuedOn']],
    ['2026-05-04', '2026-05-05', ['date erp:1/shop:1 issuedOn']],
    ['2026-05-04', '2025-04-05', ['date erp:1/shop:1 issuedOn']],
    ['2026-05-05', '2026-05-06', ['date erp:1/shop:1 issuedOn']],
    ['2026-05-04', null, []],
  ])('%s against %j is %j', (left, right, expected) => {
    expect(told(compare([copy('erp:1', { issuedOn: left }), copy('shop:1', { issuedOn: right })]))).toEqual(expected)
  })

  test('the tax point is compared where the dates of issue agree', () => {
    const [erp, shop] = [copy('erp:1', { taxPointOn: '2026-04-30' }), copy('shop:1', { taxPointOn: '2026-05-01' })]

    expect(told(compare([erp, shop]))).toEqual(['date erp:1/shop:1 taxPointOn'])
  })

  test('a day that the time zone explains is a shift by the zone, and another day is not', () => {
    const at = '2026-05-04T22:30:00.000Z'
    const order = (name: string, record: Record<string, string>) => copy(name, record, {}, 'order')
    const [shifted] = compare(
      [order('erp:1', { orderedOn: '2026-05-05' }), order('shop:1', { orderedOn: '2026-05-04', orderedAt: at })],
      { kind: 'order' },
    )
    const [plain] = compare(
      [order('erp:1', { orderedOn: '2026-05-06' }), order('shop:1', { orderedOn: '2026-05-05', orderedAt: at })],
      { kind: 'order' },
    )

    expect(shifted).toMatchObject({ cause: 'date-shift', evidence: { moment: at, zone: 'Europe/Prague' } })
    expect(plain).toMatchObject({ cause: 'date', reason: 'The dates are one day apart.' })
  })

  test('an order with a moment only is dated in the zone of the company', () => {
    const shop = copy('shop:1', { orderedOn: null, orderedAt: '2026-05-03T22:30:00.000Z' }, {}, 'order')

    expect(compare([copy('erp:1', {}, {}, 'order'), shop], { kind: 'order' })).toEqual([])
  })
})

describe('customers', () => {
  test('two golden customers are a mismatch, an unknown one is not', () => {
    const erp = copy('erp:1', money('- - 121.00'))

    expect(compare([erp, copy('shop:1', {}, { goldenCustomer: null })])).toEqual([])
    expect(compare([erp, copy('shop:1', {}, { goldenCustomer: 'golden-2' })])).toMatchObject([
      {
        cause: 'customer',
        value: 'golden-2',
        otherValue: 'golden-1',
        differenceMinor: '12100',
        currency: 'CZK',
      },
    ])
  })
})

describe('pairs', () => {
  test('every system is compared with the first of the plan that holds the document', () => {
    const findings = compare([
      copy('gateway:4', money('- - 100.00')),
      copy('shop:3', { ...money('- - 121.00'), issuedOn: '2026-05-09' }),
      copy('accounting:2', money('- - 121.00')),
    ])

    expect(told(findings)).toEqual([
      'net-gross accounting:2/gateway:4 grossMinor -2100',
      'date accounting:2/shop:3 issuedOn',
    ])
  })

  test('one pair can have one finding of each cause', () => {
    const shop = copy('shop:1', { ...money('- - 90.00'), issuedOn: '2026-04-05' }, { goldenCustomer: 'golden-2' })

    expect(told(compare([copy('erp:1', money('- - 121.00')), shop]))).toEqual([
      'day-month-swap erp:1/shop:1 issuedOn',
      'customer erp:1/shop:1 customerKey',
      'unexplained erp:1/shop:1 grossMinor -3100',
    ])
  })

  test('a system outside the plan is not compared', () => {
    expect(compare([copy('erp:1', money('- - 121.00')), copy('warehouse:1', money('- - 90.00'))])).toEqual([])
  })

  test('no document gives no finding', () => {
    expect(compare([])).toEqual([])
  })
})

describe('duplicates', () => {
  const first = copy('erp:9', money('- - 121.00'))

  test.each([
    ['the same number', copy('erp:10'), 'D1'],
    ['the number spelled differently', copy('erp:10', { number: '2026/17' }), undefined],
    ['the number without separators', copy('erp:10', { number: '20260017' }), 'D2'],
    [
      'another number, the same total',
      copy('erp:10', { ...money('- - 121.00'), number: '2026-0018', issuedOn: '2026-05-11' }),
      'D3',
    ],
    [
      'the same total eight days later',
      copy('erp:10', { ...money('- - 121.00'), number: '2026-0018', issuedOn: '2026-05-12' }),
      undefined,
    ],
    ['the same number a year later', copy('erp:10', { issuedOn: '2027-05-04' }), undefined],
    [
      'another customer',
      copy('erp:10', { ...money('- - 121.00'), number: '2026-0018' }, { goldenCustomer: 'golden-2' }),
      undefined,
    ],
    ['another currency', copy('erp:10', { ...money('- - 121.00 EUR'), number: '2026-0018' }), undefined],
    ['its reversal', copy('erp:10', money('- - -121.00')), undefined],
  ])('%s', (_, second, tier) => {
    const [finding, ...others] = compare([second, first])

    expect(others).toEqual([])
    expect(finding).toMatchObject({
      cause: tier === undefined ? 'undecided' : 'duplicate',
      sourceKey: '10',
      otherSourceKey: '9',
    })
    expect(finding?.reason.startsWith(`${tier}:`)).toBe(tier !== undefined)
  })

  test('one customer under two entries that the crosswalk holds to be one', () => {
    const entry = (key: string, customerKey: string) =>
      copy(`erp:${key}`, { ...money('- - 121.00'), customerKey, customerSystem: 'erp' })

    expect(compare([entry('9', 'C1'), entry('10', 'C2')])).toMatchObject([
      { cause: 'duplicate', evidence: { tier: 'D4', by: 'D1' } },
    ])
    expect(compare([entry('9', 'C1'), entry('10', 'C1')])).toMatchObject([
      { cause: 'duplicate', evidence: { tier: 'D1', by: 'D1' } },
    ])
  })

  test('an equal amount every week is a series, twice in one week it is none', () => {
    const rent = (...days: readonly string[]) =>
      days.map((issuedOn, index) => copy(`erp:${index}`, { ...money('- - 500.00'), number: `R-${index}a`, issuedOn }))

    expect(compare(rent('2026-05-04', '2026-05-11', '2026-05-18'))).toEqual([])
    expect(told(compare(rent('2026-05-04', '2026-05-11')))).toEqual(['duplicate erp:0/erp:1'])
    expect(told(compare(rent('2026-05-04', '2026-05-06', '2026-05-09')))).toEqual([
      'duplicate erp:0/erp:1',
      'duplicate erp:0/erp:2',
    ])
  })

  test('each further copy is one finding against the copy seen first', () => {
    const members = [
      copy('erp:1', money('- - 121.00'), { firstSeenAt: '2026-05-06T02:00:00.000Z' }),
      copy('erp:2', money('- - 121.00')),
      copy('erp:3', money('- - 121.00'), { firstSeenAt: '2026-05-07T02:00:00.000Z' }),
      copy('shop:1', money('- - 121.00')),
    ]

    expect(told(compare(members))).toEqual(['duplicate erp:2/erp:1', 'duplicate erp:2/erp:3'])
    expect(compare(members)[0]).toMatchObject({ differenceMinor: '12100', currency: 'CZK' })
  })

  test('cancelled and entered again is no duplicate, and the valid copy is compared', () => {
    const members = [
      copy('erp:1', { ...money('- - 90.00'), status: 'STORNOVÁNO' }),
      copy('erp:2', money('- - 121.00')),
      copy('shop:1', money('- - 121.00')),
    ]

    expect(compare(members)).toEqual([])
  })
})

describe('absence', () => {
  const issued = (issuedOn: string | null, status: string | null = null) => [
    copy('erp:1', { ...money('- - 121.00'), issuedOn, status }),
  ]

  // The day 2026-05-30 ends in Prague on 2026-05-30T22:00Z; due within 24 hours, missing after 72.
  test.each([
    ['2026-05-31T21:59:59.000Z', 'nothing'],
    ['2026-05-31T22:00:00.000Z', 'late'],
    ['2026-06-02T21:59:59.000Z', 'late'],
    ['2026-06-02T22:00:00.000Z', 'missing'],
    [null, 'nothing'],
  ])('judged until %j, a document of 30 May is %s', (judgedUntil, cause) => {
    const expectation = { ...expecting(judgedUntil, 'shop'), asOf: '2026-06-09T00:00:00.000Z' }

    expect(told(compare(issued('2026-05-30'), { expectation }))).toEqual(
      cause === 'nothing' ? [] : [`${cause} erp:1/shop:-`],
    )
  })

  test('a document without a date is as old as our knowledge of it', () => {
    const judge = (until: string) =>
      compare(issued(null), { expectation: expecting(until, 'shop') }).map(({ cause }) => cause)

    expect(judge('2026-05-05T12:00:00.000Z')).toEqual([])
    expect(judge('2026-05-06T12:00:00.000Z')).toEqual(['late'])
    expect(judge('2026-05-09T12:00:00.000Z')).toEqual(['missing'])
  })

  test('a document that may be there under a possible link is undecided, not missing', () => {
    const expectation = expecting('2026-06-02T02:00:00.000Z', 'shop')
    const holder = copy('erp:1', money('- - 121.00'), { possibleIn: new Set(['shop']) })

    expect(told(compare([holder], { expectation }))).toEqual(['undecided erp:1/shop:-'])
  })

  test('what is cancelled everywhere is missing nowhere', () => {
    const expectation = expecting('2026-06-02T02:00:00.000Z', 'shop', 'gateway')

    expect(compare(issued('2026-05-04', 'Cancelled'), { expectation })).toEqual([])
    expect(told(compare([...issued('2026-05-04', 'Cancelled'), copy('shop:1')], { expectation }))).toEqual([
      'missing shop:1/gateway:-',
    ])
  })

  test('the whole document is at stake', () => {
    expect(
      compare(issued('2026-05-04'), { expectation: expecting('2026-06-02T02:00:00.000Z', 'erp', 'shop') }),
    ).toMatchObject([
      {
        cause: 'missing',
        system: 'shop',
        sourceKey: null,
        otherSystem: 'erp',
        otherSourceKey: '1',
        differenceMinor: '12100',
        scale: 2,
        currency: 'CZK',
        field: null,
        reason: 'The system does not hold the document 72h after its day.',
      },
    ])
  })

  test('nothing after the moment of the run is judged', () => {
    const expectation = { ...expecting('2026-06-09T00:00:00.000Z', 'shop'), asOf: '2026-05-31T12:00:00.000Z' }

    expect(compare(issued('2026-05-30'), { expectation })).toEqual([])
  })

  test('a system that is not compared, but holds the document, does not lack it', () => {
    const members = [...issued('2026-05-04'), copy('warehouse:1')]

    expect(compare(members, { expectation: expecting('2026-06-02T02:00:00.000Z', 'warehouse') })).toEqual([])
  })

  test('a future document is not missing', () => {
    expect(compare(issued('2026-12-05'), { expectation: expecting('2026-06-02T02:00:00.000Z', 'shop') })).toEqual([])
  })
})

test('of two VAT rates that differ it is told what each is in the country of the company', () => {
  const erp = copy('erp:1', { ...money('100.00 21.00 121.00'), issuedOn: '2026-04-05', vatRate: '21' })
  const shop = copy('shop:1', { ...money('100.00 15.00 115.00'), issuedOn: '2026-04-05', vatRate: '15' })

  expect(compare([erp, shop])).toMatchObject([
    {
      cause: 'vat-rate',
      evidence: { rateIs: 'standard rate of CZ', otherRateIs: 'no rate of CZ on 2026-04-05' },
    },
  ])
})
