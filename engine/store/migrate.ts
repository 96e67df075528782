import { Migrator, sql, type Migration } from 'kysely'
import { ReconcileError } from '../domain/reconcile-error.ts'
import * as staging from './migrations/0001-staging.ts'
import * as golden from './migrations/0002-golden.ts'
import * as goldenHistory from './migrations/0003-golden-history.ts'
import * as audit from './migrations/0004-audit.ts'
import * as documents from './migrations/0005-documents.ts'
import * as paymentApprovals from './migrations/0006-payment-approvals.ts'
import * as linkLedger from './migrations/0007-link-ledger.ts'
import * as reviewTasks from './migrations/0008-review-tasks.ts'
import * as deliveries from './migrations/0009-deliveries.ts'
import * as pins from './migrations/0010-pins.ts'
import * as snapshotGuard from './migrations/0011-snapshot-guard.ts'
import * as eInvoiceJudgements from './migrations/0012-e-invoice-judgements.ts'
import * as deletedValues from './migrations/0013-deleted-values.ts'
import * as erasure from './migrations/0014-erasure.ts'
import * as joinedEvents from './migrations/0015-joined-events.ts'
import * as valueLedger from './migrations/0016-value-ledger.ts'
import * as reviewLists from './migrations/0017-review-lists.ts'
import * as creations from './migrations/0018-creations.ts'
import * as listsByIndex from './migrations/0019-lists-by-index.ts'
import * as stakesByCurrency from './migrations/0020-stakes-by-currency.ts'
import type { Store } from './store.ts'

/** Append-only: a migration that was ever released is never edited. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001-staging': staging,
  '0002-golden': golden,
  '0003-golden-history': goldenHistory,
  '0004-audit': audit,
  '0005-documents': documents,
  '0006-payment-approvals': paymentApprovals,
  '0007-link-ledger': linkLedger,
  '0008-review-tasks': reviewTasks,
  '0009-deliveries': deliveries,
  '0010-pins': pins,
  '0011-snapshot-guard': snapshotGuard,
  '0012-e-invoice-judgements': eInvoiceJudgements,
  '0013-deleted-values': deletedValues,
  '0014-erasure': erasure,
  '0015-joined-events': joinedEvents,
  '0016-value-ledger': valueLedger,
  '0017-review-lists': reviewLists,
  '0018-creations': creations,
  '0019-lists-by-index': listsByIndex,
  '0020-stakes-by-currency': stakesByCurrency,
}

function migratorOf(store: Store): Migrator {
  return new Migrator({ db: store.db, provider: { getMigrations: async () => ({ ...migrations }) } })
}

/** Brings the store to this program's migration; answers the names applied now. */
export async function migrate(store: Store): Promise<readonly string[]> {
  await refuseNewer(store)
  const { error, results } = await migratorOf(store).migrateToLatest()

  if (error !== undefined) throw new Error('the migration failed', { cause: error })
  return (results ?? []).filter((result) => result.status === 'Success').map((result) => result.migrationName)
}

/** Every known migration and when it was applied (undefined: not yet). */
export async function migrationStatus(
  store: Store,
): Promise<readonly { name: string; appliedAt: string | undefined }[]> {
  await refuseNewer(store)
  const status = await migratorOf(store).getMigrations()

  return status.map(({ name, executedAt }) => ({ name, appliedAt: executedAt?.toISOString() }))
}

/** Removes everything Touchstone keeps in the store. */
export async function resetStore(store: Store): Promise<void> {
  await store.transaction(async ({ db }) => {
    for (const schema of ['staging', 'matching', 'golden', 'review', 'documents', 'ops']) {
      await sql.raw(`drop schema if exists ${schema} cascade`).execute(db)
    }
    await sql.raw('drop table if exists kysely_migration, kysely_migration_lock').execute(db)
  })
}

async function refuseNewer(store: Store): Promise<void> {
  const known = await sql<{ exists: boolean }>`select to_regclass('kysely_migration') is not null as exists`.execute(
    store.db,
  )

  if (known.rows[0]?.exists !== true) return
  const applied = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(store.db)
  const unknown = applied.rows.find(({ name }) => !(name in migrations))

  if (unknown !== undefined) throw new ReconcileError('STORE_NEWER', { found: unknown.name })
}
