import { pageOfKey, type PackedBlockKeys } from '../../store/matching/block-keys.ts'
import type { BlockKeys } from './block-keys.ts'

/** Keys of one page on average: a night reads a page for a few of its keys. */
const KEYS_PER_PAGE = 64
/** A key's high part has 21 bits. */
const PAGES_MAX = 2 ** 21

/** Pages for so many keys: a power of two. */
export function pageCountFor(keyCount: number): number {
  return Math.min(PAGES_MAX, 2 ** Math.max(0, Math.ceil(Math.log2(keyCount / KEYS_PER_PAGE))))
}

/** A key that more records have than are compared pair by pair. */
export interface HotBlockKey {
  readonly key: number
  readonly rule: number
  readonly recordCount: number
}

export interface PackedKeys {
  readonly packed: PackedBlockKeys
  readonly hot: readonly HotBlockKey[]
}

/** Sorts the keys of all records by page, for the store, and finds those that too many records have. */
export function packBlockKeys(
  { starts, keys, rules }: BlockKeys,
  recordIds: Int32Array,
  pageCount: number,
  blockSizeMax: number,
): PackedKeys {
  const pageStarts = pageStartsOf(keys, pageCount)
  const next = pageStarts.slice()
  const entries = new Int32Array(2 * keys.length)
  const ruleOf = new Uint16Array(keys.length)

  for (let record = 0; record < recordIds.length; record += 1) {
    for (let key = starts[record] as number; key < (starts[record + 1] as number); key += 1) {
      const page = pageOfKey(keys[key] as number)
      const place = next[page] as number

      entries[2 * place] = (keys[key] as number) | 0
      entries[2 * place + 1] = recordIds[record] as number
      ruleOf[place] = rules[key] as number
      next[page] = place + 1
    }
  }

  return { packed: { starts: pageStarts, entries }, hot: hotKeysOf(pageStarts, entries, ruleOf, blockSizeMax) }
}

function pageStartsOf(keys: Float64Array, pageCount: number): Int32Array {
  const starts = new Int32Array(pageCount + 1)

  for (const key of keys) {
    const page = pageOfKey(key)

    starts[page + 1] = (starts[page + 1] as number) + 1
  }
  for (let page = 0; page < pageCount; page += 1)
    starts[page + 1] = (starts[page + 1] as number) + (starts[page] as number)

  return starts
}

/** Only a page with that many entries can hold a hot key. */
function hotKeysOf(
  starts: Int32Array,
  entries: Int32Array,
  ruleOf: Uint16Array,
  blockSizeMax: number,
): readonly HotBlockKey[] {
  const hot: HotBlockKey[] = []

  for (let page = 0; page < starts.length - 1; page += 1) {
    const [from, to] = [starts[page] as number, starts[page + 1] as number]

    if (to - from <= blockSizeMax) continue
    const counts = new Map<number, number>()
    const rules = new Map<number, number>()

    for (let place = from; place < to; place += 1) {
      const low = entries[2 * place] as number

      counts.set(low, (counts.get(low) ?? 0) + 1)
      rules.set(low, ruleOf[place] as number)
    }
    for (const [low, recordCount] of counts)
      if (recordCount > blockSizeMax)
        hot.push({ key: page * 2 ** 32 + (low >>> 0), rule: rules.get(low) as number, recordCount })
  }

  return hot
}
