import { expect, test } from 'vitest'
import { entityInName, systemWords } from '../../../engine/plan/name-words.ts'

test.each([
  ['customers', 'customer'],
  ['crm_contacts-2024', 'customer'],
  ['SalesOrderItems', 'orderLine'],
  ['order_details', 'orderLine'],
  ['MySalesOrderItems', 'orderLine'],
  ['BusinessPartners', 'customer'],
  ['faktury_vydane', 'invoice'],
  ['Rechnungen', 'invoice'],
  ['Objednávky', 'order'],
  ['categories', null],
])('a file named %j speaks of %s', (name, expected) => {
  expect(entityInName(name)).toBe(expected)
})

test('what a name says beside the entity is the system', () => {
  expect(systemWords('crm_contacts-2024')).toEqual(['crm'])
  expect(systemWords('order_details')).toEqual([])
  expect(systemWords('SalesOrderItems')).toEqual([])
})
