import { expect, test } from 'vitest'
import { invoice, judged, order, payment, policy, record, told } from './flow-fixture.ts'

const strict = policy({ invoice: { in: ['erp'], afterShipping: true }, payment: { afterOrder: true } })
const early = {
  orders: [order()],
  invoices: [invoice('1', '100.00 CZK', { issuedOn: '2026-05-03' })],
  payments: [payment('p1', '100.00 CZK', { paidOn: '2026-05-01' })],
}

test('steps dated before the one they must follow are told, only where the plan says so', () => {
  expect(judged(early)).toEqual([])
  expect(told(judged(early, strict))).toEqual([
    'sequence invoice erp:1/shop:17',
    'sequence payment gateway:p1/shop:17 10000',
  ])
})

test('steps of one day are in sequence', () => {
  const invoices = [invoice('1', '100.00 CZK', { issuedOn: '2026-05-04' })]
  const payments = [payment('p1', '100.00 CZK', { paidOn: '2026-05-02' })]

  expect(judged({ orders: [order()], invoices, payments }, strict)).toEqual([])
})

test('a day is the company’s day: a payment of the night before in UTC is of the day of the order', () => {
  const fields = { reference: 'O17', paidAt: '2026-05-01T22:30:00.000Z', grossMinor: '1', scale: '2', currency: 'CZK' }
  const invoices = [invoice('1', '100.00 CZK')]

  expect(judged({ orders: [order()], invoices, payments: [record('gateway:p1', null, fields)] }, strict)).toEqual([])
})

test('refunds and credit notes may bear any date', () => {
  const invoices = [
    invoice('1', '100.00 CZK'),
    invoice('2', '-1.00 CZK', { documentType: 'credit-note', issuedOn: '2026-01-01' }),
  ]
  const payments = [payment('p1', '-1.00 CZK', { paidOn: '2026-01-01' })]

  expect(judged({ orders: [order()], invoices, payments }, strict)).toEqual([])
})
