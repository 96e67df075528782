import { absolute } from '../document-amounts.ts'
import type { DocumentContent } from '../document-content.ts'
import { isNear, type CopyPair } from './copy-pair.ts'
import { amountDifference, type Difference } from './difference.ts'

/** What is left to pay: the total less what was paid before, rounded where the document says so. */
export function comparePayable(pair: CopyPair): readonly Difference[] {
  const { reference, other } = pair
  const prepaid = compareBefore(pair, 'prepaid')
  const rounding = compareBefore(pair, 'rounding')
  const before = [prepaid, rounding].filter((found) => found !== undefined)
  const [value, otherValue] = [reference.amounts.payable, other.amounts.payable]

  if (value === null || otherValue === null || isNear(pair, value, otherValue)) return before
  const [expected, otherExpected] = [reference, other].map(expectedPayable)

  if (expected === undefined || otherExpected === undefined) return before
  if (isNear(pair, otherValue - value, otherExpected - expected)) return before
  const [residual, otherResidual] = [absolute(value - expected), absolute(otherValue - otherExpected)]
  const isPrepaidKnown = said(reference, 'prepaid') !== null && said(other, 'prepaid') !== null

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

  return [...before, amountDifference(pair, found, value, otherValue)]
}

/** What both copies say was paid before, or rounded off. */
function compareBefore(pair: CopyPair, name: 'prepaid' | 'rounding'): Difference | undefined {
  const [value, otherValue] = [said(pair.reference, name), said(pair.other, name)]

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

/** An e-invoice, which states the sum of its lines, leaves out what is zero; a system without the column says nothing. */
function said({ amounts }: DocumentContent, name: 'prepaid' | 'rounding'): bigint | null {
  return amounts[name] ?? (amounts.lines === null ? null : 0n)
}
