import { describe, expect, test } from 'vitest'
import type { SnapshotEnd } from '../../../../connectors/connector.ts'
import { acceptSnapshot } from '../../../../engine/store/staging/accept-snapshot.ts'
import { onceAsync } from '../../../../engine/store/copy-format.ts'
import { openFlow } from '../../../../engine/store/staging/flows.ts'
import { openRun } from '../../../../engine/store/operations/runs.ts'
import { snapshotHistory } from '../../../../engine/store/staging/snapshot-history.ts'
import { loadIncoming, openSnapshot } from '../../../../engine/store/staging/snapshots.ts'
import type { Store } from '../../../../engine/store/store.ts'

const nightOne = '2026-01-01T02:00:00.000Z'

/** How snapshots become the present state of a flow, on any store. */
export function snapshotContract(opened: () => Store): void {
  describe('accepting snapshots', () => {
    test('stages new rows, then only what changed, then what is missing, then tombstones', async () => {
      const flow = await openFlow(opened(), 'crm', 'customer')

      expect(
        await night(opened(), flow.id, [
          ['1', 'a'],
          ['2', 'b'],
          ['3', 'c'],
        ]),
      ).toEqual({ newCount: 3, changedCount: 0, missingCount: 0 })
      expect(
        await night(opened(), flow.id, [
          ['1', 'a'],
          ['2', 'b'],
          ['3', 'c'],
        ]),
      ).toEqual({ newCount: 0, changedCount: 0, missingCount: 0 })
      expect(
        await night(opened(), flow.id, [
          ['1', 'a'],
          ['2', 'x'],
        ]),
      ).toEqual({ newCount: 0, changedCount: 1, missingCount: 1 })
      expect(await tombstones(opened(), flow.id)).toEqual([])
      expect(
        await night(opened(), flow.id, [
          ['1', 'a'],
          ['2', 'x'],
        ]),
      ).toEqual({ newCount: 0, changedCount: 0, missingCount: 0 })
      expect(await tombstones(opened(), flow.id)).toEqual(['3'])
      expect(
        await night(opened(), flow.id, [
          ['1', 'a'],
          ['2', 'x'],
          ['3', 'c'],
        ]),
      ).toEqual({ newCount: 0, changedCount: 1, missingCount: 0 })
      expect(await tombstones(opened(), flow.id)).toEqual([])
    })

    test('uses equal rows of one key once, and differing ones not at all, with a reason each', async () => {
      const flow = await openFlow(opened(), 'shop', 'customer')

      await night(opened(), flow.id, [
        ['1', 'a'],
        ['1', 'a'],
        ['2', 'x'],
        ['2', 'y'],
        ['3', 'c'],
      ])
      expect(await payloads(opened(), flow.id)).toEqual({ 1: 'a', 3: 'c' })
      expect(await reasons(opened(), flow.id)).toEqual({ 1: 'key-repeated', 2: 'key-conflict' })

      await night(opened(), flow.id, [
        ['1', 'a'],
        ['3', 'd'],
        ['3', 'e'],
      ])
      expect(await payloads(opened(), flow.id)).toEqual({ 1: 'a', 3: 'c' })
      expect(await reasons(opened(), flow.id)).toEqual({ 3: 'key-conflict' })
    })

    test('knows the usual volume, what is lost and what is new', async () => {
      const flow = await openFlow(opened(), 'mailing', 'customer')

      await night(opened(), flow.id, [
        ['1', 'a'],
        ['2', 'b'],
        ['3', 'c'],
        ['4', 'd'],
      ])
      const run = await nextRun(opened())
      const snapshot = await openSnapshot(opened(), run, flow.id, nightOne)

      await loadIncoming(
        opened(),
        onceAsync(
          [
            ['1', 'a'],
            ['9', 'z'],
          ].map(([key, text]) => [snapshot.id, key ?? '', text ?? '', null, text ?? '', null]),
        ),
      )
      expect(
        await snapshotHistory(
          opened(),
          { flowId: flow.id, snapshotId: snapshot.id, entity: 'customer' },
          '2026-01-02T02:00:00.000Z',
        ),
      ).toMatchObject({
        goodKeyCounts: [4],
        presentCount: 4,
        lostCount: 3,
        newCount: 1,
        changedCount: 0,
        keyCount: 2,
        conflictingRowCount: 0,
        repeatedCount: 0,
        isEarlierContent: false,
      })
    })

    test('numbers records by key, whatever the order of rows', async () => {
      const [left, right] = [await openFlow(opened(), 'one', 'customer'), await openFlow(opened(), 'two', 'customer')]

      await night(opened(), left.id, [
        ['b', '1'],
        ['a', '2'],
        ['c', '3'],
      ])
      await night(opened(), right.id, [
        ['c', '3'],
        ['b', '1'],
        ['a', '2'],
      ])
      expect(await keysById(opened(), left.id)).toEqual(await keysById(opened(), right.id))
    })
  })
}

async function nextRun(store: Store): Promise<number> {
  const run = await openRun(store, nightOne, `plan-${Math.random()}`, 'UTC')

  return run.id
}

async function night(store: Store, flowId: number, rows: readonly (readonly [string, string])[]) {
  const runId = await nextRun(store)
  const snapshot = await openSnapshot(store, runId, flowId, nightOne)
  const end: SnapshotEnd = {
    isComplete: true,
    proof: 'end-of-file',
    rowCount: rows.length,
    expectedCount: null,
    reason: null,
    columns: ['id'],
  }

  return store.transaction(async (session) => {
    await loadIncoming(session, onceAsync(rows.map(([key, text]) => [snapshot.id, key, text, null, text, null])))
    const history = await snapshotHistory(
      session,
      { flowId, snapshotId: snapshot.id, entity: 'customer' },
      '2026-01-02T02:00:00.000Z',
    )

    return acceptSnapshot(session, {
      runId,
      snapshot,
      entity: 'customer',
      end,
      schemaFingerprint: 'f',
      knowsDeletions: true,
      columnEvidence: {},
      rejections: [],
      history: { ...history, repeatedCount: 0 },
      filled: {},
      acceptedBy: null,
    })
  })
}

async function tombstones(store: Store, flowId: number): Promise<readonly string[]> {
  const rows = await store.db
    .selectFrom('staging.source_record')
    .select('source_key')
    .where('flow_id', '=', flowId)
    .where('tombstoned_run', 'is not', null)
    .execute()

  return rows.map((row) => row.source_key)
}

async function payloads(store: Store, flowId: number): Promise<Readonly<Record<string, string>>> {
  const rows = await store.db
    .selectFrom('staging.source_record')
    .select(['source_key', 'payload'])
    .where('flow_id', '=', flowId)
    .execute()

  return Object.fromEntries(rows.map((row) => [row.source_key, row.payload]))
}

async function reasons(store: Store, flowId: number): Promise<Readonly<Record<string, string>>> {
  const rows = await store.db
    .selectFrom('staging.rejection')
    .select(['source_key', 'reason'])
    .where('flow_id', '=', flowId)
    .execute()

  return Object.fromEntries(rows.map((row) => [row.source_key, row.reason]))
}

async function keysById(store: Store, flowId: number): Promise<readonly string[]> {
  const rows = await store.db
    .selectFrom('staging.source_record')
    .select('source_key')
    .where('flow_id', '=', flowId)
    .orderBy('id')
    .execute()

  return rows.map((row) => row.source_key)
}
