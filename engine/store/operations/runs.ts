import { sql } from 'kysely'
import { matchedKinds } from '../../../rules/entity/entity.ts'
import { appendAudit, auditDeliveries } from './audit.ts'
import { canonicalTable } from '../staging/canonical-table.ts'
import type { Session, Store } from '../store.ts'

export interface Run {
  readonly id: number
  readonly asOf: string
  readonly finishedStages: readonly string[]
  readonly isResumed: boolean
}

/**
 * Opens tonight's run. A run of the same plan that was killed is taken up where it stopped, with its own `asOf`, so that it
 * ends as if undisturbed; one of another plan is marked abandoned: what it staged stays, what it had not finished is done anew.
 */
export async function openRun(
  store: Store,
  asOf: string,
  planFingerprint: string,
  companyTimeZone: string,
): Promise<Run> {
  const running = await store.db
    .selectFrom('staging.run')
    .selectAll()
    .where('status', '=', 'running')
    .executeTakeFirst()

  if (running !== undefined && running.plan_fingerprint === planFingerprint) {
    return { id: running.id, asOf: running.as_of, finishedStages: running.finished_stages, isResumed: true }
  }
  const id = await store.transaction(async (session) => {
    const { rows } = await sql<{ id: number }>`
      insert into staging.run (id, status, as_of, business_day, plan_fingerprint)
      select coalesce(max(id), 0) + 1, 'running', ${asOf}::timestamptz,
        (${asOf}::timestamptz at time zone ${companyTimeZone})::date, ${planFingerprint}
      from staging.run
      returning id`.execute(session.db)
    const newId = rows[0]?.id ?? 1

    await auditPlan(session, newId, asOf, planFingerprint)
    if (running !== undefined) await handOver(session, running.id, newId)
    return newId
  })

  return { id, asOf: new Date(asOf).toISOString(), finishedStages: [], isResumed: false }
}

/** A night by another plan than the one before it is a change of policy, whoever made it. */
async function auditPlan(session: Session, runId: number, asOf: string, fingerprint: string): Promise<void> {
  const before = await session.db
    .selectFrom('staging.run')
    .select('plan_fingerprint')
    .where('id', '<', runId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

  if (before?.plan_fingerprint === fingerprint) return
  await appendAudit(session, [
    {
      at: asOf,
      actor: 'night',
      action: 'plan-changed',
      subject: fingerprint,
      detail: { run: runId, from: before?.plan_fingerprint ?? null, to: fingerprint },
    },
  ])
}

/** What the abandoned run read anew and did not decide, its successor has to: it counts as read anew by that one. */
async function handOver(session: Session, runId: number, successor: number): Promise<void> {
  await abandonRun(session, runId)
  for (const kind of matchedKinds) {
    await sql`
      update ${sql.table(canonicalTable(kind))} set normalized_run = ${successor}
      where normalized_run = ${runId}`.execute(session.db)
  }
}

/** Ends a run that nobody is to take up again. */
export async function abandonRun(session: Session, runId: number): Promise<void> {
  await session.db.updateTable('staging.run').set({ status: 'abandoned' }).where('id', '=', runId).execute()
}

/** Marks a stage done; call it in the transaction that wrote the stage's result, so that a killed run repeats the stage or has it whole. */
export async function finishStage(session: Session, runId: number, stage: string): Promise<void> {
  await sql`
    update staging.run set finished_stages = array_append(finished_stages, ${stage})
    where id = ${runId} and not ${stage} = any(finished_stages)`.execute(session.db)
}

/** Ends a run in the caller's transaction: it counts as finished together with its place in the audit and its word to subscribers. */
export async function finishRun(session: Session, run: Pick<Run, 'id' | 'asOf'>, summary: unknown): Promise<void> {
  const runId = run.id

  await auditDeliveries(session, runId, run.asOf)
  await session.db
    .updateTable('staging.run')
    .set({ status: 'finished', summary: JSON.stringify(summary) })
    .where('id', '=', runId)
    .execute()
  await notifySubscribers(session, runId)
}

/** Wakes whoever listens on the channel `touchstone_events` when the run changed an identity: the feed then has something new. */
async function notifySubscribers(session: Session, runId: number): Promise<void> {
  await sql`
    select pg_notify('touchstone_events', ${String(runId)})
    where exists (select from golden.record where born_run = ${runId})
      or exists (select from golden.event where run_id = ${runId})`.execute(session.db)
}

/** The newest finished run and what it reported, or undefined before the first night. */
export async function lastFinishedRun(
  session: Session,
): Promise<{ id: number; asOf: string; summary: unknown } | undefined> {
  const row = await session.db
    .selectFrom('staging.run')
    .select(['id', 'as_of', 'summary'])
    .where('status', '=', 'finished')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

  return row === undefined ? undefined : { id: row.id, asOf: row.as_of, summary: row.summary }
}

/** The `asOf` of every run: what "first seen in run 3" means in time. */
export async function runTimes(session: Session): Promise<ReadonlyMap<number, string>> {
  const rows = await session.db.selectFrom('staging.run').select(['id', 'as_of']).execute()

  return new Map(rows.map((row) => [row.id, row.as_of]))
}

/** The day of a run in the company's calendar; undefined before the first run. */
export async function businessDayOf({ db }: Session, runId: number): Promise<string | undefined> {
  const row = await db.selectFrom('staging.run').select('business_day').where('id', '=', runId).executeTakeFirst()

  return row?.business_day
}
