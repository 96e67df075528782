import { sql } from 'kysely'
import type { FindingKind } from '../../../rules/documents/finding.ts'
import type { MismatchCause } from '../../../rules/documents/mismatch-cause.ts'
import type { CopyRow } from '../copy-format.ts'
import { bookMovements, lockFindings } from './movements.ts'
import type { Session } from '../store.ts'

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
const contentOf = (side: 'old' | 'tonight') => sql.join(content.map((column) => sql.ref(`${side}.${column}`)))

/**
 * Which findings a stage speaks for: nobody else's are touched when it settles. An undecided one that says in its evidence which
 * cause it may be (`possibly`) belongs to the stage of that cause.
 */
export interface MismatchScope {
  readonly entities: readonly FindingKind[]
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
 * Makes the stored findings of the scope those of tonight. Vanished ones stay as resolved, known ones keep their `since_run` and
 * what a person said of them; an accepted one is open again if its evidence changed, its document has another copy, or the
 * customers or documents it is about were merged or split. What is the same as yesterday is not written at all.
 */
export async function settleMismatches(session: Session, scope: MismatchScope): Promise<void> {
  const { db } = session
  const { runId } = scope

  await lockFindings(session)
  await sql`drop table if exists tonight, change`.execute(db)
  // Should a stage say one finding twice, the one about more money stands.
  await sql`
    create temporary table tonight on commit drop as
    select distinct on (id) ${columns} from found
    order by id, abs(difference_minor) desc nulls last, fingerprint collate "C", reason collate "C"`.execute(db)
  await sql`analyze tonight`.execute(db)
  await findChanges(session, scope)
  await bookMovements(
    session,
    sql`
      select id as finding_id, 'resolved' as kind, old_period as period, entity, cause, old_counterparty as counterparty,
        old_currency as currency, old_scale as scale, old_difference as difference_minor
      from change where was_open and (not is_open or is_moved)
      union all
      select id, 'new', period, entity, cause, counterparty, currency, scale, difference_minor
      from change where is_open and (not was_open or is_moved)`,
    { runId },
  )
  await writeChangeEvents(session, runId)
  await sql`
    update documents.mismatch as old set resolved_run = ${runId}
    from change where change.id = old.id and change.kind = 'resolved'`.execute(db)
  await sql`
    update documents.mismatch as old
    set (${sql.raw(content.join(', '))}) = row(${sql.join(content.map((column) => sql.ref(`tonight.${column}`)))}),
      since_run = case when change.kind = 'returned' then tonight.since_run else old.since_run end,
      resolved_run = null, period = change.period,
      state = case when change.reopens then 'open' else old.state end
    from change join tonight on tonight.id = change.id
    where old.id = change.id and change.kind <> 'found'`.execute(db)
  await sql`
    insert into documents.mismatch (${columns}, period)
    select ${sql.join(mismatchColumns.map((column) => sql.ref(`tonight.${column}`)))}, change.period
    from change join tonight on tonight.id = change.id where change.kind = 'found' order by tonight.id`.execute(db)
}

/** Leaves in `change` every finding of the scope that is not what it was, as it was and as it is. */
async function findChanges({ db }: Session, { entities, causes, runId }: MismatchScope): Promise<void> {
  await sql`
    create temporary table change on commit drop as
    select step.*,
      was_open and is_open and (old_period, old_counterparty, old_currency, old_scale, abs(old_difference))
        is distinct from (period, counterparty, currency, scale, abs(difference_minor)) as is_moved
    from (
      select coalesce(old.id, tonight.id) as id, coalesce(old.entity, tonight.entity) as entity,
        coalesce(old.cause, tonight.cause) as cause,
        case when old.id is null then 'found' when tonight.id is null then 'resolved'
          when old.resolved_run is not null then 'returned' else 'changed' end as kind,
        old.fingerprint is distinct from tonight.fingerprint as is_other_evidence,
        old.id is not null and old.resolved_run is null and old.state = 'open' as was_open,
        tonight.id is not null and (old.id is null or old.state = 'open' or ${reopens}) as is_open,
        tonight.id is not null and ${reopens} as reopens,
        old.period as old_period, old.counterparty as old_counterparty, old.currency as old_currency,
        old.scale as old_scale, old.difference_minor as old_difference,
        coalesce(to_char(tonight.business_date, 'YYYY-MM'), old.period, to_char(run.business_day, 'YYYY-MM')) collate "C"
          as period,
        tonight.counterparty, tonight.currency, tonight.scale, tonight.difference_minor
      from (
        select * from documents.mismatch
        where entity = any(${[...entities]}::text[]) and coalesce(evidence ->> 'possibly', cause) = any(${[...causes]}::text[])
      ) as old
      full join tonight on tonight.id = old.id
      left join ${regrouped} as document on document.id = old.golden_id
      left join ${regrouped} as customer on customer.id = old.counterparty
      cross join (select business_day from staging.run where id = ${runId}) as run
      where old.id is null or (tonight.id is null and old.resolved_run is null)
        or (tonight.id is not null
          and (old.resolved_run is not null or ${reopens} or (${contentOf('old')}) is distinct from (${contentOf('tonight')})))
    ) as step`.execute(db)
  await sql`analyze change`.execute(db)
}

/** Does the ground an acceptance stands on no longer hold? */
const reopens = sql`(old.state = 'accepted'
  and (old.fingerprint <> tonight.fingerprint or greatest(document.run_id, customer.run_id) > old.decided_run
    or exists (
      select from golden.crosswalk as member
      where member.golden_id = old.golden_id and member.since_run > old.decided_run)))`

/** Golden ids whose members were merged, split or moved, and in which run last. */
const regrouped = sql`(
  select id, max(run_id) as run_id from (
    select golden_id as id, run_id from golden.event where kind in ('merged', 'split', 'moved')
    union all
    select detail ->> 'into', run_id from golden.event where kind in ('merged', 'split', 'moved')
  ) as end_of_move group by id
)`

async function writeChangeEvents({ db }: Session, runId: number): Promise<void> {
  await sql`
    insert into documents.finding_event (id, finding_id, kind, run_id, at, reason, detail)
    select (select coalesce(max(id), 0) from documents.finding_event) + row_number() over (order by step.id, step.place),
      step.id, step.kind, run.id, run.as_of, step.reason, step.detail
    from (
      select change.id, 1 as place, change.kind, null as reason,
        case when change.kind = 'changed' then jsonb_build_object('value', old.value, 'otherValue', old.other_value,
          'differenceMinor', old.difference_minor::text, 'scale', old.scale::text, 'currency', old.currency,
          'counterparty', old.counterparty, 'period', old.period) else '{}' end as detail
      from change join documents.mismatch as old on old.id = change.id
      where change.kind in ('resolved', 'returned') or is_other_evidence or is_moved
      union all
      select id, 2, 'reopened', case when is_other_evidence then 'Its evidence changed.'
        else 'Its document has another copy, or a customer or document it is about was merged or split.' end, '{}'
      from change where reopens
    ) as step
    join staging.run as run on run.id = ${runId}`.execute(db)
}
