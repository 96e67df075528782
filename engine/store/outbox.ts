import { sql } from 'kysely'
import { onceAsync, type CopyRow } from './copy-format.ts'
import type { CorrectionState, OutboxChange } from './database.ts'
import type { Session } from './store.ts'

/** A correction as the resolve stage plans it. */
export interface PlannedCorrection {
  readonly idempotencyKey: string
  readonly flowId: number
  readonly recordId: number
  readonly goldenId: string
  readonly changes: readonly OutboxChange[]
  /** `approved` when the plan lets the machine deliver it, else `planned`. */
  readonly state: 'planned' | 'approved'
  readonly reason: string
}

const columns = [
  'idempotency_key',
  'flow_id',
  'record_id',
  'golden_id',
  'changes',
  'state',
  'reason',
  'created_run',
  'changed_run',
] as const

/**
 * Makes the outbox say what tonight's decision wants for these records: new intents are added, unsent ones that nobody wants
 * any more are superseded, and one that was ever delivered or refused is left alone, for the same intent is never sent twice.
 */
export async function planCorrections(
  session: Session,
  runId: number,
  recordIds: readonly number[],
  corrections: readonly PlannedCorrection[],
): Promise<void> {
  const wanted = corrections.map((correction) => correction.idempotencyKey)

  await sql`
    update ops.outbox set state = 'superseded', changed_run = ${runId}
    where record_id = any(${[...recordIds]}::integer[]) and state in ('planned', 'approved')
      and not idempotency_key = any(${wanted}::text[])`.execute(session.db)
  if (corrections.length === 0) return
  const known = await session.db
    .selectFrom('ops.outbox')
    .select(['idempotency_key', 'state'])
    .where(sql<boolean>`idempotency_key = any(${wanted}::text[])`)
    .execute()
  const states = new Map(known.map((row) => [row.idempotency_key, row.state]))
  const fresh = corrections.filter(({ idempotencyKey }) => !states.has(idempotencyKey))
  const revived = corrections.filter(({ idempotencyKey }) => states.get(idempotencyKey) === 'superseded')

  for (const { idempotencyKey, state } of revived) {
    await session.db
      .updateTable('ops.outbox')
      .set({ state, changed_run: runId })
      .where('idempotency_key', '=', idempotencyKey)
      .execute()
  }
  if (fresh.length === 0) return
  await session.copy('ops.outbox', columns, onceAsync(fresh.map((correction) => outboxRow(correction, runId))))
}

function outboxRow(correction: PlannedCorrection, runId: number): CopyRow {
  const { idempotencyKey, flowId, recordId, goldenId, changes, state, reason } = correction

  return [idempotencyKey, flowId, recordId, goldenId, JSON.stringify(changes), state, reason, runId, runId]
}

/** A correction on its way to a system. */
export interface OutboxCorrection {
  readonly idempotencyKey: string
  readonly sourceKey: string
  readonly changes: readonly OutboxChange[]
  readonly batchId: string | null
}

/** Corrections of a flow in one of the given states, ordered by key; at most `limit`. */
export async function correctionsIn(
  session: Session,
  flowId: number,
  states: readonly CorrectionState[],
  limit: number,
): Promise<readonly OutboxCorrection[]> {
  return session.db
    .selectFrom('ops.outbox as outbox')
    .innerJoin('staging.source_record as record', 'record.id', 'outbox.record_id')
    .select([
      'outbox.idempotency_key as idempotencyKey',
      'record.source_key as sourceKey',
      'outbox.changes',
      'outbox.batch_id as batchId',
    ])
    .where('outbox.flow_id', '=', flowId)
    .where('outbox.state', 'in', [...states])
    .orderBy('record.source_key')
    .orderBy('outbox.idempotency_key')
    .limit(limit)
    .execute()
}

export interface CorrectionAnswer {
  readonly idempotencyKey: string
  readonly state: CorrectionState
  readonly answer: string | null
}

/** Records what became of corrections, in one statement. */
export async function answerCorrections(
  session: Session,
  runId: number,
  batchId: string | null,
  answers: readonly CorrectionAnswer[],
): Promise<void> {
  if (answers.length === 0) return
  await sql`
    update ops.outbox set state = given.state, answer = given.answer, changed_run = ${runId}, batch_id = coalesce(${batchId}, batch_id)
    from unnest(
      ${answers.map((answer) => answer.idempotencyKey)}::text[],
      ${answers.map((answer) => answer.state)}::text[],
      ${answers.map((answer) => answer.answer)}::text[]
    ) as given (idempotency_key, state, answer)
    where ops.outbox.idempotency_key = given.idempotency_key`.execute(session.db)
}

/** What we wrote into records ourselves, per record as `field\nvalue`: when it comes back it is an echo, not news. */
export async function writtenValues(
  session: Session,
  recordIds: readonly number[],
): Promise<ReadonlyMap<number, ReadonlySet<string>>> {
  const rows = await session.db
    .selectFrom('ops.outbox')
    .select(['record_id', 'changes'])
    .where(sql<boolean>`record_id = any(${[...recordIds]}::integer[])`)
    .where('state', '=', 'applied')
    .execute()
  const written = new Map<number, Set<string>>()

  for (const { record_id: recordId, changes } of rows) {
    const values = written.get(recordId) ?? new Set()

    changes.forEach(({ field, value }) => values.add(`${field}\n${value}`))
    written.set(recordId, values)
  }
  return written
}
