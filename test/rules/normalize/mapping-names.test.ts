import { expect, test } from 'vitest'
import {
  columnsOf,
  mappingProblems,
  undecidedDateColumns,
  unknownMappingNames,
} from '../../../rules/normalize/compile-mapping.ts'
import type { FieldMapping } from '../../../rules/normalize/field-mapping.ts'
import { mappingNames } from '../../../rules/normalize/mapping-names.ts'
import { rejectionReasons } from '../../../rules/normalize/rejection-reasons.ts'

const invoice: Record<string, FieldMapping> = {
  number: 'no',
  issuedOn: 'issued',
  dueOn: { from: 'due', format: 'dd.MM.yyyy' },
  taxPointOn: { constant: '2026-01-01' },
  changedAt: { from: ['day', 'time'] },
  gross: { from: 'total', currencyFrom: 'ccy' },
  net: { from: 'net', currencyFrom: 'ccy' },
}

test('a name is known when it is a field of the kind or an input that fills one', () => {
  expect(
    unknownMappingNames('invoice', { ...invoice, customer: 'c', total: 't', name: 'n', fee: 'f', ustid: 'u' }),
  ).toEqual(['name', 'fee', 'ustid'])
  expect(unknownMappingNames('customer', { name: 'n', customer: 'c', vat: 'v' })).toEqual(['customer', 'vat'])
  expect(mappingNames('payment')).toEqual([
    'reference',
    'text',
    'payerName',
    'payerAccount',
    'type',
    'payoutKey',
    'customerKey',
    'customerSystem',
    'paidOn',
    'paidAt',
    'currency',
    'scale',
    'grossMinor',
    'feeMinor',
    'status',
    'gross',
    'fee',
    'total',
    'customer',
    'changedAt',
  ])
})

test('every column that a mapping reads is listed once', () => {
  expect(columnsOf(invoice)).toEqual(['no', 'issued', 'due', 'day', 'time', 'total', 'ccy', 'net'])
})

test('dates and moments without a format need evidence, joined ones of their first column', () => {
  expect(undecidedDateColumns('invoice', invoice)).toEqual(['issued', 'day'])
})

test.each<[string, Record<string, FieldMapping>, string | undefined]>([
  ['a total without vat', { total: 't' }, 'a total without vat'],
  ['a gross amount without VAT', { gross: { from: 'g', vat: 'exclusive' } }, 'vat: exclusive'],
  ['a format that says no year', { issuedOn: { from: 'd', format: 'dd.MM.' } }, 'the format dd.MM.'],
  ['a format that nobody knows', { issuedOn: { from: 'd', format: 'QQQ yyyy-MM-dd' } }, 'the format QQQ yyyy-MM-dd'],
  ['a format on a text', { number: { from: 'd', format: 'yyyy-MM-dd' } }, 'a format'],
  ['neither column nor constant', { number: {} }, 'neither or both of from and constant'],
  ['one field filled twice', { gross: 'g', total: { from: 't', vat: 'inclusive' } }, 'the same field filled by total'],
  ['nothing', invoice, undefined],
])('finds %s', (_, mappings, found) => {
  expect(mappingProblems('invoice', mappings)[0]?.found).toBe(found)
})

test('every rejection reason is kebab-case and explained in one sentence', () => {
  for (const [reason, meaning] of Object.entries(rejectionReasons))
    expect(`${reason}: ${meaning}`).toMatch(/^[a-z]+(-[a-z]+)*: [A-Z][^.]*\.$/)
})
