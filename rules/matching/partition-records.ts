import type { MatchColumn } from './match-column.ts'

/** Records that agree with at least one other in all of some columns, group after group. */
export interface RecordPartition {
  /** Records group after group, within a group in their order. */
  readonly members: Int32Array
  /** Group g has the members from `starts[g]` to `starts[g + 1]`. */
  readonly starts: Int32Array
}

/**
 * Sorts the records that agree in all of the columns together; who agrees with nobody is left out. With `needs: all`, a
 * record that misses one of them agrees with nobody; with `any`, only one that misses all, and missing agrees with missing.
 * The records are sorted by the column with the most values and the groups split by the others: no hashing, and what is alone
 * is looked at no more.
 */
export function partitionRecords(
  keys: readonly MatchColumn[],
  recordCount: number,
  needs: 'all' | 'any',
): RecordPartition {
  const [first, ...others] = [...keys].sort((one, other) => other.size - one.size)

  if (first === undefined) return { members: new Int32Array(0), starts: new Int32Array(1) }
  const sorted = sortByCode(candidateCodes(first, others, recordCount, needs), first.size + 1)

  return others.reduce((partition, { codes, stride, offset, size }) => {
    const isSparse = stride > 1
    const dense = isSparse ? denseCodes(codes, stride, offset, recordCount) : codes

    return splitGroups(partition, dense, isSparse ? 0 : offset, size)
  }, sorted)
}

/** The codes of the first column, where missing is a value of its own for a record that has another key; 0 for no candidate. */
function candidateCodes(
  first: MatchColumn,
  others: readonly MatchColumn[],
  recordCount: number,
  needs: 'all' | 'any',
): Int32Array {
  const candidates = denseCodes(first.codes, first.stride, first.offset, recordCount)

  for (const { codes, stride, offset } of others) {
    for (let record = 0, place = offset; record < recordCount; record += 1, place += stride) {
      const isFilled = codes[place] !== 0

      if (needs === 'all' ? !isFilled : isFilled && candidates[record] === 0)
        candidates[record] = needs === 'all' ? 0 : first.size
    }
  }

  return candidates
}

/** A copy of one column, code after code: looked up at random, it stays in the cache. */
function denseCodes(codes: Int32Array, stride: number, offset: number, recordCount: number): Int32Array {
  if (stride === 1) return codes.slice(offset, offset + recordCount)
  const dense = new Int32Array(recordCount)

  for (let record = 0, place = offset; record < recordCount; record += 1, place += stride)
    dense[record] = codes[place] as number

  return dense
}

/** A counting sort. */
function sortByCode(codes: Int32Array, size: number): RecordPartition {
  const next = new Int32Array(size)
  let memberCount = 0
  let groupCount = 0

  for (const code of codes) next[code] = (next[code] as number) + 1
  for (let code = 1; code < size; code += 1) if ((next[code] as number) > 1) groupCount += 1
  const starts = new Int32Array(groupCount + 1)

  groupCount = 0
  next[0] = -1
  for (let code = 1; code < size; code += 1) {
    const count = next[code] as number

    next[code] = count > 1 ? memberCount : -1
    if (count < 2) continue
    memberCount += count
    groupCount += 1
    starts[groupCount] = memberCount
  }
  const members = new Int32Array(memberCount)

  for (let record = 0; record < codes.length; record += 1) {
    const code = codes[record] as number
    const place = next[code] as number

    if (place < 0) continue
    members[place] = record
    next[code] = place + 1
  }

  return { members, starts }
}

/** Splits every group by another column; `codes[record + offset]` is a record's code. */
function splitGroups(
  { members, starts }: RecordPartition,
  codes: Int32Array,
  offset: number,
  size: number,
): RecordPartition {
  const split = new Int32Array(members.length)
  const splitStarts = new Int32Array((members.length >> 1) + 1)
  // A code seen in the group at hand has a part numbered from that group's first one on.
  const partOf = new Int32Array(size).fill(-1)
  const partOfMember = new Int32Array(members.length)
  const next = new Int32Array(members.length)
  let groupCount = 0
  let partCount = 0
  let splitCount = 0

  for (let group = 0; group + 1 < starts.length; group += 1) {
    const from = starts[group] as number
    const to = starts[group + 1] as number
    const firstPart = partCount

    for (let place = from; place < to; place += 1) {
      const code = codes[(members[place] as number) + offset] as number
      let part = partOf[code] as number

      if (part < firstPart) {
        part = partCount
        partOf[code] = part
        partCount += 1
      }
      partOfMember[place] = part
      next[part] = (next[part] as number) + 1
    }
    for (let part = firstPart; part < partCount; part += 1) {
      const count = next[part] as number

      next[part] = count > 1 ? splitCount : -1
      if (count < 2) continue
      splitCount += count
      groupCount += 1
      splitStarts[groupCount] = splitCount
    }
    for (let place = from; place < to; place += 1) {
      const part = partOfMember[place] as number
      const target = next[part] as number

      if (target < 0) continue
      split[target] = members[place] as number
      next[part] = target + 1
    }
  }

  return { members: split.subarray(0, splitCount), starts: splitStarts.subarray(0, groupCount + 1) }
}
