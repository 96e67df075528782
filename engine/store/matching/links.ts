import { sql } from 'kysely'
import type { MatchedKind } from '../../../rules/entity/entity.ts'
import type { Session } from '../store.ts'

export interface MatchState {
  readonly fingerprint: string
  readonly model: unknown
  readonly modelVersion: string
  readonly candidatePairCount: number
  readonly limits: readonly string[]
  /** The run in which the kind was matched last, and the newest decision it knew. */
  readonly matchedRun: number
  readonly decisionId: number
  readonly recordCount: number
  /** Pages that block keys are kept on, see block-keys.ts. */
  readonly blockPageCount: number
}

export async function matchState(session: Session, kind: MatchedKind): Promise<MatchState | undefined> {
  const row = await session.db.selectFrom('matching.state').selectAll().where('entity', '=', kind).executeTakeFirst()

  return row === undefined
    ? undefined
    : {
        fingerprint: row.fingerprint,
        model: row.model,
        modelVersion: row.model_version,
        candidatePairCount: Number(row.candidate_pair_count),
        limits: row.limits,
        matchedRun: row.matched_run,
        decisionId: row.decision_id,
        recordCount: row.record_count,
        blockPageCount: row.block_page_count,
      }
}

export async function saveMatchState(session: Session, kind: MatchedKind, state: MatchState): Promise<void> {
  const row = {
    fingerprint: state.fingerprint,
    model: JSON.stringify(state.model),
    model_version: state.modelVersion,
    candidate_pair_count: String(state.candidatePairCount),
    limits: JSON.stringify(state.limits),
    matched_run: state.matchedRun,
    decision_id: state.decisionId,
    record_count: state.recordCount,
    block_page_count: state.blockPageCount,
  }

  await session.db
    .insertInto('matching.state')
    .values({ entity: kind, ...row })
    .onConflict((conflict) => conflict.column('entity').doUpdateSet(row))
    .execute()
}

export const clusterColumns = ['record_id', 'entity', 'representative_id', 'block_keys'] as const

/** Of `matching.link as link`: no person's word keeps it apart. */
export const isUndecided = sql`coalesce(link.held_apart_by, '') not in ('asserted-different', 'joins-asserted-different')`

export interface PossibleLink {
  readonly left: number
  readonly right: number
  readonly weight: number
  readonly heldApartBy: string | null
}

/** A link as it is shown to a person. */
export interface ShownLink {
  readonly left: number
  readonly right: number
  readonly weight: number
  readonly decidingField: string
  readonly heldApartBy: string | null
}

/** Every link among the given records, strongest first. */
export async function linksBetween(
  session: Session,
  kind: MatchedKind,
  recordIds: readonly number[],
): Promise<readonly ShownLink[]> {
  return session.db
    .selectFrom('matching.link')
    .select([
      'left_id as left',
      'right_id as right',
      'weight',
      'held_apart_by as heldApartBy',
      'deciding_field as decidingField',
    ])
    .where('entity', '=', kind)
    .where('left_id', 'in', [...recordIds])
    .where('right_id', 'in', [...recordIds])
    .orderBy('weight', 'desc')
    .orderBy('left_id')
    .orderBy('right_id')
    .execute()
}

/** The links that hold among these records. */
export async function sameLinksAmong(
  session: Session,
  kind: MatchedKind,
  recordIds: readonly number[],
): Promise<readonly { readonly left: number; readonly right: number }[]> {
  const ids = sql`${[...recordIds]}::integer[]`
  const { rows } = await sql<{ left: number; right: number }>`
    select left_id as left, right_id as right from matching.link
    where entity = ${kind} and verdict = 'same' and left_id = any(${ids}) and right_id = any(${ids})
    order by left_id, right_id`.execute(session.db)

  return rows
}

/** Per record, the systems that hold a record which may be the same: linked above the review threshold and not decided yet. */
export async function possibleSystems(
  session: Session,
  kind: MatchedKind,
): Promise<ReadonlyMap<number, ReadonlySet<string>>> {
  const { rows } = await sql<{ id: number; system: string }>`
    select ends.id, flow.system from (
      select left_id as id, right_id as other_id from matching.link as link where entity = ${kind} and verdict = 'possible'
        and ${isUndecided}
      union all
      select right_id, left_id from matching.link as link where entity = ${kind} and verdict = 'possible'
        and ${isUndecided}
    ) as ends
    join staging.source_record as other on other.id = ends.other_id
    join staging.flow as flow on flow.id = other.flow_id`.execute(session.db)
  const systems = new Map<number, Set<string>>()

  for (const { id, system } of rows) systems.set(id, (systems.get(id) ?? new Set()).add(system))
  return systems
}
