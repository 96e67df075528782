import { expect, test } from 'vitest'
import { nightFolder, type NightOutcome } from '../support/night-folder.ts'
import { customersOf, flow, nightPlan } from '../support/night-plan.ts'
import { csv, rows } from '../support/page.ts'
import { storeDump } from '../support/store-dump.ts'

const gross = 'gross: { from: gross, decimalMark: ".", vat: inclusive }'
const products = 'fields: { sku: sku, name: name, stock: stock }'
const flows = [
  customersOf('crm'),
  flow(
    'shop.order',
    'select: { file: orders.csv, key: id }',
    `fields: { number: number, orderedOn: ordered, shippedOn: shipped, status: status, ${gross} }`,
  ),
  flow(
    'erp.invoice',
    'select: { file: invoices.csv, key: id }',
    `fields: { number: number, orderNumber: order, correctsNumber: corrects, issuedOn: issued, ${gross} }`,
    'guard: { dropPercentMax: 90, overlapPercentMin: 0 }',
  ),
  flow(
    'gateway.payment',
    'select: { file: payments.csv, key: id }',
    `fields: { reference: reference, paidOn: paid, status: status, ${gross} }`,
  ),
  flow(
    'mailing.message',
    'select: { file: messages.csv, key: id }',
    'fields: { campaign: campaign, recipient: recipient, sentAt: sent, status: status }',
  ),
  flow('shop.product', 'select: { file: shop-stock.csv, key: id }', products),
  flow('warehouse.product', 'select: { file: warehouse-stock.csv, key: id }', products),
]
const withDecimals = '{ connector: csv, decimalMark: ".", timeZone: Europe/Prague }'
const planOf = (flowPolicy: string) =>
  nightPlan(flows, {
    systems: { mailing: withDecimals, shop: withDecimals, warehouse: withDecimals },
    rest: flowPolicy === '' ? '' : `documents: { flow: ${flowPolicy} }`,
  })
const whole = '{ invoice: { in: [erp] }, payment: {}, message: {}, stock: { between: [warehouse, shop] } }'

/** Jana is one customer with two mailboxes; the rest is one fault of each kind, and next to it what looks like one. */
const files = {
  'crm.csv': csv(`
    id  name           email              phone      vat  city  changed
    1   Jana Nováková  jana@example.cz    601234567  -    Brno  2026-01-05T08:00:00Z
    2   Jana Nováková  novakova@firma.cz  601234567  -    Brno  2026-01-05T08:00:00Z
    3   Petr Malý      petr@example.cz    602234567  -    Zlín  2026-01-05T08:00:00Z
  `),
  'orders.csv': csv(`
    id  number  ordered     shipped     status     gross
    1   O-1001  2026-03-01  2026-03-02  shipped    100.00
    2   O-1002  2026-03-01  2026-03-02  shipped    200.00
    3   O-1003  2026-03-01  -           cancelled  300.00
    4   O-1004  2026-03-01  -           cancelled  400.00
    5   O-1005  2026-03-01  2026-03-02  shipped    500.00
    6   O-1006  2026-03-01  -           open       600.00
  `),
  'invoices.csv': csv(`
    id  number  order   corrects  issued      gross
    11  F2601   O1001   -         2026-03-03  60.00
    12  F2602   o 1001  -         2026-03-04  40.00
    13  F2603   O-1002  -         2026-03-03  200.00
    14  F2604   O-1002  -         2026-03-05  200.00
    15  F2605   O-1006  -         2026-03-03  600.00
    16  F2606   O-1006  -         2026-03-04  600.00
    17  D2601   -       F2606     2026-03-05  -600.00
  `),
  'payments.csv': csv(`
    id  reference  paid        status    gross
    21  O-1003     2026-03-01  captured  300.00
    22  O-1004     2026-03-01  captured  400.00
    23  O-1004     2026-03-03  refunded  -400.00
    24  F2601      2026-02-28  captured  60.00
  `),
  'messages.csv': csv(`
    id  campaign  recipient          sent              status
    31  spring    jana@example.cz    2026-03-01 10:00  delivered
    32  spring    novakova@firma.cz  2026-03-01 10:01  delivered
    33  spring    petr@example.cz    2026-03-01 10:00  bounced
    34  spring    petr@example.cz    2026-03-02 10:00  delivered
    35  summer    petr@example.cz    2026-03-02 10:00  delivered
  `),
  'shop-stock.csv': csv(`
    id  sku    name                  stock
    A1  AB-17  Modrý hrnek na čaj    5
    A2  AB-18  Zelená konev na vodu  7
  `),
  'warehouse-stock.csv': csv(`
    id  sku    name                  stock
    B1  AB-17  Modrý hrnek na čaj    3
    B2  AB-18  Zelená konev na vodu  7
  `),
}
const [tuesday, wednesday] = ['2026-03-24T02:00:00Z', '2026-03-25T02:00:00Z'] as const
const reports = ['invoice', 'order', 'payment', 'stock', 'message'].map((kind) => `${kind}-mismatches`)

/** Every finding of the night, whatever it is about. */
const told = (night: NightOutcome) =>
  reports.flatMap((report) =>
    night.says(report, 'cause', 'number', 'system', 'source_key', 'other_system', 'other_key', 'difference'),
  )
const expected = rows(`
  invoiced-twice  F2604   erp      14  shop       2   200.00
  not-invoiced    O-1005  erp      -   shop       5   500.00
  paid-cancelled  O-1003  shop     3   gateway    21  300.00
  stock           AB-17   shop     A1  warehouse  B1  -
  sent-twice      spring  mailing  32  mailing    31  -
`)

test('every step that does not follow from the one before is told once, and nothing else', async () => {
  await using folder = await nightFolder(planOf(whole), files)
  const night = await folder.night(tuesday)

  expect(told(night)).toEqual(expected)
  expect(night.summary.findings).toMatchObject({ invoiceMismatches: 1, orderMismatches: 2, stockMismatches: 1 })
})

test('a second night over unchanged sources writes nothing, and the order of rows changes nothing', async () => {
  await using folder = await nightFolder(planOf(whole), files)
  const first = await folder.night(tuesday)
  const bookkeeping = ['staging.run', 'staging.snapshot', 'staging.flow', 'matching.state', 'ops.audit']
  const before = await storeDump(folder.store, bookkeeping)
  const second = await folder.night(wednesday)

  expect(await storeDump(folder.store, bookkeeping)).toEqual(before)
  const reversed = Object.entries(files).map(([name, content]) => {
    const [header = '', ...lines] = content.trimEnd().split('\n')

    return [name, [header, ...lines.toReversed(), ''].join('\n')] as const
  })
  await using other = await nightFolder(planOf(whole), Object.fromEntries(reversed))
  const turned = await other.night(tuesday)

  for (const report of reports) {
    expect(second.reports[`${report}.csv`]).toBe(first.reports[`${report}.csv`])
    expect(turned.reports[`${report}.csv`]).toBe(first.reports[`${report}.csv`])
  }
})

test('each part of the policy is about its own step, and what it no longer asks for is taken back', async () => {
  await using folder = await nightFolder(planOf('{ payment: { afterOrder: true } }'), files)
  const first = await folder.night(tuesday)

  expect(told(first)).toEqual(
    rows(`
      paid-cancelled  O-1003  shop     3   gateway  21  300.00
      sequence        F2601   gateway  24  shop     1   60.00
    `),
  )
  await folder.write({ 'touchstone.yaml': planOf('') })
  expect(told(await folder.night(wednesday))).toEqual([])
})

test('while the system that issues invoices is down, no order becomes one without an invoice', async () => {
  const paid = {
    ...files,
    'invoices.csv': csv('id  number  order  corrects  issued  gross\n99  F9  O-9  -  2026-01-01  1.00'),
  }
  await using folder = await nightFolder(planOf('{ invoice: { in: [erp] } }'), paid)

  expect(told(await folder.night('2026-03-06T02:00:00Z'))).toEqual([])
  await folder.remove('invoices.csv')
  expect(told(await folder.night('2026-03-20T02:00:00Z'))).toEqual([])
  await folder.write({ 'invoices.csv': files['invoices.csv'] })
  expect(told(await folder.night(tuesday)).map(([cause, number]) => `${cause} ${number}`)).toEqual([
    'invoiced-twice F2604',
    'not-invoiced O-1005',
  ])
})

test('orders that share a number are told apart by their customer, or not judged, and the page says so', async () => {
  const twice = flow(
    'shop.order',
    'select: { file: orders.csv, key: id }',
    `fields: { number: number, customer: { from: customer, inSystem: crm }, orderedOn: ordered, shippedOn: shipped, ${gross} }`,
  )
  const invoiced = flow(
    'erp.invoice',
    'select: { file: invoices.csv, key: id }',
    `fields: { number: number, orderNumber: order, customer: { from: customer, inSystem: crm }, issuedOn: issued, ${gross} }`,
  )
  const plan = nightPlan([customersOf('crm'), twice, invoiced], {
    rest: 'matching: { order: { autoLinkAbove: 1, reviewAbove: 1 } }\ndocuments: { flow: { invoice: { in: [erp] } } }',
  })
  const orders = csv(`
    id  number  customer  ordered     shipped     gross
    1   7       1         2025-03-01  2025-03-02  100.00
    2   7       3         2026-03-01  2026-03-02  900.00
  `)
  const invoiceOf = (customer: string) =>
    csv(`id  number  order  customer  issued  gross\n11  F1  7  ${customer}  2026-03-03  900.00`)
  await using folder = await nightFolder(plan, {
    'crm.csv': files['crm.csv'],
    'orders.csv': orders,
    'invoices.csv': invoiceOf('3'),
  })
  const known = await folder.night(tuesday)

  expect(known.says('order-mismatches', 'cause', 'other_key')).toEqual(rows('not-invoiced  1'))
  await folder.write({ 'invoices.csv': invoiceOf('2') })
  await folder.night(wednesday)
  await folder.write({ 'invoices.csv': invoiceOf('999') })
  const unknown = await folder.night('2026-03-26T02:00:00Z')

  expect(unknown.says('order-mismatches', 'cause')).toEqual([])
  expect(unknown.summary.limitsHit).toEqual([expect.stringContaining('1 order numbers stand for several orders')])
})
