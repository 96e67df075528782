import { isCancelled } from '../cancelled-status.ts'
import { isLeft } from './allocate.ts'
import { isBooked } from './payment-status.ts'

/** A line of an approved match as it is tonight; `leftMinor` null: it is gone. */
export interface LineTonight {
  readonly leftMinor: bigint | null
  readonly currency: string | null
  readonly scale: number | null
  readonly status: string | null
}

/** What an approved match takes from one of its lines. */
export interface TakenLine {
  readonly of: 'payment' | 'document'
  readonly line: LineTonight
  readonly takenMinor: bigint
}

/**
 * Why an approved match no longer holds, without values; undefined when it does. It holds as long as its lines are there and in
 * force and as much is left of each as it takes: what changes besides is not what the person decided.
 */
export function approvalLapse(
  match: { readonly currency: string; readonly scale: number },
  lines: readonly TakenLine[],
): string | undefined {
  for (const { of, line, takenMinor } of lines) {
    const { leftMinor, currency, scale, status } = line

    if (leftMinor === null) return `the ${of} is gone`
    if (currency !== match.currency || scale !== match.scale) return `the ${of} is in another currency`
    if (of === 'payment' && !isBooked(status)) return 'the payment is not booked any more'
    if (of === 'document' && isCancelled(status)) return 'the document is cancelled'
    if (!isLeft(takenMinor, leftMinor)) return lacks[of]
  }
  return undefined
}

const lacks = {
  payment: 'the payment is less than what was approved of it',
  document: 'less is to be paid of the document than was approved',
} as const
