import type { CanonicalRecord } from '../entity/entity.ts'
import { isCancelled } from './cancelled-status.ts'

const totals = ['currency', 'scale', 'netMinor', 'vatMinor', 'grossMinor'] as const

/** Fields that are compared only where both copies know them. */
const known = [
  'issuedOn',
  'orderedOn',
  'orderedAt',
  'taxPointOn',
  'dueOn',
  'documentType',
  'vatRate',
  'freightMinor',
  'discountMinor',
  'prepaidMinor',
  'payableMinor',
  'exchangeRate',
  'exchangeCurrency',
] as const

/**
 * Do two records without lines say the same in everything that is compared? Most copies do, and nothing needs to be read out of
 * them: one million pairs are asked in a second. A moment speaks only for copies that tell the day themselves.
 */
export function isSameRecord(left: CanonicalRecord, right: CanonicalRecord): boolean {
  for (const field of totals) {
    if ((left[field] ?? null) !== (right[field] ?? null)) return false
  }
  for (const field of known) {
    const [value, otherValue] = [left[field] ?? null, right[field] ?? null]

    if (value !== otherValue && value !== null && otherValue !== null) return false
  }
  if (((left['orderedOn'] ?? null) === null) !== ((right['orderedOn'] ?? null) === null)) return false
  const [status, otherStatus] = [left['status'] ?? null, right['status'] ?? null]

  return (
    status === otherStatus ||
    status === null ||
    otherStatus === null ||
    isCancelled(status) === isCancelled(otherStatus)
  )
}
