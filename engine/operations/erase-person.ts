import { ReconcileError } from '../domain/reconcile-error.ts'
import { appendAudit } from '../store/operations/audit.ts'
import { erasureOf } from '../store/staging/erased-records.ts'
import {
  eraseScope,
  keptDocuments,
  openErasing,
  unfinishedDeliveries,
  type ErasedRecord,
} from '../store/operations/erasing.ts'
import { recordsNamed } from '../store/matching/explain-rows.ts'
import { goldenIdsNamed } from '../store/golden/golden-history.ts'
import { compactTables } from '../store/operations/compact-tables.ts'
import { lastFinishedRun } from '../store/operations/runs.ts'
import type { Session } from '../store/store.ts'
import type { Tools } from './tools.ts'

/** Whom to erase, on whose word. */
export interface ErasureRequest {
  /** A golden id, an id that ended in one, or `system:key`. */
  readonly name: string
  readonly by: string
  readonly reason: string
  /** Says what would go, and keeps it. */
  readonly isDryRun: boolean
}

/** What an erasure took, or would take. */
export interface ErasureResult {
  readonly goldenIds: readonly string[]
  /** `system:key`, for the owners of these systems: there they have to be deleted too. */
  readonly records: readonly string[]
  readonly tables: Readonly<Record<string, number>>
  /** Documents that name the person and stay. */
  readonly keptDocuments: Readonly<Record<string, number>>
}

/**
 * Removes a person's values everywhere in the store, in one transaction: the audit chain stays verifiable, the ids resolve to
 * "erased", and keyed hashes of the keys keep the next snapshots from bringing the person back (docs/erasure.md).
 */
export async function erasePerson(
  request: ErasureRequest,
  { store, clock }: Pick<Tools, 'store' | 'clock'>,
): Promise<ErasureResult> {
  const outcome: { result?: ErasureResult } = {}

  try {
    await store.transaction(async (session) => {
      outcome.result = await erase(session, request, clock().toISOString())
      if (request.isDryRun) throw new DryRun()
    })
  } catch (error) {
    if (!(error instanceof DryRun)) throw error
  }
  if (outcome.result === undefined) throw new Error('the erasure ended without a result')
  // What was deleted stays readable in the files of the store until its pages are written anew.
  if (!request.isDryRun) await compactTables(store, Object.keys(outcome.result.tables))
  return outcome.result
}

class DryRun extends Error {}

async function erase(session: Session, request: ErasureRequest, at: string): Promise<ErasureResult> {
  const { name, by, reason } = request
  const done = await erasureOf(session, name)

  if (done !== undefined) throw new ReconcileError('GOLDEN_ERASED', { name, ...done })
  const goldenIds = await goldenIdsNamed(session, name, latestRun)
  const records = await openErasing(session, goldenIds, await strayRecords(session, name))

  if (records.length === 0) throw new ReconcileError('GOLDEN_UNKNOWN', { name, when: 'now' })
  const unfinished = await unfinishedDeliveries(session)
  if (unfinished > 0) throw new ReconcileError('ERASE_WHILE_SENDING', { name, count: unfinished })

  const documents = await keptDocuments(session)
  const runId = (await lastFinishedRun(session))?.id ?? 0
  const tables = await eraseScope(session, records, { at, by, reason, runId })

  await appendAudit(session, [
    {
      at,
      actor: by,
      action: 'person-erased',
      subject: goldenIds[0] ?? 'a record without a golden record',
      detail: { systems: [...new Set(records.map(({ system }) => system))], records: records.length, reason },
    },
  ])
  return {
    goldenIds,
    records: records.map(nameOf),
    tables: Object.fromEntries([...tables].toSorted(([left], [right]) => (left < right ? -1 : 1))),
    keptDocuments: documents,
  }
}

const latestRun = 2_147_483_647
const nameOf = ({ system, sourceKey }: ErasedRecord) => `${system}:${sourceKey}`

/** A record that was never matched, or is a tombstone, has no golden record and is a person's all the same. */
async function strayRecords(session: Session, name: string): Promise<readonly number[]> {
  const colon = name.indexOf(':')
  if (colon < 0) return []

  return (await recordsNamed(session, name.slice(0, colon), name.slice(colon + 1), 'ever-read')).map(({ id }) => id)
}
