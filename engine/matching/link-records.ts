import type { MatchColumn } from '../../rules/matching/match-column.ts'
import { weightOfProbability } from '../../rules/matching/match-weight.ts'
import { concatenate } from './compare-pieces.ts'
import { cluster } from './cluster/cluster.ts'
import { orderPairs } from './cluster/order-pairs.ts'
import { reasonCodes, separationReasons, type ClusterConstraints } from './cluster/separation.ts'
import type { EncodedRows } from './encode-rows.ts'
import { pairCollector, type WeighedPairs } from './kernel/compare-piece.ts'
import type { Kernel, KernelData } from './kernel/kernel.ts'
import { openColumns } from './kernel/shared-columns.ts'
import { linkVerdicts, type MatchLinks, type MatchOutcome, type PairAssertion } from './match-outcome.ts'

type MatchedRows = Pick<EncodedRows, 'recordIds' | 'count' | 'duplicateFree'>
type Linked = Pick<MatchOutcome, 'clusterOf' | 'links' | 'separationReasons'>

/**
 * How heavy the pairs between two clusters must be on average for a link to join them: odds of 1 to 128. Lower than a link's
 * own, since records of one entity may have little in common but a third. Of -4 to -10 on generated people (100 thousand and
 * 1 million), fake_20000, FEBRL 2 and early-childhood sites this is within 0.004 of the best F1 on each.
 */
const AVERAGE_WEIGHT_MIN = -7

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
  const order = orderPairs(pairs)
  const strong = strongPairs(pairs, order, linkMin, asserted.same, rows.count)
  const constraints = constraintsOf(asserted.different, rows, data)
  const { clusterOf, separatedBy } = cluster({
    recordCount: rows.count,
    links: {
      left: strong.map((pair) => pairs.left[pair] as number),
      right: strong.map((pair) => pairs.right[pair] as number),
      weight: Float64Array.from(strong, (pair) => pairs.weight[pair] as number),
    },
    assertedCount: asserted.same.size,
    constraints,
    weigh: (left, right) => kernel.weigher.weigh(left, right),
    averageMin: Math.min(AVERAGE_WEIGHT_MIN, linkMin),
  })
  const refusals = Int8Array.from(pairs.left, (_, pair) =>
    asserted.different.has(keyOf(pairs, pair, rows.count)) ? reasonCodes.different : TOO_WEAK,
  )

  strong.forEach((pair, link) => {
    refusals[pair] = separatedBy[link] as number
  })

  return {
    clusterOf,
    links: linkColumns(pairs, order, refusals, rows, data.model.comparisons.length),
    separationReasons: separationReasons(constraints.exclusive),
  }
}

/** In `refusals`: no link anyway. */
const TOO_WEAK = -2

/** Pairs that are links: asserted ones first, then by weight. */
function strongPairs(
  pairs: WeighedPairs,
  order: Int32Array,
  linkMin: number,
  same: ReadonlySet<number>,
  count: number,
): Int32Array {
  if (same.size === 0) return order.filter((pair) => (pairs.weight[pair] as number) >= linkMin)
  const isAsserted = (pair: number) => same.has(keyOf(pairs, pair, count))

  return Int32Array.from([
    ...order.filter(isAsserted),
    ...order.filter((pair) => (pairs.weight[pair] as number) >= linkMin && !isAsserted(pair)),
  ])
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

function constraintsOf(
  different: ReadonlySet<number>,
  { count, duplicateFree }: MatchedRows,
  { model, columns, blocks }: KernelData,
): ClusterConstraints {
  const opened = openColumns(columns)
  // Where records are compared across systems only, each system is free of duplicates.
  const systems = duplicateFree ?? blocks.systems

  return {
    different: [...different].map((key) => [Math.floor(key / count), key % count] as const),
    exclusive: [
      ...model.exclusive.map(({ column, within }) => ({
        reason: `two-values-of-${column}`,
        values: codesOf(opened.get(column) as MatchColumn, count),
        scopes: within === undefined ? undefined : codesOf(opened.get(within) as MatchColumn, count),
      })),
      ...(systems === undefined ? [] : [onceWithin(systems)]),
    ],
  }
}

/** A record is the only one of its entity within its system. */
function onceWithin(systems: Int32Array): ClusterConstraints['exclusive'][number] {
  return {
    reason: 'two-records-of-a-duplicate-free-system',
    values: systems.map((system, record) => (system === 0 ? 0 : record + 1)),
    scopes: systems,
  }
}

function codesOf({ codes, stride, offset }: MatchColumn, recordCount: number): Int32Array {
  return Int32Array.from({ length: recordCount }, (_, record) => codes[record * stride + offset] as number)
}

/** The verdict is by the refusal: none, or the reason why a pair is no link. */
function linkColumns(
  pairs: WeighedPairs,
  order: Int32Array,
  refusals: Int8Array,
  rows: MatchedRows,
  comparisonCount: number,
): MatchLinks {
  const idOf = (records: Int32Array) => order.map((pair) => rows.recordIds[records[pair] as number] as number)
  const parts = new Float64Array(pairs.parts.length)

  order.forEach((pair, link) => {
    parts.set(pairs.parts.subarray(pair * comparisonCount, (pair + 1) * comparisonCount), link * comparisonCount)
  })

  return {
    left: idOf(pairs.left),
    right: idOf(pairs.right),
    weight: Float64Array.from(order, (pair) => pairs.weight[pair] as number),
    verdict: Uint8Array.from(order, (pair) =>
      linkVerdicts.indexOf(refusals[pair] === reasonCodes.none ? 'same' : 'possible'),
    ),
    decidingComparison: Uint8Array.from(order, (_, link) => strongestPart(parts, link, comparisonCount)),
    pattern: Float64Array.from(order, (pair) => pairs.pattern[pair] as number),
    parts,
    separatedBy: Int8Array.from(order, (pair) => Math.max(reasonCodes.none, refusals[pair] as number)),
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
