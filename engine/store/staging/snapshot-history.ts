import { sql, type RawBuilder } from 'kysely'
import type { EntityKind } from '../../../rules/entity/entity.ts'
import { canonicalTable } from './canonical-table.ts'
import type { Database } from '../database.ts'
import type { Session } from '../store.ts'

/** What the guard compares a snapshot with: the flow's good ones, and what is known of every record. */
export interface SnapshotHistory {
  /** Distinct keys of the last good snapshots, newest first, at most seven. */
  readonly goodKeyCounts: readonly number[]
  /** Of the last good snapshot: rows that came more than once, newest time of change, share of filled rows by column. */
  readonly usualRepeatedCount: number
  readonly lastNewest: string | null
  readonly lastFilled: Readonly<Record<string, number>>
  readonly lastRowCount: number
  /** Distinct keys of the incoming snapshot, rows whose key stands for other rows too, and rows too many that are equal. */
  readonly keyCount: number
  readonly conflictingRowCount: number
  readonly repeatedCount: number
  /** Keys never seen before. */
  readonly newCount: number
  readonly newest: string | null
  /** New or changed rows whose time of change lies after the limit. */
  readonly futureCount: number
  /** Sum over the hashes of all rows: equal for equal content. */
  readonly contentSum: string
  /** Whether an earlier good snapshot, not the last, had the same content. */
  readonly isEarlierContent: boolean
  /** Records present now, those absent from the incoming snapshot, and those that say other things. */
  readonly presentCount: number
  readonly lostCount: number
  readonly changedCount: number
  /** Changed records that say again what they said before, or carry an earlier time than what is known of them. */
  readonly backCount: number
  readonly earlierCount: number
  /** In how many nights what is taken back had come. */
  readonly undoneNightCount: number
  /** Earlier times on contents that were never seen. */
  readonly earlierUnseenCount: number
  /** Records whose time of change moved by the most common difference, and that difference in seconds. */
  readonly shiftedCount: number
  readonly shiftSeconds: number
  /** Lost records that are newer than everything in the incoming snapshot. */
  readonly lostNewerCount: number
  /** Records first seen since the first night of any lost one; as many as are lost when all the newest vanished. */
  readonly bornWithLostCount: number
  /** Records first seen since the versions came that were taken back, and how many of them are lost or say other things. */
  readonly bornSinceBackCount: number
  readonly bornSinceBackUndoneCount: number
  /** Records as new as those that were taken back in time, or newer, which say what they said: a restored backup leaves none. */
  readonly keptSinceBackCount: number
  /** The longest row of lost records without one that is there between them, the oldest keys aside: those are purged. */
  readonly longestGap: number
}

/** Fewer lost records than this are not searched for gaps. */
const GAP_MIN = 10

/** Reads a flow's history beside its incoming snapshot. Times after `futureLimit` are no times of change. */
export async function snapshotHistory(
  session: Session,
  { flowId, snapshotId, entity }: { readonly flowId: number; readonly snapshotId: number; readonly entity: EntityKind },
  futureLimit: string,
): Promise<SnapshotHistory> {
  await openKeyed(session, snapshotId)
  const incoming = await incomingFacts(session, flowId, futureLimit)
  const past = await pastFacts(session, flowId, incoming.contentSum)
  const compared = await comparedFacts(session, flowId, entity, incoming.newest, futureLimit)
  const longestGap = compared.lostCount < GAP_MIN ? 0 : await gapLength(session, flowId)

  await sql`drop table keyed`.execute(session.db)
  return { ...past, ...incoming, ...compared, longestGap }
}

async function openKeyed(session: Session, snapshotId: number): Promise<void> {
  await sql`drop table if exists keyed`.execute(session.db)
  await sql`
    create temporary table keyed as
    select source_key, count(*)::integer as copies, min(content_hash) as content_hash,
      min(content_hash) <> max(content_hash) as differ, max(changed_instant) as changed_at
    from staging.incoming where snapshot_id = ${snapshotId} group by source_key`.execute(session.db)
  await sql`analyze keyed`.execute(session.db)
}

type IncomingFacts = Pick<
  SnapshotHistory,
  'keyCount' | 'conflictingRowCount' | 'repeatedCount' | 'newCount' | 'newest' | 'futureCount' | 'contentSum'
>

async function incomingFacts(session: Session, flowId: number, futureLimit: string): Promise<IncomingFacts> {
  const { rows } = await sql<IncomingFacts>`
    select count(*)::integer as "keyCount",
      coalesce(sum(keyed.copies) filter (where keyed.differ), 0)::integer as "conflictingRowCount",
      coalesce(sum(keyed.copies - 1) filter (where not keyed.differ), 0)::integer as "repeatedCount",
      (count(*) filter (where record.id is null))::integer as "newCount",
      max(keyed.changed_at) filter (where keyed.changed_at <= ${futureLimit}::timestamptz) as newest,
      (count(*) filter (where keyed.changed_at > ${futureLimit}::timestamptz
        and record.content_hash is distinct from keyed.content_hash))::integer as "futureCount",
      coalesce(sum(hashtextextended(keyed.source_key || ' ' || keyed.content_hash, 0)), 0)::text as "contentSum"
    from keyed
    left join staging.source_record as record
      on record.flow_id = ${flowId} and record.source_key = keyed.source_key`.execute(session.db)

  return rows[0] as IncomingFacts
}

type PastFacts = Pick<
  SnapshotHistory,
  'goodKeyCounts' | 'usualRepeatedCount' | 'lastNewest' | 'lastFilled' | 'lastRowCount' | 'isEarlierContent'
>

async function pastFacts(session: Session, flowId: number, contentSum: string): Promise<PastFacts> {
  const good = await session.db
    .selectFrom('staging.snapshot')
    .select(['row_count', 'key_count', 'repeated_count', 'newest_change', 'filled'])
    .where('flow_id', '=', flowId)
    .where('status', '=', 'good')
    .orderBy('id', 'desc')
    .limit(7)
    .execute()
  const { rows } = await sql<{ isEarlier: boolean }>`
    select count(*) filter (where content_sum = ${contentSum}::numeric and place > 1) > 0
      and count(*) filter (where content_sum = ${contentSum}::numeric and place = 1) = 0 as "isEarlier"
    from (
      select content_sum, row_number() over (order by id desc) as place
      from staging.snapshot where flow_id = ${flowId} and status = 'good'
    ) as past`.execute(session.db)

  return {
    goodKeyCounts: good.map((row) => row.key_count ?? row.row_count),
    ...lastFacts(good[0]),
    isEarlierContent: rows[0]?.isEarlier ?? false,
  }
}

type LastFacts = Pick<SnapshotHistory, 'usualRepeatedCount' | 'lastNewest' | 'lastFilled' | 'lastRowCount'>

function lastFacts(
  last:
    | (Pick<Database['staging.snapshot'], 'repeated_count' | 'newest_change' | 'row_count'> & {
        readonly filled: Readonly<Record<string, number>>
      })
    | undefined,
): LastFacts {
  if (last === undefined) return { usualRepeatedCount: 0, lastNewest: null, lastFilled: {}, lastRowCount: 0 }
  return {
    usualRepeatedCount: last.repeated_count,
    lastNewest: last.newest_change,
    lastFilled: last.filled,
    lastRowCount: last.row_count,
  }
}

type ComparedFacts = Omit<SnapshotHistory, keyof PastFacts | keyof IncomingFacts | 'longestGap'>

/** Only what changed or is lost looks up its earlier versions: the cost follows the day's changes. */
async function comparedFacts(
  session: Session,
  flowId: number,
  entity: EntityKind,
  newest: string | null,
  futureLimit: string,
): Promise<ComparedFacts> {
  const { rows } = await sql<ComparedFacts>`
    with compared as materialized (
      select record.id, record.first_seen_run, keyed.source_key is null as is_lost, keyed.content_hash, keyed.changed_at as now_at
      from staging.source_record as record
      left join keyed on keyed.source_key = record.source_key
      where record.flow_id = ${flowId} and record.missing_since is null
        and (keyed.source_key is null or (keyed.content_hash <> record.content_hash and not keyed.differ))
    ), judged as materialized (
      select compared.*, canonical.changed_at as was_at, former.since, former.replaced_run,
        coalesce(compared.now_at < canonical.changed_at and canonical.changed_at <= ${futureLimit}::timestamptz, false) as is_earlier
      from compared
      left join ${sql.table(canonicalTable(entity))} as canonical on canonical.record_id = compared.id
      left join lateral (
        select min(version.run_id) filter (where version.content_hash = compared.content_hash) as since,
          max(version.run_id) as replaced_run -- when the version that is told now came
        from staging.record_version as version where version.record_id = compared.id
      ) as former on not compared.is_lost
    ), marked as materialized (
      select *, not is_lost and (is_earlier or (since is not null and (now_at is null or was_at is null or now_at <= was_at)))
        as is_back from judged
    ), totals as (
      select (count(*) filter (where is_lost))::integer as "lostCount",
        (count(*) filter (where not is_lost))::integer as "changedCount",
        (count(*) filter (where is_back))::integer as "backCount",
        (count(*) filter (where is_earlier))::integer as "earlierCount",
        (count(distinct replaced_run) filter (where is_back))::integer as "undoneNightCount",
        (count(*) filter (where is_earlier and since is null))::integer as "earlierUnseenCount",
        (count(*) filter (where is_lost and was_at > ${newest}::timestamptz))::integer as "lostNewerCount",
        min(first_seen_run) filter (where is_lost) as lost_born,
        min(since) filter (where is_back) as back_since,
        percentile_disc(0.1) within group (order by was_at) filter (where is_earlier) as back_from
      from marked
    ), shift as (
      select count(*)::integer as count, extract(epoch from now_at - was_at)::integer as seconds
      from marked where now_at <> was_at group by 2 order by 1 desc, 2 limit 1
    )
    select totals."lostCount", totals."changedCount", totals."backCount", totals."earlierCount", totals."undoneNightCount",
      totals."earlierUnseenCount",
      totals."lostNewerCount", coalesce((select count from shift), 0) as "shiftedCount",
      coalesce((select seconds from shift), 0) as "shiftSeconds",
      present.count as "presentCount", present.born_with_lost as "bornWithLostCount",
      present.born_since_back as "bornSinceBackCount",
      (select count(*)::integer from marked where not is_back and first_seen_run >= totals.back_since) as "bornSinceBackUndoneCount",
      ${keptSinceBack(flowId, entity, futureLimit)} as "keptSinceBackCount"
    from totals, lateral (
      select count(*)::integer as count,
        (count(*) filter (where first_seen_run >= totals.lost_born))::integer as born_with_lost,
        (count(*) filter (where first_seen_run >= totals.back_since))::integer as born_since_back
      from staging.source_record where flow_id = ${flowId} and missing_since is null
    ) as present`.execute(session.db)

  return rows[0] as ComparedFacts
}

/** Counted from where nine in ten of those taken back were: a single record somebody may have set back by hand. */
function keptSinceBack(flowId: number, entity: EntityKind, futureLimit: string): RawBuilder<number> {
  return sql`(select count(*)::integer from staging.source_record as record
    join ${sql.table(canonicalTable(entity))} as kept on kept.record_id = record.id
    where totals.back_from is not null and record.flow_id = ${flowId} and record.missing_since is null
      and kept.changed_at > totals.back_from and kept.changed_at <= ${futureLimit}::timestamptz
      and not exists (select from marked where marked.id = record.id))`
}

/** Keys count upwards behind what stands before their first digit: `ORD-9` before `ORD-10`. */
async function gapLength(session: Session, flowId: number): Promise<number> {
  const { rows } = await sql<{ length: number }>`
    with ordered as (
      select keyed.source_key is null as is_lost, prefix,
        row_number() over (order by prefix, length(record.source_key), record.source_key) as place,
        row_number() over (partition by prefix order by length(record.source_key), record.source_key) as rank
      from staging.source_record as record
      cross join lateral (select substring(record.source_key from '^[^0-9]*') as prefix) as named
      left join keyed on keyed.source_key = record.source_key
      where record.flow_id = ${flowId} and record.missing_since is null
    ), islands as (
      select count(*)::integer as length, min(rank) as first_rank
      from (select rank, prefix, place - row_number() over (order by place) as island from ordered where is_lost) as lost
      group by prefix, island
    )
    select coalesce(max(length) filter (where first_rank > 1), 0) as length from islands`.execute(session.db)

  return rows[0]?.length ?? 0
}
