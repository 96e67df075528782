import { absolute } from '../document-amounts.ts'
import { isNear, type CopyPair } from './copy-pair.ts'
import { amountDifference, type Difference } from './difference.ts'

/**
 * One copy turned the money round: a credit note entered as an invoice. Told when the totals have opposite signs, and either
 * their size or the kind of document says that they are one document.
 */
export function compareSign(pair: CopyPair): Difference | undefined {
  const { reference, other } = pair

  const opposed = (['gross', 'net'] as const).filter((name) => signs(pair, name) === 'opposite')
  const [name] = opposed

  if (name === undefined || (['gross', 'net'] as const).some((one) => signs(pair, one) === 'same')) return undefined
  if (!isOfOneSize(pair) && reference.isCreditNote === other.isCreditNote) return undefined
  return amountDifference(
    pair,
    { cause: 'sign', field: `${name}Minor`, reason: 'The amounts have opposite signs.' },
    reference.amounts[name],
    other.amounts[name],
  )
}

function signs({ reference, other }: CopyPair, name: 'gross' | 'net'): 'same' | 'opposite' | undefined {
  const [value, otherValue] = [reference.amounts[name] ?? 0n, other.amounts[name] ?? 0n]

  if (value === 0n || otherValue === 0n) return undefined
  return value < 0n === otherValue < 0n ? 'same' : 'opposite'
}

function isOfOneSize(pair: CopyPair): boolean {
  const { reference, other } = pair

  return (['gross', 'net'] as const).some((name) => {
    const [value, otherValue] = [reference.amounts[name], other.amounts[name]]

    return value !== null && otherValue !== null && isNear(pair, absolute(value), absolute(otherValue))
  })
}
