import { absolute } from '../document-amounts.ts'
import type { DocumentContent } from '../document-content.ts'
import { isNear, type CopyPair } from './copy-pair.ts'
import { amountDifference, type Difference } from './difference.ts'

/** What is left to pay: the total less what was paid before, rounded where the document says so. */
export function comparePayable(pair: CopyPair): readonly Difference[] {
  const { reference, other } = pair
  const prepaid = compareBefore(pair, 'prepaid')
  const rounding = compareBefore(pair, 'rounding')
  const said = [prepaid, rounding].filter((found) => found !== undefined)
  const [value, otherValue] = [reference.amounts.payable, other.amounts.payable]

  if (value === null || otherValue === null || isNear(pair, value, otherValue)) return said
  const [expected, otherExpected] = [reference, other].map(expectedPayable)

  if (expected === undefined || otherExpected === undefined) return said
  if (isNear(pair, otherValue - value, otherExpected - expected)) return said
  const [residual, otherResidual] = [absolute(value - expected), absolute(otherValue - otherExpected)]
  const isPrepaidKnown = reference.amounts.prepaid !== null && other.amounts.prepaid !== null

  const found = isPrepaidKnown
    ? ({
        cause: 'contradiction',
        field: 'payableMinor',
        deviating: residual > otherResidual ? 'reference' : 'other',
        evidence: { rule: 'BR-CO-16' },
        reason: 'Total, advance payment and rounding agree, and the amount to pay does not follow from them.',
      } as const)
    : ({
        cause: 'prepaid',
        field: 'payableMinor',
        reason: 'The totals agree, and less is left to pay in one copy; not both tell what was paid before.',
      } as const)

  return [...said, amountDifference(pair, found, value, otherValue)]
}

/** What both copies say was paid before, or rounded off; a copy that says nothing of rounding rounds nothing. */
function compareBefore(pair: CopyPair, name: 'prepaid' | 'rounding'): Difference | undefined {
  const [value, otherValue] = [pair.reference, pair.other].map(({ amounts }) =>
    name === 'rounding' && amounts.prepaid !== null ? (amounts.rounding ?? 0n) : amounts[name],
  ) as [bigint | null, bigint | null]

  if (value === null || otherValue === null || isNear(pair, value, otherValue)) return undefined
  return amountDifference(
    pair,
    {
      cause: 'prepaid',
      field: `${name}Minor`,
      reason: name === 'prepaid' ? 'The advance payments differ.' : 'The amount to pay is rounded differently.',
    },
    value,
    otherValue,
  )
}

function expectedPayable({ amounts }: DocumentContent): bigint | undefined {
  return amounts.gross === null ? undefined : amounts.gross - (amounts.prepaid ?? 0n) + (amounts.rounding ?? 0n)
}
