import { reasonCodes } from './cluster/separation.ts'
import type { WeighedPairs } from './kernel/compare-piece.ts'
import { linkVerdicts, type MatchLinks } from './match-outcome.ts'

/** Weighed pairs as the outcome tells them, in the order given; the verdict is by the refusal of each. */
export function linkColumns(
  pairs: WeighedPairs,
  order: Int32Array,
  refusals: Int8Array,
  recordIds: Int32Array,
  isAsserted: (pair: number) => boolean,
  comparisonCount: number,
): MatchLinks {
  const count = order.length
  const links = {
    left: new Int32Array(count),
    right: new Int32Array(count),
    weight: new Float64Array(count),
    verdict: new Uint8Array(count),
    decidingComparison: new Uint8Array(count),
    pattern: new Float64Array(count),
    parts: new Float64Array(pairs.parts.length),
    isAsserted: new Uint8Array(count),
    separatedBy: new Int8Array(count),
  }
  const [possible, same] = [linkVerdicts.indexOf('possible'), linkVerdicts.indexOf('same')]

  for (let link = 0; link < count; link += 1) {
    const pair = order[link] as number
    const refusal = refusals[pair] as number

    links.left[link] = recordIds[pairs.left[pair] as number] as number
    links.right[link] = recordIds[pairs.right[pair] as number] as number
    links.weight[link] = pairs.weight[pair] as number
    links.verdict[link] = refusal === reasonCodes.none ? same : possible
    links.pattern[link] = pairs.pattern[pair] as number
    links.isAsserted[link] = isAsserted(pair) ? 1 : 0
    links.separatedBy[link] = Math.max(reasonCodes.none, refusal)
    for (let index = 0; index < comparisonCount; index += 1)
      links.parts[link * comparisonCount + index] = pairs.parts[pair * comparisonCount + index] as number
    links.decidingComparison[link] = strongestPart(links.parts, link, comparisonCount)
  }

  return links
}

function strongestPart(parts: Float64Array, link: number, comparisonCount: number): number {
  const from = link * comparisonCount
  let strongest = 0

  for (let index = 1; index < comparisonCount; index += 1) {
    if ((parts[from + index] as number) > (parts[from + strongest] as number)) strongest = index
  }

  return strongest
}
