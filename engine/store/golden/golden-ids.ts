import { sql } from 'kysely'
import type { MatchedKind } from '../../../rules/entity/entity.ts'
import { cursorPages } from '../cursor-pages.ts'
import { onceAsync, type CopyRow } from '../copy-format.ts'
import { keepVersions } from './golden-versions.ts'
import { isStanding } from '../matching/persons-words.ts'
import type { Session } from '../store.ts'

/** Compares tonight's clusters with last night's crosswalk; the temporary tables live until the transaction ends. */
export async function openAssignment(session: Session, kind: MatchedKind): Promise<void> {
  await sql`drop table if exists overlap, assignment`.execute(session.db)
  await sql`
    create temporary table overlap on commit drop as
    select cluster.representative_id, crosswalk.golden_id, count(*)::integer as shared
    from matching.cluster as cluster
    left join golden.crosswalk as crosswalk on crosswalk.record_id = cluster.record_id
    where cluster.entity = ${kind}
    group by cluster.representative_id, crosswalk.golden_id`.execute(session.db)
  await sql`create temporary table assignment (representative_id integer primary key, golden_id text collate "C", is_new boolean)
    on commit drop`.execute(session.db)
  await sql`
    insert into assignment
    select overlap.representative_id, min(overlap.golden_id), false
    from overlap
    join (select golden_id, count(*) as size from golden.crosswalk where entity = ${kind} group by golden_id) as old
      on old.golden_id = overlap.golden_id and old.size = overlap.shared
    where not exists (
      select from overlap as other
      where other.representative_id = overlap.representative_id and other.golden_id is distinct from overlap.golden_id)
    group by overlap.representative_id`.execute(session.db)
}

/** What a cluster shares with a golden record of last night. */
export interface ContestedOverlap {
  readonly representativeId: number
  readonly goldenId: string
  readonly sharedCount: number
  readonly bornRun: number
  readonly isConfirmed: boolean
}

/** Golden ids that a person confirmed: by a pin, or by saying that two of its records are the same. */
function confirmedOnes(kind: MatchedKind) {
  return sql`confirmed as (
      select one.golden_id from review.decision as word
      join golden.crosswalk as one on one.record_id = word.left_id
      join golden.crosswalk as other on other.record_id = word.right_id and other.golden_id = one.golden_id
      where word.entity = ${kind} and word.verdict = 'same' and ${isStanding}
      union
      select coalesce(alias.golden_id, pin.golden_id) from golden.pin as pin
      left join golden.alias as alias on alias.old_id = pin.golden_id
      where pin.entity = ${kind} and pin.ended_at is null
    )`
}

/** Clusters that share members with golden records of last night without being equal to one. */
export async function contestedOverlaps(session: Session, kind: MatchedKind): Promise<readonly ContestedOverlap[]> {
  const { rows } = await sql<ContestedOverlap>`
    with ${confirmedOnes(kind)}
    select overlap.representative_id as "representativeId", overlap.golden_id as "goldenId", overlap.shared as "sharedCount",
      record.born_run as "bornRun",
      exists (select from confirmed where confirmed.golden_id = record.id) as "isConfirmed"
    from overlap
    join golden.record as record on record.id = overlap.golden_id
    where not exists (select from assignment where assignment.representative_id = overlap.representative_id)
    order by overlap.representative_id, overlap.golden_id`.execute(session.db)

  return rows
}

/** Clusters that have no golden id yet, with the label of their representative, in pages. */
export function unassignedClusters(
  session: Session,
  pageSize: number,
): AsyncGenerator<readonly { representativeId: number; label: string }[]> {
  return cursorPages(
    session,
    sql<{ representativeId: number; label: string }>`
      select distinct overlap.representative_id as "representativeId", flow.system || ':' || record.source_key as label
      from overlap
      join staging.source_record as record on record.id = overlap.representative_id
      join staging.flow as flow on flow.id = record.flow_id
      where not exists (select from assignment where assignment.representative_id = overlap.representative_id)
      order by overlap.representative_id`,
    pageSize,
  )
}

export async function assign(session: Session, rows: readonly CopyRow[]): Promise<void> {
  if (rows.length > 0) await session.copy('assignment', ['representative_id', 'golden_id', 'is_new'], onceAsync(rows))
}

/** Which of these ids any golden record ever had. */
export async function takenIds(session: Session, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await session.db
    .selectFrom('golden.record')
    .select('id')
    .where(sql<boolean>`id = any(${[...ids]}::text[])`)
    .execute()

  return new Set(rows.map((row) => row.id))
}

/** Writes the assignment into the crosswalk, with aliases for ids that end and one event per change. Fills `touched`. */
export async function applyAssignment(session: Session, kind: MatchedKind, runId: number): Promise<void> {
  const { db } = session

  await sql`
    create temporary table moved on commit drop as
    select crosswalk.record_id, crosswalk.golden_id as old_id, assignment.golden_id as new_id
    from golden.crosswalk as crosswalk
    left join matching.cluster as cluster on cluster.record_id = crosswalk.record_id
    left join assignment on assignment.representative_id = cluster.representative_id
    where crosswalk.entity = ${kind} and assignment.golden_id is distinct from crosswalk.golden_id
      -- A record we created is not matched before its system has shown it: its link waits.
      and not (not crosswalk.contributes and cluster.record_id is null and exists (
        select from staging.source_record as created
        where created.id = crosswalk.record_id and created.content_hash = '' and created.tombstoned_run is null))`.execute(
    db,
  )
  await sql`
    insert into golden.former_member (record_id, golden_id, from_run, until_run)
    select record_id, crosswalk.golden_id, since_run, ${runId}
    from golden.crosswalk as crosswalk join moved using (record_id) where since_run < ${runId}`.execute(db)
  await sql`
    delete from golden.crosswalk using moved
    where golden.crosswalk.record_id = moved.record_id and moved.new_id is null`.execute(db)
  await sql`
    update golden.crosswalk set golden_id = moved.new_id, since_run = ${runId}
    from moved where golden.crosswalk.record_id = moved.record_id`.execute(db)
  await sql`
    insert into golden.crosswalk (record_id, entity, golden_id, since_run)
    select cluster.record_id, ${kind}, assignment.golden_id, ${runId}
    from matching.cluster as cluster
    join assignment on assignment.representative_id = cluster.representative_id
    left join golden.crosswalk as known on known.record_id = cluster.record_id
    where cluster.entity = ${kind} and known.record_id is null
    order by cluster.record_id`.execute(db)
  await sql`
    insert into touched
    select old_id from moved union select golden_id from golden.crosswalk where entity = ${kind} and since_run = ${runId}`.execute(
    db,
  )
  await retireEmptied(session, runId)
  await writeEvents(session, runId)
  await writeJoined(session, kind, runId)
  await sql`drop table moved`.execute(db)
  // Without fresh statistics the pages that follow are joined by scanning whole tables: 50 s instead of 5 on the example company.
  await sql`analyze golden.crosswalk`.execute(db)
}

/** A golden record without members ends; its id stays an alias of the one that took most of them. */
async function retireEmptied(session: Session, runId: number): Promise<void> {
  const { db } = session

  await sql`
    create temporary table emptied on commit drop as
    select distinct on (old_id) old_id, new_id
    from (select old_id, new_id, count(*) as shared from moved group by old_id, new_id) as flow
    where not exists (select from golden.crosswalk where golden_id = flow.old_id)
    order by old_id, (new_id is null), shared desc, new_id`.execute(db)
  await keepVersions(session, sql`join emptied on emptied.old_id = record.id`, runId)
  await sql`
    update golden.record set status = 'retired', changed_run = ${runId}, version = version + 1
    from emptied where golden.record.id = emptied.old_id`.execute(db)
  await sql`
    update golden.alias set golden_id = emptied.new_id from emptied
    where golden.alias.golden_id = emptied.old_id and emptied.new_id is not null`.execute(db)
  await sql`
    insert into golden.alias (old_id, golden_id, since_run)
    select old_id, new_id, ${runId} from emptied where new_id is not null
    on conflict (old_id) do update set golden_id = excluded.golden_id, since_run = excluded.since_run`.execute(db)
  await sql`delete from touched using emptied where touched.golden_id = emptied.old_id`.execute(db)
  await sql`delete from review.conflict using emptied where review.conflict.golden_id = emptied.old_id`.execute(db)
  await sql`delete from review.conflict_case using emptied where review.conflict_case.golden_id = emptied.old_id`.execute(
    db,
  )
}

/**
 * Created ids are many on a first night and can be read from `born_run`, so only changes to known ids are events: `merged` and
 * `retired` when the id ends, else `split` where members began a record of their own and `moved` where they joined another or left.
 */
async function writeEvents(session: Session, runId: number): Promise<void> {
  await sql`
    insert into golden.event (run_id, ordinal, kind, golden_id, detail)
    select ${runId},
      (select coalesce(max(ordinal), 0) from golden.event where run_id = ${runId}) + row_number() over (order by old_id, new_id),
      kind, old_id, jsonb_build_object('into', new_id, 'members', members)
    from (
      select moved.old_id, moved.new_id, count(*) as members,
        case when emptied.old_id is not null and moved.new_id is null then 'retired' when emptied.old_id is not null then 'merged'
          when assignment.is_new then 'split' else 'moved' end as kind
      from moved
      left join emptied on emptied.old_id = moved.old_id
      left join assignment on assignment.golden_id = moved.new_id
      group by moved.old_id, moved.new_id, emptied.old_id, assignment.is_new
    ) as change`.execute(session.db)
  await sql`drop table emptied`.execute(session.db)
}

/** A record that was nowhere and came to a golden record that was known: without these the feed would not tell where it went. */
async function writeJoined(session: Session, kind: MatchedKind, runId: number): Promise<void> {
  await sql`
    insert into golden.event (run_id, ordinal, kind, golden_id, detail)
    select ${runId},
      (select coalesce(max(ordinal), 0) from golden.event where run_id = ${runId}) + row_number() over (order by golden_id),
      'joined', golden_id, jsonb_build_object('into', golden_id, 'members', count(*))
    from golden.crosswalk as crosswalk
    where entity = ${kind} and since_run = ${runId}
      and not exists (select from moved where moved.record_id = crosswalk.record_id)
      and exists (select from golden.record as known where known.id = crosswalk.golden_id)
    group by golden_id`.execute(session.db)
}
