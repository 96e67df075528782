import { expect, test } from 'vitest'
import { rowKey } from '../../connectors/row-key.ts'

test.each([
  [['1042'], '1042'],
  [['a|b'], 'a|b'],
  [['CZ', '7'], 'CZ|7'],
  [['a|b', 'c'], 'a\\|b|c'],
  [['CZ', null], ''],
  [[null], ''],
  [[undefined, 'x'], ''],
])('the key of %j is %j', (parts, key) => {
  expect(rowKey(parts)).toBe(key)
})
