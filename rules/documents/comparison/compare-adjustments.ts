import type { ContentAdjustment, DocumentContent } from '../document-content.ts'
import { delta, isNear, type CopyPair } from './copy-pair.ts'
import { amountDifference, type Difference } from './difference.ts'
import { linesDelta, type LinesCompared } from './compare-lines.ts'

type Kind = 'freight' | 'discount'

const reasons = {
  freight: 'The copies charge different amounts for transport, handling or the like.',
  discount: 'The copies grant different discounts on the document.',
} as const

/** Compares what the heads of two copies add (transport, handling) and take off (discounts), as sums. */
export function compareAdjustments(pair: CopyPair, { moved }: LinesCompared): readonly Difference[] {
  return (['freight', 'discount'] as const).flatMap((kind) => {
    const [value, otherValue] = [pair.reference, pair.other].map((content) => sumOf(content, kind, moved)) as [
      bigint,
      bigint,
    ]

    if (isNear(pair, value, otherValue)) return []
    const areBothTold = isTold(pair.reference, kind) && isTold(pair.other, kind)

    return areBothTold || isWhatTotalsLack(pair, kind, [value, otherValue])
      ? [amountDifference(pair, { cause: kind, field: `${kind}Minor`, reason: reasons[kind] }, value, otherValue)]
      : []
  })
}

/** What the head adds to the net amount, and takes off, all together. */
export function adjustmentsDelta({ reference, other }: CopyPair): bigint {
  return total(other.adjustments) - total(reference.adjustments)
}

function total(adjustments: readonly ContentAdjustment[]): bigint {
  return adjustments.reduce((sum, { amount }) => sum + amount, 0n)
}

/** Positive when transport raises and when a discount lowers the amount. */
function sumOf({ adjustments }: DocumentContent, kind: Kind, moved: ReadonlySet<bigint>): bigint {
  const sum = total(
    adjustments.filter(({ isCharge, amount }) => isCharge === (kind === 'freight') && !moved.has(amount)),
  )

  return kind === 'discount' ? -sum : sum
}

/** E-invoices, which state the sum of their lines, list all they add and take off; a system that keeps no column for it does not. */
function isTold(content: DocumentContent, kind: Kind): boolean {
  return content.amounts.lines !== null || content.adjustments.some(({ isCharge }) => isCharge === (kind === 'freight'))
}

/** The copy that says nothing of it has a net amount that is different by it, once the lines are accounted for. */
function isWhatTotalsLack(pair: CopyPair, kind: Kind, [value, otherValue]: readonly [bigint, bigint]): boolean {
  const gap = delta(pair.reference.amounts.net, pair.other.amounts.net)
  const expected = kind === 'discount' ? value - otherValue : otherValue - value

  return gap !== undefined && isNear(pair, gap - (linesDelta(pair) ?? 0n), expected)
}
