import { groupRecords } from '../../../rules/matching/group-records.ts'
import type { MatchColumn, MatchColumns } from '../../../rules/matching/match-column.ts'
import type { MatchModel } from '../../../rules/matching/match-model.ts'
import { blockEntries, ruleColumns, type BlockingRule } from '../kernel/block-entries.ts'
import { hashAll, hashText } from './hash-text.ts'

/**
 * The block keys of all records: those of record r are `keys[starts[r]]` to `keys[starts[r + 1]]`, and `rules` says of which
 * rule each is. A key is a hash of what the record has in the rule's columns, so it is the same tonight and next year.
 */
export interface BlockKeys {
  readonly starts: Int32Array
  readonly keys: Float64Array
  readonly rules: Uint16Array
}

/** Entries of one rule, as the kernel blocks them. */
export interface KeyedRule {
  readonly count: number
  recordOf(entry: number): number
  hasKey(entry: number): boolean
  /** -1: without a key. */
  keyOf(entry: number): number
  /** Entries by their real keys, whatever the hashes say. */
  groups(): { readonly groupOf: Int32Array; readonly firsts: Int32Array; readonly sizes: Int32Array }
}

/** A key's high part names its page of the store, so pages are a power of two; see pack-block-keys.ts. */
export function keyedRule(
  model: MatchModel,
  rule: number,
  columns: MatchColumns,
  recordCount: number,
  pageCount: number,
): KeyedRule {
  const { count, records, keys } = blockEntries(
    ruleColumns(model.blockingRules[rule] as BlockingRule, columns),
    recordCount,
  )
  const hashes = keys.map(textHashes)
  const parts = keys.map(() => 0)

  return {
    count,
    recordOf: (entry) => (records === undefined ? entry : (records[entry] as number)),
    hasKey(entry) {
      for (const { codes, stride, offset } of keys) if (codes[entry * stride + offset] === 0) return false

      return true
    },
    keyOf(entry) {
      for (let part = 0; part < keys.length; part += 1) {
        const { codes, stride, offset } = keys[part] as MatchColumn
        const code = codes[entry * stride + offset] as number

        if (code === 0) return -1
        parts[part] = (hashes[part] as (code: number) => number)(code)
      }

      return onPage(hashAll(rule, parts), pageCount)
    },
    groups: () => groupRecords(keys, count, 'all'),
  }
}

/** Keys of all rules and records. */
export function blockKeys(model: MatchModel, columns: MatchColumns, recordCount: number, pageCount: number): BlockKeys {
  const rules = model.blockingRules.map((_, rule) => keyedRule(model, rule, columns, recordCount, pageCount))
  const starts = new Int32Array(recordCount + 1)

  for (const { count, recordOf, hasKey } of rules) {
    for (let entry = 0; entry < count; entry += 1) {
      const record = recordOf(entry)

      if (hasKey(entry)) starts[record + 1] = (starts[record + 1] as number) + 1
    }
  }
  for (let record = 0; record < recordCount; record += 1)
    starts[record + 1] = (starts[record + 1] as number) + (starts[record] as number)
  const next = starts.slice()
  const keys = new Float64Array(starts[recordCount] as number)
  const ruleOf = new Uint16Array(keys.length)

  rules.forEach((rule, index) =>
    eachKey(rule, (record, key) => {
      const place = next[record] as number

      keys[place] = key
      ruleOf[place] = index
      next[record] = place + 1
    }),
  )

  return { starts, keys, rules: ruleOf }
}

function eachKey({ count, recordOf, keyOf }: KeyedRule, visit: (record: number, key: number) => void): void {
  for (let entry = 0; entry < count; entry += 1) {
    const key = keyOf(entry)

    if (key !== -1) visit(recordOf(entry), key)
  }
}

/** Every distinct value is hashed once. */
function textHashes({ size, text }: MatchColumn): (code: number) => number {
  const hashes = new Float64Array(size).fill(-1)

  return (code) => {
    const known = hashes[code] as number

    return known === -1 ? (hashes[code] = hashText(text(code))) : known
  }
}

/** The hash with as much of its high part as there are pages. */
function onPage(hash: number, pageCount: number): number {
  return (Math.floor(hash / 2 ** 32) & (pageCount - 1)) * 2 ** 32 + (hash >>> 0)
}
