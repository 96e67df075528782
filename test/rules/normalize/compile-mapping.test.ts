import { expect, test } from 'vitest'
import { compileMapping, type NormalizeContext } from '../../../rules/normalize/compile-mapping.ts'
import type { EntityKind } from '../../../rules/entity/entity.ts'
import type { FieldMapping } from '../../../rules/normalize/field-mapping.ts'

const context: NormalizeContext = {
  company: { country: 'CZ', currency: 'CZK', timeZone: 'Europe/Prague' },
  systemName: 'erp',
  system: {},
  dateOrders: new Map([
    ['day', 'day-first'],
    ['torn', 'mixed'],
  ]),
  asOf: '2026-07-01T04:00:00.000Z',
}

/** The stated part of a record: fields that are not null. */
function read(
  kind: EntityKind,
  mappings: Record<string, FieldMapping>,
  fields: Record<string, string | null>,
  changedAt: string | null = null,
) {
  const row = compileMapping(kind, mappings, context)({ changedAt, fields })

  return { ...row, record: Object.fromEntries(Object.entries(row.record).filter(([, value]) => value !== null)) }
}

const document = { net: 'n', vat: 'v', gross: 'g' }

test('reads a row of the ERP into a canonical customer', () => {
  const mappings = {
    name: 'jmeno',
    email: 'mail',
    phone: 'tel',
    street: ['ulice', 'cp'],
    city: 'mesto',
    postalCode: 'psc',
    country: 'stat',
    vatId: 'dic',
    companyId: 'ico',
    birthDate: { from: 'nar', format: 'dd.MM.yyyy' },
  }
  const from = (column: string | string[]) => (typeof column === 'string' ? column : { from: column })
  const fields = {
    jmeno: 'Dr. Jan Novák ml.',
    mail: ' Jan.Novak@Example.CZ',
    tel: '777 123 456',
    ulice: 'Hlavní',
    cp: '12',
    mesto: 'Praha  1',
    psc: '11000',
    stat: 'Česká republika',
    dic: 'CZ 023 392 34',
    ico: '2339234',
    nar: '29. 2. 1980',
  }
  const long = { ...mappings, street: from(mappings.street) } as Record<string, FieldMapping>

  expect(read('customer', long, fields, '2026-06-30 23:30:00')).toEqual({
    record: {
      givenName: 'Jan',
      familyName: 'Novák',
      email: 'jan.novak@example.cz',
      phone: '+420777123456',
      street: 'Hlavní 12',
      city: 'Praha 1',
      postalCode: '110 00',
      country: 'CZ',
      vatId: 'CZ02339234',
      companyId: '02339234',
      birthDate: '1980-02-29',
    },
    changedAt: '2026-06-30T21:30:00.000Z',
    rejections: [],
  })
})

test('keeps every field of the kind, in the order of the store, when a row says nothing', () => {
  const row = compileMapping('order', { number: 'no' }, context)({ changedAt: null, fields: {} })

  expect(Object.keys(row.record)).toEqual([
    'number',
    'customerKey',
    'customerSystem',
    'orderedOn',
    'orderedAt',
    'shippedOn',
    'currency',
    'scale',
    'netMinor',
    'vatMinor',
    'grossMinor',
    'discountMinor',
    'freightMinor',
    'prepaidMinor',
    'payableMinor',
    'status',
  ])
  expect(new Set(Object.values(row.record))).toEqual(new Set([null]))
})

test('a rejected field is null, listed with what the source said, and the other fields go on', () => {
  expect(
    read(
      'invoice',
      { issuedOn: { from: 'd', format: 'dd.MM.yyyy' }, gross: 'g', number: 'no' },
      { d: '31.02.2026', g: '10', no: 'F1' },
    ),
  ).toEqual({
    record: { number: 'F1', grossMinor: '1000', scale: '2', currency: 'CZK' },
    changedAt: null,
    rejections: [{ field: 'issuedOn', issue: 'date-impossible', raw: '31.02.2026' }],
  })
})

test('cuts what the source said to 200 characters', () => {
  const { rejections } = read('customer', { email: 'e' }, { e: 'x'.repeat(10_000_000) })

  expect(rejections.map(({ issue, raw }) => [issue, raw.length])).toEqual([['email-invalid', 200]])
})

test.each([
  ['100', '21', null, { netMinor: '10000', vatMinor: '2100', grossMinor: '12100' }],
  ['100', null, '121', { netMinor: '10000', vatMinor: '2100', grossMinor: '12100' }],
  [null, '21', '121', { netMinor: '10000', vatMinor: '2100', grossMinor: '12100' }],
  ['-100', '-21', '', { netMinor: '-10000', vatMinor: '-2100', grossMinor: '-12100' }],
  [null, null, '121', { grossMinor: '12100' }],
  ['100', '21', '120', { netMinor: '10000', vatMinor: '2100', grossMinor: '12000' }],
  ['100', '21', '1.2.1', { netMinor: '10000', vatMinor: '2100' }],
])('net %j, VAT %j, gross %j become %j', (n, v, g, expected) => {
  expect(read('invoice', document, { n, v, g }).record).toEqual({ ...expected, scale: '2', currency: 'CZK' })
})

test('amounts of one record in different currencies are all rejected', () => {
  const mappings = { net: { from: 'n', currency: 'EUR' }, gross: { from: 'g', currencyFrom: 'c' } }
  const row = read('invoice', mappings, { n: '100', g: '121', c: 'CZK' })

  expect(row.record).toEqual({})
  expect(row.rejections).toEqual([
    { field: 'net', issue: 'currency-differs', raw: '100' },
    { field: 'gross', issue: 'currency-differs', raw: '121' },
  ])
})

test('a fee in another currency than its payment is rejected alone', () => {
  const row = read('payment', { fee: { from: 'f', currency: 'EUR' }, gross: 'g' }, { f: '1', g: '121' })

  expect(row.record).toEqual({ grossMinor: '12100', scale: '2', currency: 'CZK' })
  expect(row.rejections.map(({ field, issue }) => [field, issue])).toEqual([['fee', 'currency-differs']])
})

test.each([
  ['inclusive', { grossMinor: '12100' }],
  ['exclusive', { netMinor: '12100' }],
] as const)('a total with VAT %s fills %j', (vat, expected) => {
  expect(read('order', { total: { from: 't', vat } }, { t: '121' }).record).toEqual({
    ...expected,
    scale: '2',
    currency: 'CZK',
  })
})

test('a total without word on VAT is rejected', () => {
  expect(read('order', { total: 't' }, { t: '121' }).rejections).toEqual([
    { field: 'total', issue: 'vat-unstated', raw: '121' },
  ])
})

test.each([
  ['12100', 'CZK', { grossMinor: '12100', scale: '2', currency: 'CZK' }],
  ['12100', 'HUF', { grossMinor: '12100', scale: '2', currency: 'HUF' }],
  ['12100', 'JPY', { grossMinor: '12100', scale: '0', currency: 'JPY' }],
])('minor units %s of %s are kept as they are', (g, c, expected) => {
  expect(read('payment', { gross: { from: 'g', isMinorUnits: true, currencyFrom: 'c' } }, { g, c }).record).toEqual(
    expected,
  )
})

test('an empty currency column is a rejection, unless the plan names a currency beside it', () => {
  expect(read('order', { gross: { from: 'g', currencyFrom: 'c' } }, { g: '1', c: '' }).rejections).toEqual([
    { field: 'gross', issue: 'currency-missing', raw: '1' },
  ])
  expect(
    read('order', { gross: { from: 'g', currencyFrom: 'c', currency: 'EUR' } }, { g: '1', c: '' }).record,
  ).toMatchObject({ currency: 'EUR' })
})

test('an unknown currency is named', () => {
  expect(read('order', { gross: { from: 'g', currencyFrom: 'c' } }, { g: '1', c: 'XQQ' }).rejections).toEqual([
    { field: 'gross', issue: 'currency-unknown', raw: 'XQQ' },
  ])
})

test('the price says whether VAT is in it', () => {
  expect(
    read('product', { price: { from: 'p', vat: 'exclusive' }, name: 'n' }, { p: '9.90', n: 'Mug' }).record,
  ).toEqual({
    name: 'Mug',
    priceMinor: '990',
    priceVat: 'exclusive',
    scale: '2',
    currency: 'CZK',
  })
})

test('a customer key carries the system whose key it is', () => {
  expect(read('order', { customer: 'c' }, { c: '77' }).record).toEqual({ customerKey: '77', customerSystem: 'erp' })
  expect(read('order', { customer: { from: 'c', inSystem: 'crm' } }, { c: '77' }).record).toEqual({
    customerKey: '77',
    customerSystem: 'crm',
  })
})

test('the business date of an order follows from its moment in the zone of the company', () => {
  expect(read('order', { orderedAt: 'at' }, { at: '2026-06-30T22:00:00Z' }).record).toEqual({
    orderedOn: '2026-07-01',
    orderedAt: '2026-06-30T22:00:00.000Z',
  })
})

test('the order of day and month comes from the evidence of the column', () => {
  expect(read('order', { orderedOn: 'day' }, { day: '03.04.2026' }).record).toEqual({ orderedOn: '2026-04-03' })
  expect(read('order', { orderedOn: 'torn' }, { torn: '03.04.2026' }).rejections[0]?.issue).toBe('date-order-mixed')
  expect(read('order', { orderedOn: 'unseen' }, { unseen: '03.04.2026' }).rejections[0]?.issue).toBe(
    'date-order-undecided',
  )
})

test('a code list translates codes and rejects those it does not know', () => {
  const mapping = { country: { from: 'c', values: { '1': 'CZ', '-': 'SK' } } }

  expect(read('customer', mapping, { c: '1' }).record).toEqual({ country: 'CZ' })
  expect(read('customer', mapping, { c: '-' }).record).toEqual({ country: 'SK' })
  expect(read('customer', mapping, { c: '9' }).rejections).toEqual([
    { field: 'country', issue: 'code-unknown', raw: '9' },
  ])
})

test('a whole name fills only what no other column gave', () => {
  expect(read('customer', { name: 'n', familyName: 'f' }, { n: 'Jan Novák', f: 'Dvořák' }).record).toEqual({
    givenName: 'Jan',
    familyName: 'Dvořák',
  })
  expect(read('customer', { name: 'n' }, { n: 'Acme, spol. s r.o.' }).record).toEqual({
    companyName: 'Acme',
    legalForm: 's.r.o.',
  })
})

test('an unreadable time of change is a rejection; the mapped column is preferred to what the connector says', () => {
  expect(read('order', {}, {}, 'yesterday')).toEqual({
    record: {},
    changedAt: null,
    rejections: [{ field: 'changedAt', issue: 'instant-invalid', raw: 'yesterday' }],
  })
  expect(read('order', { changedAt: { from: 'c', format: 'epoch-seconds' } }, { c: '0' }, '2026-01-01').changedAt).toBe(
    '1970-01-01T00:00:00.000Z',
  )
  expect(read('order', {}, {}, '2026-01-01').changedAt).toBe('2025-12-31T23:00:00.000Z')
})

test.each(['', ' ', '-', 'N/A', 'NULL', 'none', '?', '0000-00-00'])(
  '%j says nothing, and is no rejection',
  (nothing) => {
    expect(
      read(
        'order',
        { number: 'x', orderedOn: 'x', gross: 'x', customer: 'x' },
        { x: nothing === '0000-00-00' ? null : nothing },
      ).rejections,
    ).toEqual([])
    expect(read('order', { orderedOn: 'x', orderedAt: 'x' }, { x: nothing }).rejections).toEqual([])
  },
)
