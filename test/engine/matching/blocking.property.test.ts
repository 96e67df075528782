import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allocateBlocks, blockRecords } from '../../../engine/matching/kernel/block-records.ts'
import { comparePiece } from '../../../engine/matching/kernel/compare-piece.ts'
import { columnOf, type MatchColumn } from '../../../rules/matching/match-column.ts'
import { defaultModels } from '../../../rules/matching/default-model.ts'

const BLOCK_SIZE_MAX = 4
const codesColumn = (codes: readonly number[]) => columnOf(Int32Array.from(codes), { size: () => 4, text: String })
const code = fc.integer({ min: 0, max: 3 })
const records = fc.array(fc.tuple(code, code, code), { maxLength: 25 })
const rules = [[0], [1, 2], [2]]

const isComplete = (record: readonly number[], keys: readonly number[]) => keys.every((key) => record[key] !== 0)
const share = (left: readonly number[], right: readonly number[], keys: readonly number[]) =>
  isComplete(left, keys) && keys.every((key) => left[key] === right[key])

test('the pairs compared are those a look at every pair would find, each once and under its first rule', () => {
  fc.assert(
    fc.property(records, (rows) => {
      const columns = [0, 1, 2].map((key) => codesColumn(rows.map((row) => row[key] as number)))
      const blocks = allocateBlocks(rows.length, rules.length)

      rules.forEach((keys, rule) => {
        blockRecords(
          keys.map((key) => columns[key] as MatchColumn),
          BLOCK_SIZE_MAX,
          rule,
          blocks,
          rows.length,
        )
      })
      const found = blocks.rules.flatMap(({ counts }, rule) => pairsOf(rule, counts[0] as number, blocks))

      expect(found.sort()).toEqual(naivePairs(rows).sort())
    }),
  )
})

function pairsOf(rule: number, to: number, blocks: Parameters<typeof comparePiece>[1]): string[] {
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

  comparePiece({ rule, from: 0, to }, blocks, defaultModels.customer, weigher, 0)

  return pairs
}

function naivePairs(rows: readonly (readonly number[])[]): string[] {
  return rows.flatMap((left, one) =>
    rows.slice(one + 1).flatMap((right, distance) => {
      const rule = rules.findIndex(
        (keys) => share(left, right, keys) && rows.filter((row) => share(left, row, keys)).length <= BLOCK_SIZE_MAX,
      )

      return rule === -1 ? [] : [`${rule}: ${one} ${one + 1 + distance}`]
    }),
  )
}

test('a value shared by too many records is named, not compared', () => {
  const hot = blockRecords([codesColumn([1, 1, 1, 1, 1, 2, 2])], BLOCK_SIZE_MAX, 0, allocateBlocks(7, 1), 7)

  expect(hot).toEqual([{ record: 0, count: 5 }])
})
