import { expect, test } from 'vitest'
import { invoice, judged, lastGood, order, payment, policy, told } from './flow-fixture.ts'

const cancelled = (fields = {}, rest = {}) => order({ status: 'cancelled', ...fields }, rest)
const found = (minor: string) => [`paid-cancelled order shop:17/gateway:p1 ${minor}`]

test.each([
  ['paid', [payment('p1', '100.00 CZK')], found('10000')],
  ['paid and returned', [payment('p1', '100.00 CZK'), payment('p2', '-100.00 CZK')], []],
  ['paid and returned in part', [payment('p1', '100.00 CZK'), payment('p2', '-60.00 CZK')], found('4000')],
  [
    'a refund that its source writes without sign',
    [payment('p1', '1.00 CZK'), payment('p2', '1.00 CZK', { type: 'refund' })],
    [],
  ],
  ['a payment whose status says refunded', [payment('p1', '100.00 CZK', { status: 'Refunded' })], []],
  ['a payment that failed', [payment('p1', '100.00 CZK', { status: 'failed' })], []],
  ['a payment only authorised', [payment('p1', '100.00 CZK', { status: 'authorized' })], []],
  ['a fee', [payment('p1', '100.00 CZK', { type: 'fee' })], []],
  ['a refund alone', [payment('p1', '-100.00 CZK')], []],
])('a cancelled order, %s', (_, payments, expected) => {
  expect(told(judged({ orders: [cancelled()], payments }))).toEqual(expected)
})

test('each currency is told on its own', () => {
  const payments = [payment('p1', '100.00 CZK'), payment('p2', '4.00 EUR'), payment('p3', '-100.00 CZK')]

  expect(judged({ orders: [cancelled()], payments })).toMatchObject([{ currency: 'EUR', differenceMinor: '400' }])
})

test('an order in force, or one that a system still has in force, may be paid', () => {
  const payments = [payment('p1', '100.00 CZK')]
  const inErp = (status: string) => order({ status }, { system: 'erp', sourceKey: '5' })

  expect(judged({ orders: [order({ shippedOn: '2026-06-19' })], payments })).toEqual([])
  expect(judged({ orders: [cancelled(), inErp('open')], payments })).toEqual([])
  expect(judged({ orders: [cancelled(), inErp('storno')], payments })).toHaveLength(1)
})

test('the refund may take its time from the payment, and from the cancellation', () => {
  const young = [payment('p1', '100.00 CZK', { paidOn: '2026-06-06' })]
  const old = [payment('p1', '100.00 CZK')]
  const changed = (changedAt: string) => cancelled({}, { changedAt })

  expect(judged({ orders: [cancelled()], payments: young })).toEqual([])
  expect(judged({ orders: [changed('2026-06-18T08:00:00.000Z')], payments: old })).toEqual([])
  expect(judged({ orders: [changed('2026-05-18T08:00:00.000Z')], payments: old })).toHaveLength(1)
})

test('while the gateway is down nothing grows older', () => {
  const payments = [payment('p1', '100.00 CZK', { paidOn: '2026-06-01' })]

  expect(judged({ orders: [cancelled()], payments })).toHaveLength(1)
  expect(
    judged({ orders: [cancelled()], payments }, policy(), lastGood({ 'gateway.payment': '2026-06-10T01:00:00.000Z' })),
  ).toEqual([])
})

test('a payment of a cancelled invoice is told where no order is known and no other invoice is in force', () => {
  const payments = [payment('p1', '100.00 CZK', { reference: 'F1' })]
  const voided = invoice('1', '100.00 CZK', { status: 'cancelled' })

  expect(told(judged({ invoices: [voided], payments }))).toEqual(['paid-cancelled invoice erp:1/gateway:p1 10000'])
  expect(judged({ invoices: [voided, invoice('2', '100.00 CZK', { status: 'open' })], payments })).toEqual([])
})

test('a cancelled order that may be one with another is undecided', () => {
  const orders = [cancelled({}, { hasPossibleTwin: true })]

  expect(judged({ orders, payments: [payment('p1', '100.00 CZK')] })).toMatchObject([
    { cause: 'undecided', evidence: { possibly: 'paid-cancelled' } },
  ])
})
