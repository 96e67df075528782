import type { ColumnProfile } from './column-profile.ts'
import type { ColumnRole } from './column-role.ts'

/** A column of a table nobody described, and what it is taken for. */
export interface ColumnUse {
  readonly profile: ColumnProfile
  readonly role: ColumnRole
}
