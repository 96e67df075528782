import { sql, type RawBuilder } from 'kysely'
import type { MatchedKind } from '../../../rules/entity/entity.ts'
import { canonicalTable } from '../staging/canonical-table.ts'
import { onceAsync, type CopyRow } from '../copy-format.ts'
import { clusterColumns } from './links.ts'
import type { Session } from '../store.ts'

/** Where links change: a kind, the run, and up to where the match before it had seen the store. */
export interface LinkChange {
  readonly kind: MatchedKind
  readonly runId: number
  readonly modelVersion: string
  readonly before: { readonly matchedRun: number; readonly decisionId: number } | undefined
}

/** Why a night takes back what a link said. */
const retractions = {
  recordEnded: 'record-ended',
  personDecided: 'person-decided',
  anotherModel: 'another-model',
  recordChanged: 'record-changed',
  surroundingsChanged: 'surroundings-changed',
} as const

export const linkColumns = [
  'entity',
  'left_id',
  'right_id',
  'verdict',
  'weight',
  'deciding_field',
  'held_apart_by',
  'model_version',
  'is_asserted',
  'since_run',
] as const

/** Makes links and clusters of a kind those of a new match of all records; a link that says what it said is left alone. */
export async function replaceLinks(
  session: Session,
  change: LinkChange,
  links: AsyncIterable<readonly CopyRow[]>,
  clusters: AsyncIterable<readonly CopyRow[]>,
): Promise<void> {
  const { kind } = change
  const { rows: known } = await sql<{ exists: boolean }>`
    select exists (select from matching.link where entity = ${kind}) as exists`.execute(session.db)

  if (known[0]?.exists !== true) await session.copy('matching.link', linkColumns, links)
  else {
    await openGained(session, links)
    await sql`analyze gained_link`.execute(session.db)
    await settleLinks(
      session,
      change,
      sql`${isOfKind(kind)} and (new.left_id is null or (${said('old')}, old.weight, old.deciding_field, old.model_version)
        is distinct from (${said('new')}, new.weight, new.deciding_field, new.model_version))`,
    )
  }
  await session.db.deleteFrom('matching.cluster').where('entity', '=', kind).execute()
  await session.copy('matching.cluster', clusterColumns, clusters)
  await sql`analyze matching.cluster, matching.link`.execute(session.db)
}

/** Takes links away and adds others. */
export async function changeLinks(
  session: Session,
  change: LinkChange,
  lost: readonly { readonly left: number; readonly right: number }[],
  gained: readonly CopyRow[],
): Promise<void> {
  if (lost.length === 0 && gained.length === 0) return
  await openGained(session, onceAsync(gained))
  await settleLinks(
    session,
    change,
    sql`${isOfKind(change.kind)} and (old.left_id, old.right_id) in (
      select * from unnest(${lost.map(({ left }) => left)}::integer[], ${lost.map(({ right }) => right)}::integer[]))`,
  )
}

async function openGained(session: Session, links: AsyncIterable<readonly CopyRow[]>): Promise<void> {
  await sql`drop table if exists gained_link, lost_link`.execute(session.db)
  await sql`create temporary table gained_link (like matching.link) on commit drop`.execute(session.db)
  await session.copy('gained_link', linkColumns, links)
}

/**
 * Replaces the lost links by the gained ones. What a lost link said goes into the ledger, unless the gained one of its pair
 * says the same: then it has said so since then, with whatever weight.
 */
async function settleLinks(session: Session, change: LinkChange, isLost: RawBuilder<unknown>): Promise<void> {
  const { db } = session
  const { kind, runId } = change
  const columns = sql.raw(
    linkColumns
      .slice(0, -1)
      .map((column) => `gained.${column}`)
      .join(', '),
  )

  await sql`
    create temporary table lost_link on commit drop as
    select old.left_id, old.right_id, case when (${said('old')}) is not distinct from (${said('new')}) then old.since_run end as said_since
    from matching.link as old
    left join gained_link as new on new.left_id = old.left_id and new.right_id = old.right_id
    where ${isLost}`.execute(db)
  await sql`
    insert into matching.former_link (${sql.raw(linkColumns.join(', '))}, until_run, retracted_because)
    select ${sql.raw(linkColumns.map((column) => `old.${column}`).join(', '))}, ${runId}, ${retractedBecause(change)}
    from lost_link as lost
    join matching.link as old on old.entity = ${kind} and old.left_id = lost.left_id and old.right_id = lost.right_id
    left join staging.source_record as one on one.id = old.left_id
    left join staging.source_record as other on other.id = old.right_id
    where lost.said_since is null`.execute(db)
  await sql`
    delete from matching.link as old using lost_link as lost
    where old.entity = ${kind} and old.left_id = lost.left_id and old.right_id = lost.right_id`.execute(db)
  await sql`
    insert into matching.link (${sql.raw(linkColumns.join(', '))})
    select ${columns}, coalesce(lost.said_since, gained.since_run)
    from gained_link as gained
    left join lost_link as lost on lost.left_id = gained.left_id and lost.right_id = gained.right_id
    where not exists (
      select from matching.link as kept
      where kept.entity = ${kind} and kept.left_id = gained.left_id and kept.right_id = gained.right_id)`.execute(db)
  await sql`drop table gained_link, lost_link`.execute(db)
}

/** What is news when it changes; another weight for the same verdict is none. */
function said(link: 'old' | 'new'): RawBuilder<unknown> {
  return sql.raw(`${link}.verdict, ${link}.is_asserted, ${link}.held_apart_by`)
}

function isOfKind(kind: MatchedKind): RawBuilder<unknown> {
  return sql`old.entity = ${kind}`
}

/** Why a link no longer says what it said: the first of the reasons that holds. */
function retractedBecause({ kind, modelVersion, before }: LinkChange): RawBuilder<unknown> {
  const isReadAnew = (end: 'left_id' | 'right_id') => sql`exists (
    select from ${sql.table(canonicalTable(kind))} as canonical
    where canonical.record_id = old.${sql.ref(end)} and canonical.normalized_run > ${before?.matchedRun ?? 0})`

  return sql`case
    when one.id is null or other.id is null or one.tombstoned_run is not null or other.tombstoned_run is not null
      then ${retractions.recordEnded}::text
    when exists (
      select from review.decision as word
      where word.left_id = least(old.left_id, old.right_id) and word.right_id = greatest(old.left_id, old.right_id)
        and word.id > ${before?.decisionId ?? 0} and word.verdict <> 'later') then ${retractions.personDecided}
    when old.model_version <> ${modelVersion} then ${retractions.anotherModel}
    when ${isReadAnew('left_id')} or ${isReadAnew('right_id')} then ${retractions.recordChanged}
    else ${retractions.surroundingsChanged} end`
}
