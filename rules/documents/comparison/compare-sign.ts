import { absolute } from '../document-amounts.ts'
import { isNear, type CopyPair } from './copy-pair.ts'
import { amountDifference, type Difference } from './difference.ts'

/**
 * One copy turned the money round: a credit note entered as an invoice. Told when the totals have opposite signs, and either
 * their size or the kind of document says that they are one document.
 */
export function compareSign(pair: CopyPair): Difference | undefined {
  const { reference, other } = pair

  for (const name of ['gross', 'net'] as const) {
    const [value, otherValue] = [reference.amounts[name], other.amounts[name]]

    if (value === null || otherValue === null) continue
    if (value === 0n || otherValue === 0n || value < 0n === otherValue < 0n) return undefined
    if (isOfOneSize(pair) || reference.isCreditNote !== other.isCreditNote) {
      return amountDifference(
        pair,
        { cause: 'sign', field: `${name}Minor`, reason: 'The amounts have opposite signs.' },
        value,
        otherValue,
      )
    }
  }
  return undefined
}

function isOfOneSize(pair: CopyPair): boolean {
  const { reference, other } = pair

  return (['gross', 'net'] as const).some((name) => {
    const [value, otherValue] = [reference.amounts[name], other.amounts[name]]

    return value !== null && otherValue !== null && isNear(pair, absolute(value), absolute(otherValue))
  })
}
