import { expect, test } from 'vitest'
import { flowPolicy } from '../../../../rules/documents/flow/flow-policy.ts'
import { stockDiffers, type StockRecord } from '../../../../rules/documents/flow/stock-differs.ts'
import { lastGood, terms } from './flow-fixture.ts'

const stock = (
  system: string,
  amount: string,
  changedAt = '2026-06-19T10:00:00.000Z',
  sourceKey = 'A-1',
): StockRecord => ({
  system,
  sourceKey,
  sku: 'A-1',
  stock: amount,
  changedAt,
})
const found = (records: readonly StockRecord[], rules: Readonly<Record<string, unknown>> = {}, at = terms) => {
  const policy = flowPolicy.parse({ stock: { between: ['warehouse', 'erp', 'shop'], ...rules } }).stock

  if (policy === undefined) throw new Error('the policy was refused')
  return stockDiffers('pro_1', records, policy, at).map(
    ({ system, value, otherSystem, otherValue }) => `${system} ${value}, ${otherSystem} ${otherValue}`,
  )
}

test('the systems are measured by the first that knows the stock', () => {
  expect(found([stock('shop', '5'), stock('warehouse', '3')])).toEqual(['shop 5, warehouse 3'])
  expect(found([stock('shop', '5'), stock('warehouse', '3'), stock('erp', '3')], {}, lastGood({ 'erp.product': '2026-06-20T01:00:00.000Z' }))).toEqual(['shop 5, warehouse 3']) // prettier-ignore
  expect(found([stock('shop', '5'), stock('books', '3')])).toEqual([])
})

test.each([
  ['5', '5.0', 0, false],
  ['5', '5.001', 0, true],
  ['5', '7', 2, false],
  ['5', '7.5', 2, true],
  ['5', '7.5', 2.5, false],
  ['-1', '1', 1, true],
  ['90071992547409931', '90071992547409930', 0, true],
])('%s and %s with a tolerance of %d', (one, other, tolerance, differs) => {
  expect(found([stock('warehouse', one), stock('shop', other)], { tolerance }).length > 0).toBe(differs)
})

test('a change may take its time to the other system, whichever changed', () => {
  const [old, young] = ['2026-06-10T10:00:00.000Z', '2026-06-19T20:00:00.000Z']
  const within = { within: '24h' }

  expect(found([stock('warehouse', '3', young), stock('shop', '5', old)], within)).toEqual([])
  expect(found([stock('warehouse', '3', old), stock('shop', '5', young)], within)).toEqual([])
  expect(found([stock('warehouse', '3', old), stock('shop', '5', old)], within)).toHaveLength(1)
})

test('a system that is down differs in nothing that moved since', () => {
  const moved = [stock('warehouse', '3', '2026-06-19T20:00:00.000Z'), stock('shop', '5', '2026-06-10T20:00:00.000Z')]
  const down = lastGood({ 'shop.product': '2026-06-19T01:00:00.000Z' })

  expect(found(moved)).toHaveLength(1)
  expect(found(moved, {}, down)).toEqual([])
})

test('a system with two stocks of one article says nothing', () => {
  expect(found([stock('warehouse', '3'), stock('shop', '5'), stock('shop', '3', undefined, 'A-1b')])).toEqual([])
})
