import { concatenate } from './compare-pieces.ts'
import type { EncodedRows } from './encode-rows.ts'
import { pairCollector, type WeighedPairs } from './kernel/compare-piece.ts'
import type { Kernel, KernelData } from './kernel/kernel.ts'
import type { PairAssertion } from './match-outcome.ts'

/** What persons said about pairs of the records at hand, as pair keys. */
export interface AssertedPairs {
  readonly same: ReadonlySet<number>
  readonly different: ReadonlySet<number>
}

/** Assertions as pair keys over row positions; those about records that are gone rest until they come back. */
export function assertedPairs(
  assertions: readonly PairAssertion[],
  rows: Pick<EncodedRows, 'recordIds' | 'count'>,
): AssertedPairs {
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

export function keyOf(pairs: WeighedPairs, pair: number, count: number): number {
  return (pairs.left[pair] as number) * count + (pairs.right[pair] as number)
}

/** Adds the asserted pairs that no blocking rule yielded or no threshold kept. */
export function withAsserted(
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
