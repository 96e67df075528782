import { expect, test } from 'vitest'
import type { EntityKind } from '../../../rules/entity/entity.ts'
import { agree, isLocalToSystem, meaningIn } from '../../../rules/truth/agree.ts'

test.each<[EntityKind, string, string, string]>([
  ['customer', 'familyName', 'Dvořáková', 'DVORAKOVA'],
  ['customer', 'companyName', 'Pekařství U Lva', 'PEKARSTVI  U LVA.'],
  ['customer', 'companyName', "O'Neill & Sons", 'ONEILL SONS'],
  ['customer', 'legalForm', 's.r.o.', 'SRO'],
  ['customer', 'city', 'Ústí nad Labem', 'USTI NAD LABEM'],
  ['customer', 'street', 'Dlouhá 12/3', 'DLOUHA 12/3'],
  ['customer', 'postalCode', '110 00', '11000'],
  ['customer', 'postalCode', 'sw1a 1aa', 'SW1A1AA'],
  ['product', 'vatRate', '21', '21.00'],
  ['product', 'stock', '-1.50', '-1.5'],
  ['product', 'stock', '0', '-0.0'],
  ['invoice', 'number', '2024/00017', '2024-00017'],
  ['invoice', 'number', '003411', '3411'],
  ['invoice', 'netMinor', '0012', '12'],
])('%s %s: %j says the same as %j', (kind, field, left, right) => {
  expect(agree(kind, field, left, right)).toBe(true)
  expect(agree(kind, field, right, left)).toBe(true)
})

test.each<[EntityKind, string, string, string]>([
  ['customer', 'familyName', 'Novák', 'Nováková'],
  ['customer', 'street', 'Dlouhá 12/3', 'Dlouhá 123'],
  ['customer', 'street', 'Dlouhá 12', 'Dlouhá 21'],
  ['customer', 'phone', '+420601234567', '+420601234568'],
  ['customer', 'email', 'jan@example.cz', 'jan@example.com'],
  ['customer', 'vatId', 'CZ02339234', 'CZ02339235'],
  ['product', 'gtin', '04006381333931', '04006381333948'],
  ['product', 'vatRate', '21', '12'],
  ['product', 'stock', '10', '1'],
  ['product', 'stock', '1.05', '1.5'],
  ['invoice', 'number', '2024/00017', '2024/00071'],
  ['invoice', 'number', 'A3411', '3411'],
  ['invoice', 'issuedOn', '2026-03-04', '2026-04-03'],
])('%s %s: %j contradicts %j', (kind, field, left, right) => {
  expect(agree(kind, field, left, right)).toBe(false)
})

test('amounts are read with the scale of their record', () => {
  const hundred = { grossMinor: '10000', scale: '2', currency: 'JPY' }

  expect(meaningIn('invoice', 'grossMinor', hundred)).toBe('100')
  expect(meaningIn('invoice', 'grossMinor', { ...hundred, grossMinor: '100', scale: '0' })).toBe('100')
  expect(meaningIn('invoice', 'grossMinor', { ...hundred, grossMinor: '-5', scale: '3' })).toBe('-0.005')
  expect(meaningIn('invoice', 'grossMinor', { ...hundred, grossMinor: null })).toBe(null)
})

test('keys of other records belong to their system', () => {
  expect(isLocalToSystem('customerKey')).toBe(true)
  expect(isLocalToSystem('email')).toBe(false)
})
