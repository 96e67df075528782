import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { MatchedKind } from '../../../rules/entity/entity.ts'
import type { Session } from '../store.ts'

export type GoldenEventKind = 'created' | 'merged' | 'split' | 'moved' | 'retired' | 'joined'

/** A change of identity, as subscribers read it. */
export interface GoldenEvent {
  /** Place in the feed: ask for what comes after it. */
  readonly cursor: string
  readonly run: number
  readonly at: string
  readonly kind: GoldenEventKind
  readonly entity: MatchedKind
  /** The golden record it is about; for a merge the one that ended, for a split the one that was left. */
  readonly goldenId: string
  /** Where the records went; null when the golden record is new or ended without a successor. */
  readonly into: string | null
  /** The records that went, or that it was born with, `system:key`, at most 100 of them. */
  readonly records: readonly string[]
  readonly recordCount: number
}

const RECORDS_MAX = 100

/** Where reading goes on: run, then created ids before changes of known ones, then id or ordinal. */
export interface FeedPlace {
  readonly run: number
  readonly phase: 0 | 1
  readonly key: string
}

/** The records of an event of the `feed`, found where they are now or were until then. */
const recordsThatWent = sql`
  select member.record_id from golden.crosswalk as member
  where feed.phase = 0 and member.golden_id = feed.golden_id and member.since_run = feed.run and member.contributes
  union
  select former.record_id from golden.former_member as former
  where former.golden_id = feed.golden_id and (
    (feed.phase = 0 and former.from_run = feed.run)
    or (feed.phase = 1 and former.until_run = feed.run and (
      (feed.into_id is null
        and not exists (select from golden.crosswalk as now where now.record_id = former.record_id
          and now.since_run = feed.run)
        and not exists (select from golden.former_member as next where next.record_id = former.record_id
          and next.from_run = feed.run))
      or exists (select from golden.crosswalk as now where now.record_id = former.record_id
        and now.golden_id = feed.into_id and now.since_run = feed.run)
      or exists (select from golden.former_member as next where next.record_id = former.record_id
        and next.golden_id = feed.into_id and next.from_run = feed.run))))
  union
  select newcomer.record_id from (
    select record_id from golden.crosswalk where golden_id = feed.golden_id and since_run = feed.run and contributes
    union select record_id from golden.former_member where golden_id = feed.golden_id and from_run = feed.run
  ) as newcomer
  where feed.kind = 'joined' and feed.created_record is null and not exists (select from golden.former_member as before
    where before.record_id = newcomer.record_id and before.until_run = feed.run)
  union
  select feed.created_record where feed.created_record is not null`

/** Events of finished runs after a place, oldest first; with an id, those of that golden record only. */
export async function eventsAfter(
  session: Session,
  after: FeedPlace,
  { limit, goldenId }: { readonly limit: number; readonly goldenId?: string },
): Promise<readonly GoldenEvent[]> {
  const { created, changed } = beyond(after)
  const ofOne = goldenId === undefined ? sql`true` : sql`record.id = ${goldenId}`
  const withOne =
    goldenId === undefined ? sql`true` : sql`(event.golden_id = ${goldenId} or event.detail ->> 'into' = ${goldenId})`
  const { rows } = await sql<GoldenEvent>`
    with feed as (
      (select born_run as run, 0 as phase, id as key, 'created' as kind, id as golden_id, null as into_id,
        null::integer as created_record
      from golden.record as record where ${created} and ${ofOne}
      order by born_run, id limit ${limit})
      union all
      (select event.run_id, 1, lpad(event.ordinal::text, 10, '0'), event.kind, event.golden_id, event.detail ->> 'into',
        (event.detail ->> 'record')::integer
      from golden.event as event where ${changed} and ${withOne}
      order by event.run_id, event.ordinal limit ${limit})
      order by run, phase, key limit ${limit}
    )
    select feed.run || '-' || feed.phase || '-' || feed.key as cursor, feed.run, run.as_of as at, feed.kind, golden.entity,
      feed.golden_id as "goldenId", feed.into_id as into, moved.records, moved.count as "recordCount"
    from feed
    join staging.run as run on run.id = feed.run and run.status <> 'running'
    join golden.record as golden on golden.id = feed.golden_id
    cross join lateral (
      select coalesce(array_agg(name order by name) filter (where place <= ${RECORDS_MAX}), '{}') as records,
        count(*)::integer as count
      from (
        select flow.system || ':' || record.source_key collate "C" as name,
          row_number() over (order by flow.system, record.source_key) as place
        from (
          ${recordsThatWent}
        ) as went
        join staging.source_record as record on record.id = went.record_id
        join staging.flow as flow on flow.id = record.flow_id
      ) as named
    ) as moved
    order by feed.run, feed.phase, feed.key`.execute(session.db)

  return rows
}

/** What comes after a place, each kind of event as one range of its index: a comparison of computed columns would read the whole feed. */
function beyond({ run, phase, key }: FeedPlace): Readonly<Record<'created' | 'changed', RawBuilder<SqlBool>>> {
  return phase === 0
    ? { created: sql<SqlBool>`(born_run, id) > (${run}, ${key})`, changed: sql<SqlBool>`event.run_id >= ${run}` }
    : {
        created: sql<SqlBool>`born_run > ${run}`,
        changed: sql<SqlBool>`(event.run_id, event.ordinal) > (${run}, ${key === '' ? -1 : Number(key)}::bigint)`,
      }
}
