import type { Guarantees } from './connector.ts'

/**
 * What a file can promise. Nobody can ask it whether a record still has its before-value, so every correction needs a
 * person; a whole file without a record does mean that the record is gone.
 */
export const fileGuarantees: Guarantees = {
  precondition: 'none',
  honoursIdempotencyKeys: false,
  knowsChangedAt: true,
  knowsDeletions: true,
  createsRecords: false,
}
