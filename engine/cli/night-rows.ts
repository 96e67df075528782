import type { NightRows } from '../../reports/write-reports.ts'
import type { LoadedPlan } from '../plan/load-plan.ts'
import { allocationFacts } from '../store/documents/allocations.ts'
import {
  conflictFacts,
  correctionFacts,
  crosswalkFacts,
  duplicateFacts,
  goldenFacts,
  mismatchFacts,
  rejectionFacts,
} from '../store/operations/report-rows.ts'
import type { Session } from '../store/store.ts'
import { financeRows } from './documents/finance-rows.ts'

/** The rows of every report, read from the store, with the owner the plan names for each. */
export function nightRows(
  loaded: LoadedPlan,
  session: Session,
  { runId, asOf }: { readonly runId: number; readonly asOf: string },
): NightRows {
  const owners = new Map(
    loaded.flows.map((flow) => [flow.id, loaded.plan.owners[flow.owner]?.business ?? null] as const),
  )
  const ownerOf = (system: string, entity: string) => owners.get(`${system}.${entity}`) ?? null

  return {
    duplicates: () => duplicateFacts(session),
    conflicts: () => mapped(conflictFacts(session), (row) => ({ ...row, owner: ownerOf(row.loserSystem, row.entity) })),
    mismatches: (kind) => mapped(mismatchFacts(session, kind), (row) => ({ ...row, owner: ownerOf(row.system, kind) })),
    allocations: () => allocationFacts(session),
    rejections: () => rejectionFacts(session),
    corrections: () => correctionFacts(session, runId),
    crosswalk: () => crosswalkFacts(session),
    golden: (kind) => goldenFacts(session, kind),
    ...financeRows(loaded, session, asOf),
  }
}

async function* mapped<Row, Result>(
  batches: AsyncIterable<readonly Row[]>,
  map: (row: Row) => Result,
): AsyncGenerator<readonly Result[]> {
  for await (const rows of batches) yield rows.map(map)
}
