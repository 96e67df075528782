import type { SourceRow } from '../../connectors/connector.ts'
import { changedAtReader } from '../../rules/normalize/date-step.ts'
import type { NormalizeContext } from '../../rules/normalize/normalize-context.ts'
import type { FlowPlan } from '../plan/load-plan.ts'

/** When the source says a row changed, UTC; null when it does not, or nobody can tell what it says. */
export type ChangedAtReader = (row: SourceRow) => string | null

/** Reads times of change as normalization will: the guard and the golden values must not differ over them. */
export function changedAtOf({ fields }: FlowPlan, context: NormalizeContext): ChangedAtReader {
  const read = changedAtReader(fields['changedAt'], context)

  return (row) => read(row, { record: {}, rejections: [] })
}
