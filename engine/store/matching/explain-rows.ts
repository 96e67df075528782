import { sql } from 'kysely'
import type { MatchedKind } from '../../../rules/entity/entity.ts'
import { cursorPages } from '../cursor-pages.ts'
import { isStanding } from './persons-words.ts'
import type { Session } from '../store.ts'

/** A record of the last match. */
export interface NamedRecord {
  readonly id: number
  readonly kind: MatchedKind
}

/** The records that a system has under a key, one per kind at most: those of the last match, or all that were ever read. */
export async function recordsNamed(
  session: Session,
  system: string,
  key: string,
  scope: 'matched' | 'ever-read' = 'matched',
): Promise<readonly NamedRecord[]> {
  const { rows } = await sql<NamedRecord>`
    select record.id, flow.entity as kind from staging.source_record as record
    join staging.flow as flow on flow.id = record.flow_id
    where (${scope} = 'ever-read' or exists (select from matching.cluster as matched where matched.record_id = record.id))
      and flow.entity in ('customer', 'product', 'order', 'invoice') and flow.system = ${system} and record.source_key = ${key} order by flow.entity`.execute(
    session.db,
  )

  return rows
}

/** A link of the last match; `isAsserted` when a person's word made it one. */
export interface MatchedLink {
  readonly left: number
  readonly right: number
  readonly weight: number
  readonly verdict: 'same' | 'possible'
  readonly heldApartBy: string | null
  readonly isAsserted: boolean
}

/** The link between two records, whichever is left. */
export async function linkBetween(
  session: Session,
  kind: MatchedKind,
  one: number,
  other: number,
): Promise<MatchedLink | undefined> {
  const { rows } = await sql<MatchedLink>`
    select left_id as left, right_id as right, weight, verdict, held_apart_by as "heldApartBy", is_asserted as "isAsserted"
    from matching.link as link
    where entity = ${kind} and ((left_id = ${one} and right_id = ${other}) or (left_id = ${other} and right_id = ${one}))`.execute(
    session.db,
  )

  return rows[0]
}

/** A cluster: its members, and of the links within it the strongest. */
export interface MatchedCluster {
  readonly memberIds: readonly number[]
  readonly memberCount: number
  /** Strongest first, a person's word before any weight. */
  readonly links: readonly MatchedLink[]
  readonly linkCount: number
}

/** The cluster of a record in the last match, with at most `linksMax` members and links; undefined when the record was not matched. */
export async function clusterAround(
  session: Session,
  kind: MatchedKind,
  recordId: number,
  linksMax: number,
): Promise<MatchedCluster | undefined> {
  const members = sql`
    select member.record_id from matching.cluster as own
    join matching.cluster as member on member.entity = own.entity and member.representative_id = own.representative_id
    where own.record_id = ${recordId} and own.entity = ${kind}`
  const { rows: ids } = await sql<{ id: number; count: number }>`
    select record_id as id, (count(*) over ())::integer as count from (${members}) as members
    order by record_id limit ${linksMax}`.execute(session.db)
  const { rows: links } = await sql<MatchedLink & { count: number }>`
    with members as (${members})
    select left_id as left, right_id as right, weight, verdict, held_apart_by as "heldApartBy",
      is_asserted as "isAsserted", (count(*) over ())::integer as count
    from matching.link as link
    where entity = ${kind} and verdict = 'same'
      and left_id in (select record_id from members) and right_id in (select record_id from members)
    order by "isAsserted" desc, weight desc, left_id, right_id limit ${linksMax}`.execute(session.db)

  return ids[0] === undefined
    ? undefined
    : {
        memberIds: ids.map(({ id }) => id),
        memberCount: ids[0].count,
        links: links.map(({ count: _, ...link }) => link),
        linkCount: links[0]?.count ?? 0,
      }
}

/** The newest word on two records that a person did not take back. */
export interface PairDecision {
  readonly verdict: 'same' | 'different'
  readonly actor: string
  readonly reason: string
}

export async function decisionOn(
  session: Session,
  kind: MatchedKind,
  one: number,
  other: number,
): Promise<PairDecision | undefined> {
  const { rows } = await sql<PairDecision>`
    select verdict, actor, reason from review.decision as word
    where entity = ${kind} and left_id = ${Math.min(one, other)} and right_id = ${Math.max(one, other)} and ${isStanding}
    order by id desc limit 1`.execute(session.db)

  return rows[0]
}

/** A word that keeps two clusters apart, by record ids. */
export interface PartingWord {
  readonly left: number
  readonly right: number
  readonly actor: string
}

/** Standing words "different" about a record of the one's cluster and one of the other's; the oldest, at most `limit`. */
export async function partingWords(
  session: Session,
  kind: MatchedKind,
  [one, other]: readonly [number, number],
  limit: number,
): Promise<readonly PartingWord[]> {
  const membersOf = (record: number) => sql`
    select member.record_id from matching.cluster as own
    join matching.cluster as member on member.entity = own.entity and member.representative_id = own.representative_id
    where own.record_id = ${record} and own.entity = ${kind}`
  const { rows } = await sql<PartingWord>`
    with near as materialized (${membersOf(one)}), far as materialized (${membersOf(other)})
    select left_id as left, right_id as right, actor from (
      select word.* from near join review.decision as word on word.left_id = near.record_id
      join far on far.record_id = word.right_id
      union
      select word.* from far join review.decision as word on word.left_id = far.record_id
      join near on near.record_id = word.right_id
    ) as word
    where word.verdict = 'different' and ${isStanding} order by word.id limit ${limit}`.execute(session.db)

  return rows
}

const pageSize = 20_000

/** Every link of the last match, strongest first. Needs a transaction. */
export function matchedLinks(
  session: Session,
  kind: MatchedKind,
): AsyncGenerator<readonly Omit<MatchedLink, 'isAsserted'>[]> {
  return cursorPages(
    session,
    sql`
      select left_id as left, right_id as right, weight, verdict, held_apart_by as "heldApartBy"
      from matching.link where entity = ${kind} order by weight desc, left_id, right_id`,
    pageSize,
  )
}

/** Every record of the last match with the record that names its cluster. Needs a transaction. */
export function matchedClusters(
  session: Session,
  kind: MatchedKind,
): AsyncGenerator<readonly { readonly id: number; readonly representative: number }[]> {
  return cursorPages(
    session,
    sql`select record_id as id, representative_id as representative from matching.cluster where entity = ${kind}`,
    pageSize,
  )
}
