import type { EntityKind } from '../../entity/entity.ts'
import type { FieldMapping } from '../field-mapping.ts'
import type { NormalizeContext, SourceFields } from '../normalize-context.ts'

/** What is known of a flow when its columns are profiled. */
export interface ProfiledFlow {
  readonly kind: EntityKind
  readonly mappings: Readonly<Record<string, FieldMapping>>
  readonly context: NormalizeContext
  /** Sums of the lines of a row's document in hundredths, net and gross, where the system has lines. */
  readonly lineSums?: ReadonlyMap<SourceFields, readonly bigint[]> | undefined
}
