import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { onceAsync, type CopyRow } from '../copy-format.ts'
import type { CorrectionKind, OutboxChange } from './delivery-tables.ts'
import type { Session } from '../store.ts'

/** A correction as the resolve stage plans it. */
export interface PlannedCorrection {
  readonly idempotencyKey: string
  readonly flowId: number
  readonly kind: CorrectionKind
  /** Null for a record to create. */
  readonly recordId: number | null
  /** Column of the system that keeps the golden id, of a record to create. */
  readonly externalColumn: string | null
  readonly goldenId: string
  readonly changes: readonly OutboxChange[]
  /** `approved` when the plan lets the machine deliver it, else `planned`. */
  readonly state: 'planned' | 'approved'
  readonly reason: string
}

const columns = [
  'idempotency_key',
  'flow_id',
  'kind',
  'record_id',
  'external_column',
  'golden_id',
  'changes',
  'state',
  'reason',
  'created_run',
  'changed_run',
] as const

/**
 * Makes the outbox say what tonight's decision wants for these records: new intents are added, unsent ones that nobody wants
 * any more are superseded, and one that was ever delivered, refused or rolled back is left alone, for the same intent is
 * never sent twice unless a person says so.
 */
export async function planCorrections(
  session: Session,
  runId: number,
  recordIds: readonly number[],
  corrections: readonly PlannedCorrection[],
): Promise<void> {
  const wanted = corrections.map((correction) => correction.idempotencyKey)

  await supersede(session, runId, {
    scope: sql`kind = 'update' and record_id = any(${[...recordIds]}::integer[])`,
    isWanted: sql`idempotency_key = any(${wanted}::text[])`,
  })
  await putCorrections(session, runId, corrections)
}

/** Adds intents that are new and takes up those that were superseded; one that was ever sent is left alone. */
export async function putCorrections(
  session: Session,
  runId: number,
  corrections: readonly PlannedCorrection[],
): Promise<void> {
  const wanted = corrections.map((correction) => correction.idempotencyKey)

  if (corrections.length === 0) return
  const known = await session.db
    .selectFrom('ops.outbox')
    .select(['idempotency_key', 'state'])
    .where(sql<boolean>`idempotency_key = any(${wanted}::text[])`)
    .execute()
  const states = new Map(known.map((row) => [row.idempotency_key, row.state]))
  const fresh = corrections.filter(({ idempotencyKey }) => !states.has(idempotencyKey))
  const revived = corrections.filter(({ idempotencyKey }) => states.get(idempotencyKey) === 'superseded')

  await sql`
    update ops.outbox set state = given.state, changed_run = ${runId}, answer = null, batch_id = null, page_id = null,
      approved_by = null, is_wanted = true
    from unnest(
      ${revived.map(({ idempotencyKey }) => idempotencyKey)}::text[], ${revived.map(({ state }) => state)}::text[]
    ) as given (idempotency_key, state)
    where ops.outbox.idempotency_key = given.idempotency_key`.execute(session.db)
  if (fresh.length === 0) return
  await session.copy('ops.outbox', columns, onceAsync(fresh.map((correction) => outboxRow(correction, runId))))
}

/** What nobody wants any more is not sent; what is on its way or was refused only remembers that it is not wanted. */
export async function supersede(
  session: Session,
  runId: number,
  { scope, isWanted }: { readonly scope: RawBuilder<SqlBool>; readonly isWanted: RawBuilder<SqlBool> },
): Promise<void> {
  const ours = sql`${scope} and compensates is null`

  await sql`
    update ops.outbox set state = 'superseded', changed_run = ${runId}
    where ${ours} and state in ('planned', 'approved') and not ${isWanted}`.execute(session.db)
  await sql`
    update ops.outbox set is_wanted = not is_wanted
    where ${ours} and state in ('sending', 'uncertain', 'refused', 'rolled-back') and is_wanted <> (${isWanted})`.execute(
    session.db,
  )
}

function outboxRow(correction: PlannedCorrection, runId: number): CopyRow {
  const { idempotencyKey, flowId, kind, recordId, externalColumn, goldenId, changes, state, reason } = correction

  return [
    ...[idempotencyKey, flowId, kind, recordId, externalColumn, goldenId, JSON.stringify(changes), state, reason],
    ...[runId, runId],
  ]
}

/** One column and its values, in one text. */
export const changeText = ({ column, before, after }: Pick<OutboxChange, 'column' | 'before' | 'after'>) =>
  JSON.stringify([column, before, after])

/** The changes a person took back, per record, as `changeText`. */
export async function rolledBackChanges(
  session: Session,
  recordIds: readonly number[],
): Promise<ReadonlyMap<number, ReadonlySet<string>>> {
  const rows = await session.db
    .selectFrom('ops.outbox')
    .select(['record_id', 'changes'])
    .where(sql<boolean>`record_id = any(${[...recordIds]}::integer[])`)
    .where('state', '=', 'rolled-back')
    .where('compensates', 'is', null)
    .where('kind', '=', 'update')
    .$narrowType<{ record_id: number }>()
    .execute()
  const changes = new Map<number, Set<string>>()

  for (const { record_id: recordId, changes: taken } of rows) {
    const known = changes.get(recordId) ?? new Set()

    taken.forEach((change) => known.add(changeText(change)))
    changes.set(recordId, known)
  }
  return changes
}
