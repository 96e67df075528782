import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RuleColumns } from '../../../engine/matching/kernel/block-entries.ts'
import {
  allocateBlocks,
  blockRecords,
  pairsBetween,
  type Blocks,
} from '../../../engine/matching/kernel/block-records.ts'
import { comparePiece } from '../../../engine/matching/kernel/compare-piece.ts'
import { plainColumn } from '../../../rules/matching/match-column.ts'
import { defaultModels } from '../../../rules/matching/default-model.ts'

const BLOCK_SIZE_MAX = 4
const PAIRS_MAX = 6

interface Row {
  readonly town: string | null
  readonly street: string | null
  readonly name: string | null
  readonly system: number
}

const value = fc.constantFrom(null, 'x', 'y', 'z')
const name = fc
  .array(fc.constantFrom('ann', 'bob', 'cid', 'dan'), { maxLength: 4 })
  .map((words) => words.join(' ') || null)
const rows = fc.array(fc.record<Row>({ town: value, street: value, name, system: fc.nat(2) }), { maxLength: 25 })

/** Per rule the keys of a record. */
const rules: readonly ((row: Row) => readonly string[])[] = [
  ({ town, street }) => (town === null || street === null ? [] : [`${town} ${street}`]),
  ({ name: words }) => words?.split(' ') ?? [],
  ({ town }) => (town === null ? [] : [town]),
  ({ name: words, street }) => (street === null ? [] : (words?.split(' ').map((word) => `${street} ${word}`) ?? [])),
  ({ name: words }) => (words === null ? [] : [words]),
]

function columnsOf(list: readonly Row[]): readonly RuleColumns[] {
  const town = plainColumn(list.map((row) => row.town))
  const street = plainColumn(list.map((row) => row.street))
  const words = plainColumn(list.map((row) => row.name))

  return [
    { keys: [town, street] },
    { keys: [], eachOf: words },
    { keys: [town] },
    { keys: [street], eachOf: words },
    { keys: [words] },
  ]
}

function block(list: readonly Row[], isAcrossOnly: boolean): Blocks {
  const columns = columnsOf(list)
  const systems = isAcrossOnly ? Int32Array.from(list, ({ system }) => system) : undefined
  const blocks = allocateBlocks(list.length, columns.length, systems)

  columns.forEach((column, rule) => {
    blocks.rules[rule] = blockRecords(column, BLOCK_SIZE_MAX, rule, blocks, list.length).blocks
  })

  return blocks
}

test('the pairs compared are those a look at every pair would find, each once and under its first rule', () => {
  fc.assert(
    fc.property(rows, fc.boolean(), (list, isAcrossOnly) => {
      const blocks = block(list, isAcrossOnly)
      const found = blocks.rules.flatMap((_, rule) => pairsOf(rule, blocks))

      expect(found.sort()).toEqual(naivePairs(list, isAcrossOnly).sort())
    }),
  )
})

test('the pairs announced of a rule are those of its blocks, a pair once for each block it shares', () => {
  fc.assert(
    fc.property(rows, fc.boolean(), (list, isAcrossOnly) => {
      const announced = block(list, isAcrossOnly).rules.map((rule) => pairsBetween(rule, 0, rule.counts[0] as number))
      const expected = rules.map((_, rule) =>
        pairsOfList(list).reduce(
          (sum, [one, other]) => sum + sharedKeys(list, rule, one, other, isAcrossOnly).length,
          0,
        ),
      )

      expect(announced).toEqual(expected)
    }),
  )
})

function pairsOf(rule: number, blocks: Blocks): string[] {
  const pairs: string[] = []
  const weigher = {
    prior: 0,
    levels: new Uint8Array(8),
    parts: new Float64Array(8),
    weigh(left: number, right: number) {
      pairs.push(`${rule}: ${left} ${right}`)

      return -1
    },
  }

  comparePiece(
    { rule, from: 0, to: blocks.rules[rule]?.counts[0] as number },
    blocks,
    defaultModels.customer,
    weigher,
    0,
  )

  return pairs
}

function naivePairs(list: readonly Row[], isAcrossOnly: boolean): string[] {
  return pairsOfList(list).flatMap(([one, other]) => {
    const rule = rules.findIndex((_, index) => sharedKeys(list, index, one, other, isAcrossOnly).length > 0)

    return rule === -1 ? [] : [`${rule}: ${one} ${other}`]
  })
}

function pairsOfList(list: readonly Row[]): (readonly [number, number])[] {
  return list.flatMap((_, one) => list.slice(one + 1).map((__, distance) => [one, one + 1 + distance] as const))
}

/** Keys of a rule by which two records are to be compared: shared, and not by too many. */
function sharedKeys(list: readonly Row[], rule: number, one: number, other: number, isAcrossOnly: boolean): string[] {
  const keysOf = rules[rule] as (row: Row) => readonly string[]
  const isWanted = (left: Row, right: Row) => !isAcrossOnly || left.system !== right.system
  const [left, right] = [list[one] as Row, list[other] as Row]

  if (!isWanted(left, right)) return []

  return [...new Set(keysOf(left))].filter((key) => {
    const mates = list.filter((row) => keysOf(row).includes(key))
    const pairs = pairsOfList(mates).filter(([from, to]) => isWanted(mates[from] as Row, mates[to] as Row))

    return keysOf(right).includes(key) && pairs.length <= PAIRS_MAX
  })
}

test('a value shared by too many records is named, not compared', () => {
  const columns = { keys: [plainColumn(['x', 'x', 'x', 'x', 'x', 'y', 'y'])] }
  const { hotKeys } = blockRecords(columns, BLOCK_SIZE_MAX, 0, allocateBlocks(7, 1), 7)

  expect(hotKeys).toEqual([{ record: 0, count: 5 }])
})

test('a value of many records of one system is compared with the few of another', () => {
  const columns = { keys: [plainColumn(['x', 'x', 'x', 'x', 'x', 'x', 'x'])] }
  const blocks = allocateBlocks(7, 1, Int32Array.of(1, 1, 1, 1, 1, 1, 2))
  const found = blockRecords(columns, BLOCK_SIZE_MAX, 0, blocks, 7)

  blocks.rules[0] = found.blocks
  expect(found.hotKeys).toEqual([])
  expect(pairsOf(0, blocks)).toHaveLength(6)
})
