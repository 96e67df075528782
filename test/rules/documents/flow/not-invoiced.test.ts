import { expect, test } from 'vitest'
import { invoice, judged, lastGood, order, policy, terms, told } from './flow-fixture.ts'

const found = 'not-invoiced order erp:-/shop:17 10000'

test('goods that left without an invoice in the time it may take are told with what they are worth', () => {
  const [finding] = judged({ orders: [order()] })

  expect(told([finding].flatMap((one) => one ?? []))).toEqual([found])
  expect(finding).toMatchObject({ on: '2026-05-04', number: 'O17', counterparty: 'cus_1', evidence: { within: '5d' } })
})

test.each([
  ['an invoice in force', { invoices: [invoice('1', '100.00 CZK')] }, []],
  ['a partial invoice', { invoices: [invoice('1', '10.00 CZK')] }, []],
  ['a cancelled invoice', { invoices: [invoice('1', '100.00 CZK', { status: 'storno' })] }, [found]],
  ['a credit note alone', { invoices: [invoice('1', '-100.00 CZK', { documentType: 'credit-note' })] }, [found]],
  [
    'an invoice in a system that issues none',
    { invoices: [invoice('1', '100.00 CZK', {}, { system: 'books' })] },
    [found],
  ],
])('%s', (_, followed, expected) => {
  expect(told(judged({ orders: [order()], ...followed }))).toEqual(expected)
})

test.each([
  ['not shipped', { shippedOn: null }],
  ['cancelled', { status: 'Cancelled' }],
  ['free of charge', { grossMinor: '0' }],
  ['a return', { grossMinor: '-10000' }],
  ['shipped less than five days ago', { shippedOn: '2026-06-15' }],
])('an order that is %s needs no invoice yet', (_, fields) => {
  const { record } = order()

  expect(judged({ orders: [order({}, { record: { ...record, ...fields } })] })).toEqual([])
})

test('the delay runs from the end of the day in the company’s zone', () => {
  const orders = [order({ shippedOn: '2026-06-14' })]

  expect(judged({ orders }, policy(), { ...terms, asOf: '2026-06-19T21:59:59.999Z' })).toEqual([])
  expect(judged({ orders }, policy(), { ...terms, asOf: '2026-06-19T22:00:00.000Z' })).toHaveLength(1)
})

test('a status of the list says that the goods left, at the latest when the order changed last', () => {
  const shippedStatuses = policy({ invoice: { in: ['erp'], shippedStatuses: ['Delivered'] } })
  const delivered = (changedAt: string | null, status = 'delivered') => {
    const { record } = order({ status })

    return judged({ orders: [order({}, { record: { ...record, shippedOn: null }, changedAt })] }, shippedStatuses)
  }

  expect(told(delivered('2026-05-05T10:00:00.000Z'))).toEqual([found])
  expect(delivered('2026-06-18T10:00:00.000Z')).toEqual([])
  expect(told(delivered(null))).toEqual([found])
  expect(delivered('2026-05-05T10:00:00.000Z', 'packed')).toEqual([])
})

test('an outage of the system that issues invoices makes no order older, and of one never read nothing is asked', () => {
  const orders = [order()]

  expect(judged({ orders }, policy(), lastGood({ 'erp.invoice': '2026-05-09T21:00:00.000Z' }))).toEqual([])
  expect(judged({ orders }, policy(), lastGood({ 'erp.invoice': null }))).toEqual([])
})

test('an order that may be one with another is undecided', () => {
  const [finding] = judged({ orders: [order({}, { hasPossibleTwin: true })] })

  expect(finding).toMatchObject({ cause: 'undecided', evidence: { possibly: 'not-invoiced' } })
})

test('an invoice entered anew under a number so near that both are taken for one is in force', () => {
  const invoices = [
    invoice('1', '100.00 CZK', { status: 'cancelled' }),
    invoice('1', '100.00 CZK', { number: 'F10' }, { sourceKey: '10' }),
  ]

  expect(judged({ orders: [order()], invoices })).toEqual([])
})
