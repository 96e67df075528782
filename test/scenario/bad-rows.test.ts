import { expect, test } from 'vitest'
import { nightFolder } from '../support/night-folder.ts'
import { customersOf, flow, nightPlan } from '../support/night-plan.ts'
import { rows } from '../support/page.ts'

const asOf = '2026-03-01T02:00:00Z'
const plan = nightPlan([customersOf('crm')])
const header = 'id,name,email,phone,vat,city,changed\n'
const jana = '1,Jana Nováková,jana@example.cz,601234567,,Brno,2026-01-05T08:00:00Z\n'
const petr = '3,Petr Svoboda,petr@example.cz,602345678,,Praha,2026-01-05T08:00:00Z\n'

/** A row between two good ones, and what rejections.csv says about it. */
const badRows: readonly (readonly [name: string, row: string | Uint8Array, rejected: string])[] = [
  [
    'too many fields',
    '2,Eva,eva@example.cz,603456789,,Plzeň,2026-01-05T08:00:00Z,extra\n',
    '-  crm.csv:3  too-many-fields',
  ],
  [
    'bytes that are not UTF-8',
    Buffer.from('2,Ev\xe1,eva@example.cz,,,Opava,\n', 'latin1'),
    '-  crm.csv:3  invalid-utf8',
  ],
  ['a field of 10 MB', `2,Eva,eva@example.cz,,,${'x'.repeat(10 * 2 ** 20)},\n`, '-  crm.csv:3  field-too-large'],
  ['no key', ',Eva,eva@example.cz,603456789,,Plzeň,2026-01-05T08:00:00Z\n', '-  snapshot  key-missing'],
  [
    'the key of another that says something else',
    '1,Jan,,,,,\n2,Eva,,,,,\n2,Eva,,,,,\n',
    '1  snapshot  key-conflict\n2  snapshot  key-repeated',
  ],
]

test.each(badRows)('a row with %s is a rejection, and the other rows go on', async (_, row, rejected) => {
  const file = Buffer.concat([header, jana, row, petr].map((part) => Buffer.from(part as Uint8Array)))
  await using folder = await nightFolder(plan, { 'crm.csv': file })
  const night = await folder.night(asOf)

  expect(night.exitCode).toBe(0)
  expect(night.says('rejections', 'source_key', 'position', 'reason')).toEqual(rows(rejected))
  expect(night.clusters()).toContain('crm:3')
  expect(night.summary.findings.rejections).toBe(rows(rejected).length)
  expect(night.reports['rejections.csv']?.length).toBeLessThan(1_000)
})

const invoices = nightPlan([
  flow(
    'erp.invoice',
    'select: { file: erp.csv, key: id }',
    'fields: { number: number, issuedOn: { from: day, format: dd.MM.yyyy }, gross: { from: gross, currencyFrom: ccy, vat: inclusive } }',
  ),
])

test('a value that cannot be understood is a rejection, and the rest of its row goes on', async () => {
  await using folder = await nightFolder(invoices, {
    'erp.csv': [
      'id,number,day,gross,ccy',
      '1,F1,28.02.2026,"1,234.50",CZK',
      '2,F2,31.02.2026,100.00,CZK',
      '3,F3,01.03.2026,"1.234,567.89",CZK',
      '4,F4,01.03.2026,100.00,XQZ',
      '',
    ].join('\n'),
  })
  const night = await folder.night(asOf)

  expect(night.exitCode).toBe(0)
  expect(night.says('rejections', 'source_key', 'field', 'reason', 'raw')).toEqual(
    rows(`
      2  issuedOn  date-impossible   31.02.2026
      3  gross     number-invalid    1.234,567.89
      4  gross     currency-unknown  XQZ
    `),
  )
  const stored = await folder.store.db.selectFrom('golden.record').select('values').orderBy('values').execute()

  expect(
    stored
      .map(({ values }) => `${values['number']} ${values['issuedOn'] ?? '-'} ${values['grossMinor'] ?? '-'}`)
      .toSorted(),
  ).toEqual(['F1 2026-02-28 123450', 'F2 - 10000', 'F3 2026-03-01 -', 'F4 2026-03-01 -'])
})

test('a rejection keeps the night it was first seen, and goes when the value is mended', async () => {
  const file = (day: string) => `id,number,day,gross,ccy\n1,F1,${day},100.00,CZK\n`
  await using folder = await nightFolder(invoices, { 'erp.csv': file('31.02.2026') })

  await folder.night(asOf)
  const second = await folder.night('2026-03-02T02:00:00Z')

  await folder.write({ 'erp.csv': file('28.02.2026') })
  const third = await folder.night('2026-03-03T02:00:00Z')

  expect(second.says('rejections', 'reason', 'since')).toEqual([['date-impossible', '2026-03-01T02:00:00.000Z']])
  expect(third.says('rejections', 'reason')).toEqual([])
})

test('the decimal mark is decided per column; a column without evidence stays undecided, one with both is mixed', async () => {
  const amounts = nightPlan([
    flow(
      'erp.invoice',
      'select: { file: erp.csv, key: id }',
      'fields: { number: id, net: net, vat: vat, gross: gross }',
    ),
  ])
  await using folder = await nightFolder(amounts, {
    'erp.csv': 'id,net,vat,gross\n1,1.234,1.234,1.234\n2,"12,50",2.625,"12,50"\n3,3.000,5.000,"1,234.50"\n',
  })
  const night = await folder.night(asOf)

  expect(night.says('rejections', 'source_key', 'field', 'reason', 'raw')).toEqual(
    rows(`
      1  gross  number-ambiguous  1.234
      1  vat    number-ambiguous  1.234
      2  vat    number-ambiguous  2.625
      3  vat    number-ambiguous  5.000
    `),
  )
  const stored = await folder.store.db.selectFrom('golden.record').select('values').orderBy('values').execute()

  expect(stored.map(({ values }) => `${values['number']} ${values['netMinor']}`).toSorted()).toEqual([
    '1 123400',
    '2 1250',
    '3 300000',
  ])
})

test('the order of day and month is decided per column; a column without evidence stays undecided', async () => {
  const orders = nightPlan([
    flow(
      'shop.order',
      'select: { file: shop.csv, key: id }',
      'fields: { number: number, orderedOn: day, status: status }',
    ),
    flow(
      'erp.order',
      'select: { file: erp.csv, key: id }',
      'fields: { number: number, orderedOn: day, status: status }',
    ),
    flow(
      'till.order',
      'select: { file: till.csv, key: id }',
      'fields: { number: number, orderedOn: day, status: status }',
    ),
  ])
  const file = (system: string, ...days: readonly string[]) =>
    ['id,number,day,status', ...days.map((day, index) => `${index + 1},${system}${index + 1},${day},new`), ''].join(
      '\n',
    )
  await using folder = await nightFolder(orders, {
    'shop.csv': file('shop', '03/04/2026', '25/12/2025'),
    'erp.csv': file('erp', '03/04/2026', '12/25/2025'),
    'till.csv': file('till', '03/04/2026', '05/06/2026'),
  })
  const days = async (system: string) =>
    (
      await folder.store.db
        .selectFrom('staging.source_record as record')
        .innerJoin('staging.flow as flow', 'flow.id', 'record.flow_id')
        .innerJoin('golden.crosswalk as crosswalk', 'crosswalk.record_id', 'record.id')
        .innerJoin('golden.record as golden', 'golden.id', 'crosswalk.golden_id')
        .select('golden.values')
        .where('flow.system', '=', system)
        .orderBy('record.source_key')
        .execute()
    ).map(({ values }) => values['orderedOn'] ?? null)
  const first = await folder.night(asOf)

  expect(first.says('rejections', 'system', 'source_key', 'reason')).toEqual(
    rows(`
      till  1  date-order-undecided
      till  2  date-order-undecided
    `),
  )
  await folder.write({ 'till.csv': file('till', '03/04/2026', '05/06/2026', '25/12/2025') })
  const second = await folder.night('2026-03-02T02:00:00Z')

  expect(second.says('rejections', 'system')).toEqual([])
  expect(await days('till')).toEqual(['2026-04-03', '2026-06-05', '2025-12-25'])
})

test('values that contradict the declared order of dates are told on the run page; the plan is followed', async () => {
  const declared = nightPlan([
    flow(
      'erp.invoice',
      'select: { file: erp.csv, key: id }',
      'fields: { number: id, issuedOn: { from: day, format: MM/dd/yyyy } }',
    ),
  ])
  await using folder = await nightFolder(declared, { 'erp.csv': 'id,day\n1,03/04/2026\n2,31/03/2026\n' })
  const night = await folder.night(asOf)

  expect(night.says('rejections', 'source_key', 'reason')).toEqual([['2', 'date-impossible']])
  expect(night.summary.contradictions).toEqual([
    'erp.invoice: the plan declares issuedOn (column day) as month-first, its values say only day first 1, either way 1.',
  ])
  expect(night.reports['run.md']).toContain('## Where the plan and the data contradict')
})
