import { sql } from 'kysely'
import type { FreezeCause } from '../../../rules/truth/ping-pong.ts'
import { settleCases } from './conflict-cases.ts'
import { onceAsync, type CopyRow } from '../copy-format.ts'
import type { Session } from '../store.ts'

export interface ConflictRow {
  readonly goldenId: string
  readonly field: string
  readonly kind: 'differs' | 'missing' | 'deleted' | 'stale-overwrite' | FreezeCause
  readonly loserId: number
  readonly winnerId: number
  readonly winnerValue: string | null
  readonly winnerChangedAt: string | null
  readonly loserValue: string | null
  readonly loserChangedAt: string | null
  readonly reason: string
}

const columns = [
  'entity',
  'golden_id',
  'field',
  'kind',
  'loser_id',
  'winner_id',
  'winner_value',
  'winner_changed_at',
  'loser_value',
  'loser_changed_at',
  'reason',
  'since_run',
] as const

/** Replaces the conflicts of some golden records; one that was there before keeps its `since_run`. */
export async function replaceConflicts(
  session: Session,
  entity: string,
  runId: number,
  goldenIds: readonly string[],
  conflicts: readonly ConflictRow[],
): Promise<void> {
  const inScope = sql<boolean>`golden_id = any(${[...goldenIds]}::text[])`
  const prior = await session.db
    .selectFrom('review.conflict')
    .select(['golden_id', 'field', 'kind', 'loser_id', 'since_run'])
    .where(inScope)
    .execute()
  const since = new Map(
    prior.map((row) => [[row.golden_id, row.field, row.kind, row.loser_id].join('\n'), row.since_run]),
  )

  if (prior.length > 0) await session.db.deleteFrom('review.conflict').where(inScope).execute()
  if (conflicts.length === 0 && prior.length === 0) return
  const rows = conflicts.map((row): CopyRow => [
    entity,
    row.goldenId,
    row.field,
    row.kind,
    row.loserId,
    row.winnerId,
    row.winnerValue,
    row.winnerChangedAt,
    row.loserValue,
    row.loserChangedAt,
    row.reason,
    since.get([row.goldenId, row.field, row.kind, row.loserId].join('\n')) ?? runId,
  ])

  await session.copy('review.conflict', columns, onceAsync(rows))
  await settleCases(session, goldenIds)
}

/** Takes what froze a field from the conflicts. */
export async function dropFreezeConflicts(session: Session, goldenId: string, field: string): Promise<void> {
  await session.db
    .deleteFrom('review.conflict')
    .where('golden_id', '=', goldenId)
    .where('field', '=', field)
    .where('kind', 'in', ['ping-pong', 'rejected-again', 'clock-went-back'])
    .execute()
  await settleCases(session, [goldenId])
}
