import { expect, test } from 'vitest'
import { gross, invoice, judged, order, policy, told } from './flow-fixture.ts'

const charged = (...totals: readonly string[]) => totals.map((total, place) => invoice(String(place + 1), total))
const credit = (key: string, total: string) => invoice(key, total, { documentType: 'credit-note' })

test('two invoices over the whole order are one too many: the later one', () => {
  const invoices = [
    invoice('2', '100.00 CZK', { issuedOn: '2026-05-07' }),
    invoice('3', '100.00 CZK', { issuedOn: '2026-05-06' }),
  ]
  const findings = judged({ orders: [order()], invoices })

  expect(told(findings)).toEqual(['invoiced-twice invoice erp:2/shop:17 10000'])
  expect(findings[0]).toMatchObject({ value: '20000', otherValue: '10000', evidence: { order: 'O17', invoices: 'F3, F2' } }) // prettier-ignore
})

test.each([
  ['partial invoices that add up', charged('60.00 CZK', '40.00 CZK'), []],
  ['partial invoices that add up to less', charged('30.00 CZK', '40.00 CZK'), []],
  ['a part invoiced again', charged('60.00 CZK', '40.00 CZK', '40.00 CZK'), ['4000']],
  ['one invoice over more than was ordered', charged('150.00 CZK'), []],
  ['a second one credited', [...charged('100.00 CZK', '100.00 CZK'), credit('3', '-100.00 CZK')], []],
  ['a credit note written without its sign', [...charged('100.00 CZK', '100.00 CZK'), credit('3', '100.00 CZK')], []],
  ['a second one credited in part', [...charged('100.00 CZK', '100.00 CZK'), credit('3', '-70.00 CZK')], ['3000']],
  ['a second one cancelled', [...charged('100.00 CZK'), invoice('2', '100.00 CZK', { status: 'void' })], []],
  ['a second one in another currency', charged('100.00 CZK', '100.00 EUR'), []],
  ['one total that is not known', [...charged('100.00 CZK'), invoice('2', '1.00 CZK', { grossMinor: '' })], []],
  ['other decimals', charged('100.00 CZK', '0.5 CZK'), ['50']],
])('%s', (_, invoices, expected) => {
  const known = invoices.map((one) => ({
    ...one,
    record: { ...one.record, grossMinor: one.record['grossMinor'] === '' ? null : (one.record['grossMinor'] ?? null) },
  }))
  const findings = judged({ orders: [order()], invoices: known })

  expect(findings.map(({ differenceMinor }) => differenceMinor)).toEqual(expected)
})

test('what exceeds the order by no more than the tolerance is fine, one minor unit more is not', () => {
  const tolerant = policy({ tolerance: { absolute: 0.05 } })

  expect(judged({ orders: [order()], invoices: charged('60.00 CZK', '40.05 CZK') }, tolerant)).toEqual([])
  expect(judged({ orders: [order()], invoices: charged('60.00 CZK', '40.06 CZK') }, tolerant)).toHaveLength(1)
})

test('copies of one invoice in several systems count once', () => {
  const copy = invoice('1', '100.00 CZK', {}, { system: 'books', sourceKey: '71' })
  const both = policy({ invoice: { in: ['erp', 'books'] } })

  expect(judged({ orders: [order()], invoices: [invoice('1', '100.00 CZK'), copy] }, both)).toEqual([])
})

test('the most that any system has as ordered may be invoiced', () => {
  const orders = [order(), order(gross('200.00 CZK'), { system: 'erp', sourceKey: '5' })]

  expect(judged({ orders, invoices: charged('100.00 CZK', '100.00 CZK') })).toEqual([])
})

test('totals without VAT are compared where those with VAT are not known', () => {
  const net = { grossMinor: null, netMinor: '10000' }
  const without = (one: ReturnType<typeof order>) => ({ ...one, record: { ...one.record, ...net } })
  const findings = judged({
    orders: [without(order())],
    invoices: charged('100.00 CZK', '100.00 CZK').map(without),
  })

  expect(findings).toMatchObject([{ field: 'netMinor', differenceMinor: '10000' }])
})

test('invoices that may be one are undecided', () => {
  const invoices = [invoice('1', '100.00 CZK', {}, { hasPossibleTwin: true }), invoice('2', '100.00 CZK')]

  expect(judged({ orders: [order()], invoices })).toMatchObject([
    { cause: 'undecided', evidence: { possibly: 'invoiced-twice' } },
  ])
})
