import type { EntityKind } from '../../entity/entity.ts'
import type { FieldMapping } from '../field-mapping.ts'
import type { NormalizeContext } from '../normalize-context.ts'

/** What is known of a flow when its columns are profiled. */
export interface ProfiledFlow {
  readonly kind: EntityKind
  readonly mappings: Readonly<Record<string, FieldMapping>>
  readonly context: NormalizeContext
}
