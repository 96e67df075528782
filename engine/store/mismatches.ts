import { sql } from 'kysely'
import type { FindingKind } from '../../rules/documents/finding.ts'
import type { MismatchCause } from '../../rules/documents/mismatch-cause.ts'
import type { CopyRow } from './copy-format.ts'
import type { Session } from './store.ts'

/** What a stage says about a finding; `findingRow` gives the values in this order. */
export const mismatchColumns = [
  'id',
  'entity',
  'golden_id',
  'cause',
  'system',
  'source_key',
  'other_system',
  'other_key',
  'field',
  'number',
  'value',
  'other_value',
  'difference_minor',
  'scale',
  'currency',
  'business_date',
  'counterparty',
  'evidence',
  'reason',
  'fingerprint',
  'since_run',
] as const

const columns = sql.raw(mismatchColumns.join(', '))
/** What may change while the finding stays the same one. */
const content = mismatchColumns.slice(mismatchColumns.indexOf('number'), mismatchColumns.indexOf('since_run'))
const contentOf = (side: 'old' | 'found') => sql.join(content.map((column) => sql.ref(`${side}.${column}`)))

/** Which findings a stage speaks for: nobody else's are touched when it settles. */
export interface MismatchScope {
  readonly entity: FindingKind
  readonly causes: readonly MismatchCause[]
  readonly runId: number
}

/** Opens the list of tonight's findings; it lives until the transaction ends. */
export async function openMismatches(session: Session): Promise<void> {
  await sql`drop table if exists found`.execute(session.db)
  await sql`
    create temporary table found on commit drop as select ${columns} from documents.mismatch with no data`.execute(
    session.db,
  )
}

export function addMismatches(session: Session, rows: AsyncIterable<readonly CopyRow[]>): Promise<number> {
  return session.copy('found', mismatchColumns, rows)
}

/**
 * Makes the stored findings of the scope those of tonight. Vanished ones stay as resolved, known ones keep their `since_run`,
 * and what is the same as yesterday is not written at all.
 */
export async function settleMismatches(session: Session, { entity, causes, runId }: MismatchScope): Promise<void> {
  const inScope = sql`old.entity = ${entity} and old.cause = any(${[...causes]}::text[])`

  await sql`
    update documents.mismatch as old set resolved_run = ${runId}
    where ${inScope} and old.resolved_run is null and not exists (select from found where found.id = old.id)`.execute(
    session.db,
  )
  await sql`
    update documents.mismatch as old
    set (${sql.raw(content.join(', '))}) = row(${contentOf('found')}),
      since_run = case when old.resolved_run is null then old.since_run else found.since_run end, resolved_run = null
    from ${tonight} as found
    where old.id = found.id
      and (old.resolved_run is not null or (${contentOf('old')}) is distinct from (${contentOf('found')}))`.execute(
    session.db,
  )
  await sql`
    insert into documents.mismatch (${columns}, period)
    select ${sql.join(mismatchColumns.map((column) => sql.ref(`found.${column}`)))},
      to_char(coalesce(found.business_date, run.business_day), 'YYYY-MM')
    from ${tonight} as found join staging.run as run on run.id = found.since_run
    where not exists (select from documents.mismatch as old where old.id = found.id)
    order by found.id`.execute(session.db)
}

/** Should a stage say one finding twice, the one about more money stands. */
const tonight = sql`(
  select distinct on (id) ${columns} from found
  order by id, abs(difference_minor) desc nulls last, fingerprint collate "C", reason collate "C"
)`
