import type { Guarantees } from './connector.ts'

/** What a database promises: the values before are part of the statement that writes, and whoever asks sees what was written. */
export const sqlGuarantees: Guarantees = {
  precondition: 'strong',
  honoursIdempotencyKeys: false,
  knowsChangedAt: true,
  knowsDeletions: true,
  createsRecords: true,
}
