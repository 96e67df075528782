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

export function blockEntries({ keys, eachOf }: RuleColumns, recordCount: number): BlockEntries {
  return eachOf === undefined
    ? { count: recordCount, records: undefined, keys }
    : wordEntries(keys, eachOf, recordCount)
}

function wordEntries(keys: readonly MatchColumn[], column: MatchColumn, recordCount: number): BlockEntries {
  const { words, starts, table } = wordsOf(column)
  let count = 0

  for (let record = 0; record < recordCount; record += 1) {
    const code = codeOf(column, record)

    count += (starts[code + 1] as number) - (starts[code] as number)
  }
  const records = new Int32Array(count)
  const wordCodes = new Int32Array(count)
  let entry = 0

  for (let record = 0; record < recordCount; record += 1) {
    const code = codeOf(column, record)

    for (let place = starts[code] as number; place < (starts[code + 1] as number); place += 1) {
      records[entry] = record
      wordCodes[entry] = words[place] as number
      entry += 1
    }
  }

  return { count, records, keys: [columnOf(wordCodes, table), ...keys.map((key) => ofEntries(key, records))] }
}

/** The distinct words of each value: those of a code from `starts[code]` to `starts[code + 1]`. */
function wordsOf({ size, text }: MatchColumn) {
  const table = compactTextTable()
  const starts = new Int32Array(size + 1)
  const words: number[] = []

  for (let code = 1; code < size; code += 1) {
    for (const word of distinctWords(text(code))) words.push(table.codeOf(word))
    starts[code + 1] = words.length
  }

  return { words, starts, table }
}

function ofEntries(key: MatchColumn, records: Int32Array): MatchColumn {
  return columnOf(
    records.map((record) => codeOf(key, record)),
    { size: () => key.size, text: key.text },
  )
}

function codeOf({ codes, stride, offset }: MatchColumn, record: number): number {
  return codes[record * stride + offset] as number
}
