import { sql } from 'kysely'
import type { MatchedKind } from '../../../rules/entity/entity.ts'
import { onceAsync, type CopyRow } from '../copy-format.ts'
import { clusterColumns } from './links.ts'
import type { Session } from '../store.ts'

/** A link as it is stored, in the order of its columns but the kind. */
export interface StoredLink {
  readonly left: number
  readonly right: number
  readonly verdict: string
  readonly weight: number
  readonly decidingField: string
  readonly heldApartBy: string | null
  readonly modelVersion: string
  readonly isAsserted: boolean
}

/**
 * The given records and all that hang together with them by links that clusters are made of: those of at least `weightMin`,
 * and those that a reason keeps apart. Lost links count, as long as they are stored.
 */
export async function recordsLinkedTo(
  session: Session,
  kind: MatchedKind,
  recordIds: readonly number[],
  weightMin: number,
): Promise<readonly number[]> {
  const isBinding = sql`entity = ${kind} and (weight >= ${weightMin}::float8 or verdict = 'same' or held_apart_by is not null)`
  const { rows } = await sql<{ id: number }>`
    with recursive reached(id) as (
      select unnest(${[...recordIds]}::integer[])
      union
      select next.id from reached cross join lateral (
        select right_id as id from matching.link where left_id = reached.id and ${isBinding}
        union all
        select left_id from matching.link where right_id = reached.id and ${isBinding}
      ) as next
    ) select id from reached order by id`.execute(session.db)

  return rows.map(({ id }) => id)
}

/** Links among the given records, and all links of those in `renewed`. */
export async function linksOf(
  session: Session,
  kind: MatchedKind,
  recordIds: readonly number[],
  renewed: readonly number[],
): Promise<readonly StoredLink[]> {
  const columns = sql`left_id as left, right_id as right, verdict, weight, deciding_field as "decidingField",
    held_apart_by as "heldApartBy", model_version as "modelVersion", is_asserted as "isAsserted"`
  const { rows } = await sql<StoredLink>`
    select ${columns} from matching.link where entity = ${kind}
      and left_id = any(${[...recordIds]}::integer[]) and right_id = any(${[...recordIds]}::integer[])
    union select ${columns} from matching.link where entity = ${kind} and left_id = any(${[...renewed]}::integer[])
    union select ${columns} from matching.link where entity = ${kind} and right_id = any(${[...renewed]}::integer[])
    order by "left", "right"`.execute(session.db)

  return rows
}

/** Which record names the cluster of each of the given records. */
export async function representatives(
  session: Session,
  recordIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ id: number; representative: number }>`
    select record_id as id, representative_id as representative from matching.cluster
    where record_id = any(${[...recordIds]}::integer[])`.execute(session.db)

  return new Map(rows.map(({ id, representative }) => [id, representative]))
}

/** Writes records anew with their block keys, takes away those that ended, and moves others to another cluster. */
export async function changeClusters(
  session: Session,
  renewed: { readonly recordIds: readonly number[]; readonly rows: readonly CopyRow[] },
  moved: readonly { readonly recordId: number; readonly representativeId: number }[],
): Promise<void> {
  await sql`
    delete from matching.cluster where record_id = any(${[...renewed.recordIds]}::integer[])`.execute(session.db)
  await session.copy('matching.cluster', clusterColumns, onceAsync(renewed.rows))
  await sql`
    update matching.cluster set representative_id = moved.representative_id
    from unnest(${moved.map(({ recordId }) => recordId)}::integer[], ${moved.map(({ representativeId }) => representativeId)}::integer[])
      as moved(record_id, representative_id)
    where cluster.record_id = moved.record_id`.execute(session.db)
}
