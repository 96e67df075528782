import type { MatchColumn } from '../../rules/matching/match-column.ts'
import { weightOfProbability } from '../../rules/matching/match-weight.ts'
import { concatenate } from './compare-pieces.ts'
import { cluster, type ClusterConstraints } from './cluster.ts'
import type { EncodedRows } from './encode-rows.ts'
import { pairCollector, type WeighedPairs } from './kernel/compare-piece.ts'
import type { Kernel, KernelData } from './kernel/kernel.ts'
import { openColumns } from './kernel/shared-columns.ts'
import { linkVerdicts, type MatchLinks, type MatchOutcome, type PairAssertion } from './match-outcome.ts'

type MatchedRows = Pick<EncodedRows, 'recordIds' | 'count'>
type Linked = Pick<MatchOutcome, 'clusterOf' | 'links' | 'separationReasons'>

/** Joins the weighed pairs into clusters. What a person asserted comes first, is always a link, and is weighed like any other pair. */
export function linkRecords(
  compared: WeighedPairs,
  assertions: readonly PairAssertion[],
  rows: MatchedRows,
  kernel: Kernel,
  data: KernelData,
): Linked {
  const asserted = positionsOf(assertions, rows)
  const pairs = withAsserted(compared, asserted.same, data, kernel)
  const linkMin = weightOfProbability(data.model.linkAbove)
  const order = orderLinks(pairs, asserted.same, rows.count)
  const strong = order.filter(
    (pair) => (pairs.weight[pair] as number) >= linkMin || asserted.same.has(keyOf(pairs, pair, rows.count)),
  )
  const clusters = cluster(
    rows.count,
    {
      left: strong.map((pair) => pairs.left[pair] as number),
      right: strong.map((pair) => pairs.right[pair] as number),
    },
    constraintsOf(asserted.different, rows.count, data),
    asserted.same.size,
  )
  const refusals = Int8Array.from(pairs.left, (_, pair) =>
    asserted.different.has(keyOf(pairs, pair, rows.count)) ? 0 : -2,
  )

  strong.forEach((pair, link) => {
    refusals[pair] = clusters.separatedBy[link] as number
  })

  return {
    clusterOf: clusters.clusterOf,
    links: linkColumns(pairs, refusals, rows, data.model.comparisons.length),
    separationReasons: ['asserted-different', ...data.model.exclusive.map(({ column }) => `differing-${column}`)],
  }
}

interface AssertedPairs {
  readonly same: ReadonlySet<number>
  readonly different: ReadonlySet<number>
}

/** Assertions as pair keys over row positions; those about records that are gone rest until they come back. */
function positionsOf(assertions: readonly PairAssertion[], rows: MatchedRows): AssertedPairs {
  const same = new Set<number>()
  const different = new Set<number>()

  if (assertions.length === 0) return { same, different }
  const positions = new Map(Array.from(rows.recordIds, (recordId, row) => [recordId, row]))

  for (const { left, right, verdict } of assertions) {
    const one = positions.get(left)
    const other = positions.get(right)

    if (one === undefined || other === undefined || one === other) continue
    const target = verdict === 'same' ? same : different

    target.add(Math.min(one, other) * rows.count + Math.max(one, other))
  }
  for (const key of different) same.delete(key)

  return { same, different }
}

function keyOf(pairs: WeighedPairs, pair: number, count: number): number {
  return (pairs.left[pair] as number) * count + (pairs.right[pair] as number)
}

/** Adds the asserted pairs that no blocking rule yielded or no threshold kept. */
function withAsserted(
  compared: WeighedPairs,
  same: ReadonlySet<number>,
  { model, count: recordCount }: KernelData,
  kernel: Kernel,
): WeighedPairs {
  if (same.size === 0) return compared
  const present = new Set<number>()
  const added = pairCollector(model)

  compared.left.forEach((_, pair) => {
    const key = keyOf(compared, pair, recordCount)

    if (same.has(key)) present.add(key)
  })
  for (const key of same) {
    if (present.has(key)) continue
    const left = Math.floor(key / recordCount)
    const right = key % recordCount

    added.add(left, right, kernel.weigher.weigh(left, right), kernel.weigher)
  }

  return concatenate([compared, added.take()])
}

/** Asserted pairs first, then by weight; ties by the labels of the records, so that no arrival order shows. */
function orderLinks(pairs: WeighedPairs, same: ReadonlySet<number>, count: number): Int32Array {
  const { left, right, weight } = pairs
  const rank = (pair: number) => (same.size > 0 && same.has(keyOf(pairs, pair, count)) ? 0 : 1)

  return Int32Array.from(left, (_, pair) => pair).sort(
    (one, other) =>
      rank(one) - rank(other) ||
      (weight[other] as number) - (weight[one] as number) ||
      (left[one] as number) - (left[other] as number) ||
      (right[one] as number) - (right[other] as number),
  )
}

function constraintsOf(
  different: ReadonlySet<number>,
  recordCount: number,
  { model, columns }: KernelData,
): ClusterConstraints {
  const opened = openColumns(columns)

  return {
    different: [...different].map((key) => [Math.floor(key / recordCount), key % recordCount] as const),
    exclusive: model.exclusive.map(({ column, within }) => ({
      values: codesOf(opened.get(column) as MatchColumn, recordCount),
      scopes: within === undefined ? undefined : codesOf(opened.get(within) as MatchColumn, recordCount),
    })),
  }
}

function codesOf({ codes, stride, offset }: MatchColumn, recordCount: number): Int32Array {
  return Int32Array.from({ length: recordCount }, (_, record) => codes[record * stride + offset] as number)
}

/** -2 in `refusals`: too weak to be a link; -1: a link; else the reason why not. */
function linkColumns(pairs: WeighedPairs, refusals: Int8Array, rows: MatchedRows, comparisonCount: number): MatchLinks {
  const order = orderLinks(pairs, new Set(), rows.count)
  const idOf = (records: Int32Array) => order.map((pair) => rows.recordIds[records[pair] as number] as number)
  const parts = new Float64Array(pairs.parts.length)

  order.forEach((pair, link) => {
    parts.set(pairs.parts.subarray(pair * comparisonCount, (pair + 1) * comparisonCount), link * comparisonCount)
  })

  return {
    left: idOf(pairs.left),
    right: idOf(pairs.right),
    weight: Float64Array.from(order, (pair) => pairs.weight[pair] as number),
    verdict: Uint8Array.from(order, (pair) => linkVerdicts.indexOf(refusals[pair] === -1 ? 'same' : 'possible')),
    decidingComparison: Uint8Array.from(order, (_, link) => strongestPart(parts, link, comparisonCount)),
    pattern: Float64Array.from(order, (pair) => pairs.pattern[pair] as number),
    parts,
    separatedBy: Int8Array.from(order, (pair) => Math.max(-1, refusals[pair] as number)),
  }
}

function strongestPart(parts: Float64Array, link: number, comparisonCount: number): number {
  const from = link * comparisonCount
  let strongest = 0

  for (let index = 1; index < comparisonCount; index += 1) {
    if ((parts[from + index] as number) > (parts[from + strongest] as number)) strongest = index
  }

  return strongest
}
