import { SourceError, type SnapshotEnd } from '../../connectors/connector.ts'
import { columnsOf } from '../../rules/normalize/compile-mapping.ts'
import { futureLimit } from '../../rules/normalize/future-limit.ts'
import { keptEvidence } from '../../rules/normalize/meaning/column-evidence.ts'
import { observerOf } from '../../rules/normalize/meaning/observed-columns.ts'
import type { Tools } from '../operations/tools.ts'
import type { FlowPlan, LoadedPlan } from '../plan/load-plan.ts'
import { normalizeContext } from '../plan/flow-facts.ts'
import { acceptSnapshot } from '../store/staging/accept-snapshot.ts'
import { erasedKeysOf } from '../store/staging/erased-records.ts'
import { openFlow, type FlowState } from '../store/staging/flows.ts'
import type { Run } from '../store/operations/runs.ts'
import { acceptanceOf, endAcceptances } from '../store/staging/snapshot-acceptances.ts'
import { snapshotHistory } from '../store/staging/snapshot-history.ts'
import { keepUnusable, loadIncoming, openSnapshot, snapshotOf, type SnapshotRow } from '../store/staging/snapshots.ts'
import type { Store } from '../store/store.ts'
import { changedAtOf } from './changed-at-reader.ts'
import { contentHash } from './content-hash.ts'
import { emptyReading, incomingRows, rejectionCountMax, type IncomingReading } from './incoming-rows.ts'
import { judgeSnapshot } from './judge-snapshot.ts'

/** A flow after its snapshot: its state in the store and how tonight's reading ended. */
export interface StagedFlow {
  readonly plan: FlowPlan
  readonly flow: FlowState
  readonly snapshot: SnapshotRow
}

/** Reads one flow into staging. A failing system ends here as a snapshot with a status and a reason, never as a crash. */
export async function snapshotFlow(loaded: LoadedPlan, plan: FlowPlan, run: Run, tools: Tools): Promise<StagedFlow> {
  const { store } = tools
  const flow = await openFlow(store, plan.system, plan.entity)
  const snapshot = await openSnapshot(store, run.id, flow.id, run.asOf)

  if (snapshot.status === 'reading' && plan.direction !== 'write') {
    await readSnapshot(loaded, plan, flow, snapshot, run, tools)
  }

  return {
    plan,
    flow: await openFlow(store, plan.system, plan.entity),
    snapshot: (await snapshotOf(store, run.id, flow.id)) ?? snapshot,
  }
}

async function readSnapshot(
  loaded: LoadedPlan,
  plan: FlowPlan,
  flow: FlowState,
  snapshot: SnapshotRow,
  run: Run,
  tools: Tools,
): Promise<void> {
  const { store } = tools
  const context = normalizeContext(loaded, plan, flow.columnEvidence, run.asOf)
  const reading = emptyReading(
    observerOf(plan.entity, plan.fields, normalizeContext(loaded, plan, {}, run.asOf)),
    columnsOf(plan.fields),
    changedAtOf(plan, context),
    await erasedKeysOf(store, flow.id),
  )
  let end: SnapshotEnd

  try {
    end = await loadRows(loaded, plan, snapshot, reading, tools)
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    tools.log.warn('snapshot failed', { flow: plan.id, code: error.code })
    await store.transaction((session) =>
      keepUnusable(
        session,
        snapshot,
        [{ status: 'failed', count: 0, reason: `${error.code}: ${error.message}` }],
        undefined,
      ),
    )
    return
  }
  const knowsDeletions = loaded.systems.get(plan.system)?.connector.guarantees.knowsDeletions ?? true

  await settleSnapshot({ plan, flow, snapshot, run, reading, knowsDeletions }, countedEnd(end, reading), store)
}

/** Rows without a key, and rows that could not be read, are none of the snapshot. */
function countedEnd(end: SnapshotEnd, { rejections, keptCount }: IncomingReading): SnapshotEnd {
  return rejections.length > rejectionCountMax
    ? { ...end, isComplete: false, reason: `More than ${rejectionCountMax} rows could not be read.` }
    : { ...end, rowCount: keptCount }
}

interface ReadFlow {
  readonly plan: FlowPlan
  readonly flow: FlowState
  readonly snapshot: SnapshotRow
  readonly run: Run
  readonly reading: IncomingReading
  readonly knowsDeletions: boolean
}

/** Judges what was read, and makes it the flow's present state when no guard fires, or a person accepted what fired. */
async function settleSnapshot(read: ReadFlow, end: SnapshotEnd, store: Store): Promise<void> {
  const { plan, flow, snapshot, run, reading, knowsDeletions } = read
  const { id: flowId, entity } = flow
  const history = await snapshotHistory(store, { flowId, snapshotId: snapshot.id, entity }, futureLimit(run.asOf))
  const filled = Object.fromEntries(reading.filled)
  const [first, ...others] = judgeSnapshot(
    {
      end,
      mappedColumns: columnsOf(plan.fields),
      filled,
      knowsDeletions,
      unreadableCount: reading.rejections.length - reading.erasedCount,
    },
    plan.guard,
    history,
  )

  await store.transaction(async (session) => {
    const acceptance = first === undefined ? undefined : await acceptanceOf(session, flowId, [first, ...others])

    if (first !== undefined && acceptance === undefined) {
      return keepUnusable(session, snapshot, [first, ...others], end)
    }
    await acceptSnapshot(session, {
      runId: run.id,
      snapshot,
      entity: plan.entity,
      end,
      schemaFingerprint: contentHash(end.columns.toSorted().join('\n')),
      knowsDeletions,
      columnEvidence: keptEvidence(flow.columnEvidence, reading.columns.evidence()),
      rejections: reading.rejections,
      history,
      filled,
      acceptedBy: acceptance?.actor ?? null,
    })
    return endAcceptances(session, flowId, snapshot.id)
  })
}

async function loadRows(
  loaded: LoadedPlan,
  plan: FlowPlan,
  snapshot: SnapshotRow,
  reading: IncomingReading,
  tools: Tools,
): Promise<SnapshotEnd> {
  const system = loaded.systems.get(plan.system)

  if (system === undefined) throw new Error(`the plan was validated without the system ${plan.system}`)
  await using source = await system.connector.open(system.config, { baseDir: loaded.baseDir, signal: tools.signal })
  const reader = source.snapshot(plan.select)

  await loadIncoming(
    tools.store,
    incomingRows(snapshot.id, reader, reading, (rowCount) => tools.progress.advance(rowCount)),
  )
  return reader.end()
}
