import { expect, test } from 'vitest'
import { blockingCost } from '../../../engine/matching/blocking-cost.ts'
import { allocateBlocks, blockRecords } from '../../../engine/matching/kernel/block-records.ts'
import type { RuleColumns } from '../../../engine/matching/kernel/block-entries.ts'
import { matchRecords } from '../../../engine/matching/match-records.ts'
import { fieldsOf } from '../../../rules/entity/entity.ts'
import { plainColumn } from '../../../rules/matching/match-column.ts'
import { customerModel } from '../../../rules/matching/customer-model.ts'
import { customerList, randomNumbers } from './customer-list.ts'

const BLOCK_SIZE_MAX = 50

function costOf(rules: Readonly<Record<string, RuleColumns>>, recordCount: number) {
  const blocks = allocateBlocks(recordCount, Object.keys(rules).length)
  const hotKeys = Object.values(rules).map((columns, rule) => {
    const found = blockRecords(columns, BLOCK_SIZE_MAX, rule, blocks, recordCount)

    blocks.rules[rule] = found.blocks

    return found.hotKeys
  })
  const blockingRules = Object.keys(rules).map((name) => ({ name, keys: [] }))

  return blockingCost({ model: { ...customerModel, blockingRules }, blocks }, hotKeys)
}

test('a rule costs the pairs of its blocks, and adds those no earlier rule yields', () => {
  const town = plainColumn(['Brno', 'Brno', 'Brno', 'Zlín', 'Zlín', null])
  const street = plainColumn(['Dlouhá', 'Dlouhá', 'Krátká', 'Krátká', null, null])
  const hot = plainColumn(new Array<string>(60).fill('x'))

  expect(costOf({ town: { keys: [town] }, street: { keys: [street] } }, 6)).toEqual([
    { rule: 'town', pairs: 4, pairsAdded: 4, largestBlock: 3, hotValues: 0 },
    { rule: 'street', pairs: 2, pairsAdded: 1, largestBlock: 2, hotValues: 0 },
  ])
  expect(costOf({ hot: { keys: [hot] } }, 60)).toEqual([
    { rule: 'hot', pairs: 0, pairsAdded: 0, largestBlock: 0, hotValues: 1 },
  ])
})

test('of millions of pairs a sample tells how many a rule adds', () => {
  const random = randomNumbers(3)
  const count = 100_000
  const keysOf = (values: number) =>
    plainColumn(Array.from({ length: count }, () => String(Math.floor(random() * values))))
  const [first, second] = costOf({ first: { keys: [keysOf(4000)] }, second: { keys: [keysOf(4000)] } }, count)

  expect(first?.pairs).toBeGreaterThan(1_000_000)
  expect((first?.pairsAdded ?? 0) / (first?.pairs ?? 1)).toBeCloseTo(1, 1)
  expect((second?.pairsAdded ?? 0) / (second?.pairs ?? 1)).toBeCloseTo(1, 1)
})

test('more pairs than allowed are refused before any is compared, with the rule that costs most', async () => {
  async function* batches() {
    yield await Promise.resolve(customerList(100, 3))
  }
  const matching = matchRecords({ fields: fieldsOf('customer'), batches: batches(), assertions: [] }, customerModel, {
    workerCount: 1,
    pairsMax: 10,
  })

  await expect(matching).rejects.toThrow(
    /Matching customer would compare \d+ pairs; 10 are allowed\. Most come of .*: \d+\./,
  )
})
