import { sql } from 'kysely'
import type { EntityKind } from '../../../rules/entity/entity.ts'
import type { Session } from '../store.ts'

/** What the store remembers of a flow between nights. */
export interface FlowState {
  readonly id: number
  readonly system: string
  readonly entity: EntityKind
  readonly normalizedWith: string | null
  readonly normalizedThroughRun: number
  /** What its columns showed, as staging left it; a flow never read has none. */
  readonly columnEvidence: Readonly<Record<string, unknown>>
  readonly columns: readonly string[]
  /** Time of the snapshot that the staged records come from, null before the first good one. */
  readonly lastGoodAt: string | null
}

/** Registers the flow on its first night and answers its state. */
export async function openFlow(session: Session, system: string, entity: EntityKind): Promise<FlowState> {
  await sql`
    insert into staging.flow (id, system, entity)
    select coalesce(max(id), 0) + 1, ${system}, ${entity} from staging.flow
    on conflict (system, entity) do nothing`.execute(session.db)
  const row = await session.db
    .selectFrom('staging.flow as flow')
    .leftJoin('staging.snapshot as snapshot', 'snapshot.id', 'flow.last_good_snapshot')
    .select([
      'flow.id',
      'flow.system',
      'flow.entity',
      'flow.normalized_with',
      'flow.normalized_through_run',
      'flow.column_evidence',
      'flow.columns',
      'snapshot.read_at',
    ])
    .where('flow.system', '=', system)
    .where('flow.entity', '=', entity)
    .executeTakeFirstOrThrow()

  return {
    id: row.id,
    system: row.system,
    entity: row.entity,
    normalizedWith: row.normalized_with,
    normalizedThroughRun: row.normalized_through_run,
    columnEvidence: row.column_evidence,
    columns: row.columns,
    lastGoodAt: row.read_at,
  }
}
