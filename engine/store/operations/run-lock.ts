import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { ReconcileError } from '../../domain/reconcile-error.ts'
import type { Database } from '../database.ts'
import { isAlive } from '../folder-lock.ts'
import type { Store } from '../store.ts'

/** Identifies this product's lock among the advisory locks of a shared server. */
const advisoryKey = 7_304_661
const deadHolderMsMax = 30_000
const pauseMs = 200
const unknown = 'unknown'

export interface LockHolder {
  readonly processId: number
  readonly host: string
  readonly since: string
}

/**
 * One run at a time. On PostgreSQL an advisory lock that dies with its connection decides, and the row in ops.lock only tells
 * who holds it; the embedded store is locked by its folder already.
 */
export async function lockRuns(store: Store, holder: LockHolder): Promise<AsyncDisposable> {
  if (store.kind === 'postgres') await takeAdvisoryLock(store, holder)
  await store.db.deleteFrom('ops.lock').where('name', '=', 'run').execute()
  await store.db
    .insertInto('ops.lock')
    .values({ name: 'run', run_id: null, process_id: holder.processId, host: holder.host, since: holder.since })
    .execute()

  return {
    async [Symbol.asyncDispose]() {
      await store.db.deleteFrom('ops.lock').where('name', '=', 'run').execute()
      if (store.kind === 'postgres') await sql`select pg_advisory_unlock(${advisoryKey})`.execute(store.db)
    },
  }
}

/** Lets others read which run holds the lock. */
export async function nameLockedRun(store: Store, runId: number): Promise<void> {
  await store.db.updateTable('ops.lock').set({ run_id: runId }).where('name', '=', 'run').execute()
}

async function takeAdvisoryLock(store: Store, { host }: LockHolder): Promise<void> {
  for (let waitedMs = 0; !(await isTaken(store)); waitedMs += pauseMs) {
    const held = await store.db.selectFrom('ops.lock').selectAll().where('name', '=', 'run').executeTakeFirst()
    const isLiving = held !== undefined && (held.host !== host || isAlive(held.process_id))

    // The server lets go of a killed run's lock only when the statement it was at has ended.
    if (isLiving || waitedMs >= deadHolderMsMax) throw lockedBy(held)
    await sleep(pauseMs)
  }
}

async function isTaken(store: Store): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`select pg_try_advisory_lock(${advisoryKey}) as taken`.execute(store.db)

  return rows[0]?.taken === true
}

/** Without a row the holder is between taking the lock and saying who it is. */
function lockedBy(held: Database['ops.lock'] | undefined): ReconcileError {
  const { run_id, process_id, host, since } = held ?? {
    run_id: null,
    process_id: unknown,
    host: unknown,
    since: unknown,
  }

  return new ReconcileError('RUN_LOCKED', { runId: run_id ?? unknown, pid: process_id, host, since })
}
