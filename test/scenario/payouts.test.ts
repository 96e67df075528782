import { expect, test } from 'vitest'
import { nightFolder } from '../support/night-folder.ts'
import { flow, nightPlan } from '../support/night-plan.ts'

const shopOrders = flow(
  'shop.order',
  'select: { file: orders.csv, key: id }',
  'fields: { number: id, orderedOn: day, gross: { from: gross, currency: CZK, decimalMark: "." } }',
)
const gateway = flow(
  'gateway.payment',
  'select: { file: gateway.csv, key: id }',
  'fields:',
  '  reference: order',
  '  type: type',
  '  payoutKey: payout',
  '  paidOn: on',
  '  gross: { from: gross, currency: CZK, decimalMark: "." }',
  '  fee: { from: fee, currency: CZK, decimalMark: "." }',
)
const account = flow(
  'bank.payment',
  'select: { file: bank.csv, key: id }',
  'fields: { text: text, paidOn: on, gross: { from: amount, currency: CZK, decimalMark: "." } }',
)
const gatewayPlan = nightPlan([shopOrders, gateway, account], {
  rest: [
    'documents:',
    '  payment:',
    '    settles:',
    '      - { payments: gateway, documents: order, of: shop }',
    '      - { payments: bank, documents: payout, of: gateway }',
  ].join('\n'),
})
const gatewayFiles = {
  'orders.csv': [
    'id,day,gross',
    'ORD10001,2026-02-02,100.00',
    'ORD10002,2026-02-02,200.00',
    'ORD10003,2026-02-03,50.00',
  ].join('\n'),
  'gateway.csv': [
    'id,order,type,payout,on,gross,fee',
    'g1,ORD10001,payment,PO-2026-1,2026-02-02,100.00,2.00',
    'g2,ORD10002,payment,PO-2026-1,2026-02-02,200.00,4.00',
    'g3,ORD10002,refund,PO-2026-1,2026-02-03,-20.00,0.00',
    'g4,,payout,PO-2026-1,2026-02-04,274.00,0.00',
    'g5,ORD10003,payment,PO-2026-2,2026-02-03,50.00,1.00',
    'g6,,payout,PO-2026-2,2026-02-05,48.00,0.00',
  ].join('\n'),
  'bank.csv': ['id,vs,text,customer,on,amount', 'b1,,payout PO-2026-1,,2026-02-05,274.00'].join('\n'),
}

test('a payout of the gateway is followed to the bank, and down to the orders', async () => {
  await using folder = await nightFolder(gatewayPlan, gatewayFiles)
  const night = await folder.night('2026-03-05T22:00:00.000Z')

  expect(night.says('allocations', 'kind', 'payment_key', 'document_key', 'number', 'state', 'amount')).toEqual([
    ['order', 'g1', 'ORD10001', 'ORD10001', 'settled', '100.00'],
    ['order', 'g2', 'ORD10002', 'ORD10002', 'settled', '200.00'],
    ['order', 'g3', 'ORD10002', 'ORD10002', 'settled', '-20.00'],
    ['order', 'g5', 'ORD10003', 'ORD10003', 'settled', '50.00'],
    ['payout', 'b1', 'g4', '', 'settled', '274.00'],
    ['payout', 'g4', 'g1', 'ORD10001', 'settled', '98.00'],
    ['payout', 'g4', 'g2', 'ORD10002', 'settled', '196.00'],
    ['payout', 'g4', 'g3', 'ORD10002', 'settled', '-20.00'],
    ['payout', 'g6', 'g5', 'ORD10003', 'settled', '49.00'],
  ])
  expect(night.says('payment-mismatches', 'cause', 'source_key', 'value', 'other_value', 'difference')).toContainEqual([
    'contradiction',
    'g6',
    '48.00',
    '49.00',
    '1.00',
  ])
})
