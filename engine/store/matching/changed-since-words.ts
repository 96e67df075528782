import { sql } from 'kysely'
import type { MatchedKind } from '../../../rules/entity/entity.ts'
import { isStanding } from './persons-words.ts'
import type { Session } from '../store.ts'

/** Two records about which a person's word stands, or a link between the golden records it holds apart. */
export interface ChangedPair {
  /** The pair the word is about. */
  readonly left: number
  readonly right: number
  /** The records to look at: the pair itself, or the ends of a link between their golden records. */
  readonly one: number
  readonly other: number
  /** The newest finished run when the word was said last. */
  readonly seenRun: number
  /** One of the ends was first read after the word. */
  readonly isNewRecord: boolean
}

/** Pairs with what stands of them; a word from before its run was kept counts as said after everything. */
const standing = (kind: MatchedKind, verdict: 'same' | 'different') => sql`
  select word.left_id, word.right_id, max(coalesce(word.seen_run, 2147483647)) as seen_run
  from review.decision as word
  where word.entity = ${kind} and word.verdict = ${verdict} and ${isStanding}
  group by word.left_id, word.right_id`

/** Links that would be asked about if a person had not called two records of their golden records different, and that changed since. */
export async function changedApart({ db }: Session, kind: MatchedKind, limit: number): Promise<readonly ChangedPair[]> {
  const { rows } = await sql<ChangedPair>`
    with said as (${standing(kind, 'different')}), apart as materialized (
      select said.*, least(one.golden_id, other.golden_id) as low, greatest(one.golden_id, other.golden_id) as high
      from said
      join golden.crosswalk as one on one.record_id = said.left_id
      join golden.crosswalk as other on other.record_id = said.right_id
      where one.golden_id <> other.golden_id
    )
    select apart.left_id as left, apart.right_id as right, link.left_id as one, link.right_id as other,
      apart.seen_run as "seenRun",
      greatest(first.first_seen_run, second.first_seen_run) > apart.seen_run as "isNewRecord"
    from matching.link as link
    join golden.crosswalk as one on one.record_id = link.left_id
    join golden.crosswalk as other on other.record_id = link.right_id
    join apart on apart.low = least(one.golden_id, other.golden_id) and apart.high = greatest(one.golden_id, other.golden_id)
    join staging.source_record as first on first.id = link.left_id
    join staging.source_record as second on second.id = link.right_id
    where link.entity = ${kind} and link.verdict = 'possible'
      and greatest(first.changed_run, second.changed_run) > apart.seen_run
    order by link.left_id, link.right_id, apart.left_id, apart.right_id limit ${limit}`.execute(db)

  return rows
}

/** Pairs a person called the same of which a record changed since. */
export async function changedSame({ db }: Session, kind: MatchedKind, limit: number): Promise<readonly ChangedPair[]> {
  const { rows } = await sql<ChangedPair>`
    select said.left_id as left, said.right_id as right, said.left_id as one, said.right_id as other,
      said.seen_run as "seenRun", false as "isNewRecord"
    from (${standing(kind, 'same')}) as said
    join staging.source_record as first on first.id = said.left_id and first.tombstoned_run is null
    join staging.source_record as second on second.id = said.right_id and second.tombstoned_run is null
    where greatest(first.changed_run, second.changed_run) > said.seen_run
    order by said.left_id, said.right_id limit ${limit}`.execute(db)

  return rows
}

/** What we wrote into records ourselves, per record as `field\nvalue`: when it comes back it is an echo, not news. */
export async function writtenValues(
  { db }: Session,
  recordIds: readonly number[],
): Promise<ReadonlyMap<number, ReadonlySet<string>>> {
  const rows = await db
    .selectFrom('ops.outbox')
    .select(['record_id', 'changes'])
    .where(sql<boolean>`record_id = any(${[...recordIds]}::integer[])`)
    .where('state', 'in', ['applied', 'rolled-back'])
    .$narrowType<{ record_id: number }>()
    .execute()
  const written = new Map<number, Set<string>>()

  for (const { record_id: recordId, changes } of rows) {
    const values = written.get(recordId) ?? new Set()

    changes.forEach(({ field, value }) => values.add(`${field}\n${value}`))
    written.set(recordId, values)
  }
  return written
}
