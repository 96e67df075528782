import type { EntityKind } from '../../rules/entity/entity.ts'
import type { NormalizeContext } from '../../rules/normalize/compile-mapping.ts'
import type { FieldMapping } from '../../rules/normalize/field-mapping.ts'

/** What the stages after staging must know of a flow: how it stands tonight and what it can know and take. */
export interface FlowFacts {
  readonly flowId: number
  /** `system.entity`. */
  readonly id: string
  readonly system: string
  readonly entity: EntityKind
  /** Tonight's snapshot could not be used: the records are those of `lastGoodAt`. */
  readonly isStale: boolean
  readonly lastGoodAt: string | null
  readonly fields: Readonly<Record<string, FieldMapping>>
  readonly mappedFields: ReadonlySet<string>
  readonly writableFields: ReadonlySet<string>
  /** Those of the writable fields that `touchstone run` delivers without a person. */
  readonly automaticFields: ReadonlySet<string>
  /** Of which systems it is to have the records as well, and in which column it keeps their golden id; null: of none. */
  readonly creates: { readonly from: readonly string[]; readonly externalId: string } | null
  /** Its system shows a correction as soon as it is taken; a file is taken in when somebody does. */
  readonly showsWritesAtOnce: boolean
  readonly normalizeContext: NormalizeContext
}
