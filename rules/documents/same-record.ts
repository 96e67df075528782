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
 * Do two records say the same in everything that is compared, lines aside? Most copies do, and nothing needs to be read out of
 * them: one million pairs are asked in a second. A moment speaks only for copies that tell the day themselves.
 */
export function isSameRecord(left: CanonicalRecord, right: CanonicalRecord): boolean {
  for (const field of totals) {
    if (told(left, field) !== told(right, field)) return false
  }
  for (const field of known) {
    if (areContrary(told(left, field), told(right, field))) return false
  }
  if ((told(left, 'orderedOn') === null) !== (told(right, 'orderedOn') === null)) return false
  const [status, otherStatus] = [told(left, 'status'), told(right, 'status')]

  return !areContrary(status, otherStatus) || isCancelled(status) === isCancelled(otherStatus)
}

function told(record: CanonicalRecord, field: string): string | null {
  return record[field] ?? null
}

function areContrary(value: string | null, otherValue: string | null): boolean {
  return value !== otherValue && value !== null && otherValue !== null
}
