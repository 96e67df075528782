import { columnOf, type MatchColumn, type MatchColumns } from '../../../rules/matching/match-column.ts'
import type { MatchModel } from '../../../rules/matching/match-model.ts'
import { distinctWords } from '../../../rules/matching/rarest-words.ts'
import { compactTextTable } from './text-table.ts'

export type BlockingRule = MatchModel['blockingRules'][number]

/** The columns of a blocking rule. */
export interface RuleColumns {
  readonly keys: readonly MatchColumn[]
  /** A column of which every word makes a key of its own. */
  readonly eachOf?: MatchColumn | undefined
}

/** What is put into blocks: a record by its keys, or once for each of its words. Entries of one record follow each other. */
export interface BlockEntries {
  readonly count: number
  /** The record of each entry; undefined where entry r is record r. */
  readonly records: Int32Array | undefined
  readonly keys: readonly MatchColumn[]
}

export function ruleColumns(rule: BlockingRule, columns: MatchColumns): RuleColumns {
  return {
    keys: rule.keys.map((key) => columns.get(key) as MatchColumn),
    eachOf: rule.eachOf === undefined ? undefined : columns.get(rule.eachOf),
  }
}

/** How many entries a rule makes at most. */
export function countEntries({ eachOf }: RuleColumns, recordCount: number): number {
  if (eachOf === undefined) return recordCount
  const words = wordsPerCode(eachOf)
  let entries = 0

  for (let record = 0; record < recordCount; record += 1) entries += words[codeOf(eachOf, record)] as number

  return entries
}

export function blockEntries({ keys, eachOf }: RuleColumns, recordCount: number): BlockEntries {
  return eachOf === undefined
    ? { count: recordCount, records: undefined, keys }
    : wordEntries(keys, eachOf, recordCount)
}

function wordEntries(keys: readonly MatchColumn[], column: MatchColumn, recordCount: number): BlockEntries {
  const table = compactTextTable()
  const words = Array.from({ length: column.size }, (_, code) =>
    code === 0 ? [] : distinctWords(column.text(code)).map((word) => table.codeOf(word)),
  )
  const count = countEntries({ keys, eachOf: column }, recordCount)
  const records = new Int32Array(count)
  const wordCodes = new Int32Array(count)
  let entry = 0

  for (let record = 0; record < recordCount; record += 1) {
    for (const word of words[codeOf(column, record)] as readonly number[]) {
      records[entry] = record
      wordCodes[entry] = word
      entry += 1
    }
  }

  return {
    count,
    records,
    keys: [columnOf(wordCodes, table), ...keys.map((key) => ofEntries(key, records))],
  }
}

function ofEntries(key: MatchColumn, records: Int32Array): MatchColumn {
  return columnOf(
    records.map((record) => codeOf(key, record)),
    { size: () => key.size, text: key.text },
  )
}

function wordsPerCode({ size, text }: MatchColumn): Int32Array {
  return Int32Array.from({ length: size }, (_, code) => (code === 0 ? 0 : distinctWords(text(code)).length))
}

function codeOf({ codes, stride, offset }: MatchColumn, record: number): number {
  return codes[record * stride + offset] as number
}
