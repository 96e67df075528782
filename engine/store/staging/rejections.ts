import { sql } from 'kysely'
import { onceAsync, type CopyRow } from '../copy-format.ts'
import type { Session } from '../store.ts'

export const rejectionColumns = [
  'flow_id',
  'record_id',
  'source_key',
  'position',
  'field',
  'reason',
  'raw',
  'since_run',
] as const

/** Which rejections a stage renews: those of unreadable rows of a flow, or those of the fields of some records. */
export type RejectionScope = { readonly flowId: number } | { readonly recordIds: readonly number[] }

/** Replaces the rejections of a scope by what `insert` writes; one that was there before keeps its `since_run`. */
export async function renewRejections(
  session: Session,
  scope: RejectionScope,
  insert: () => Promise<void>,
): Promise<void> {
  const inScope =
    'flowId' in scope
      ? sql`flow_id = ${scope.flowId} and record_id is null`
      : sql`record_id = any(${[...scope.recordIds]}::integer[])`

  await sql`drop table if exists prior_rejection`.execute(session.db)
  await sql`create temporary table prior_rejection on commit drop as select * from staging.rejection where ${inScope}`.execute(
    session.db,
  )
  await sql`delete from staging.rejection where ${inScope}`.execute(session.db)
  await insert()
  await sql`
    update staging.rejection as rejection set since_run = prior.since_run
    from prior_rejection as prior
    where rejection.flow_id = prior.flow_id and rejection.record_id is not distinct from prior.record_id
      and rejection.source_key = prior.source_key and rejection.position = prior.position
      and rejection.field = prior.field and rejection.reason = prior.reason`.execute(session.db)
}

export async function writeRejections(session: Session, rows: readonly CopyRow[]): Promise<void> {
  if (rows.length > 0) await session.copy('staging.rejection', rejectionColumns, onceAsync(rows))
}
