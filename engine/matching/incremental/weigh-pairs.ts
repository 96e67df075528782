import { pairCollector, type WeighedPairs } from '../kernel/compare-piece.ts'
import type { Kernel, KernelData } from '../kernel/kernel.ts'

/** Weighs pairs given as `left * count + right` and keeps those above the review threshold. */
export function weighPairs(
  pairs: Iterable<number>,
  { model, weightMin, count }: KernelData,
  { weigher }: Kernel,
): WeighedPairs {
  const kept = pairCollector(model)

  for (const pair of pairs) {
    const left = Math.floor(pair / count)
    const right = pair % count
    const weight = weigher.weigh(left, right, weightMin)

    if (weight >= weightMin) kept.add(left, right, weight, weigher)
  }

  return kept.take()
}
