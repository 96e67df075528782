import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { replaceConflicts } from '../../../engine/store/golden/conflicts.ts'
import { onceAsync } from '../../../engine/store/copy-format.ts'
import { migrate, migrationStatus, resetStore } from '../../../engine/store/migrate.ts'
import { recordAnswers, waitingCorrections } from '../../../engine/store/write-back/deliveries.ts'
import { planCorrections, type PlannedCorrection } from '../../../engine/store/write-back/outbox.ts'
import { finishRun, finishStage, openRun } from '../../../engine/store/operations/runs.ts'
import type { Store } from '../../../engine/store/store.ts'
import { documentLinesContract } from './documents/document-lines.contract.ts'
import { mismatchesContract } from './documents/mismatches.contract.ts'
import { snapshotContract } from './staging/snapshot.contract.ts'

const nightOne = '2026-01-01T02:00:00.000Z'

/** What every store must do, whatever database is under it. */
export function storeContract(name: string, open: () => Promise<Store>): void {
  describe(`the store on ${name}`, () => {
    let store: Store

    beforeAll(async () => {
      store = await open()
      await resetStore(store)
      await migrate(store)
    })
    afterAll(async () => store[Symbol.asyncDispose]())

    test('migrates once and says when', async () => {
      expect(await migrate(store)).toEqual([])
      expect((await migrationStatus(store)).filter(({ appliedAt }) => appliedAt === undefined)).toEqual([])
    })

    test('loads any text by COPY and gives it back unchanged', async () => {
      const texts = [
        'tab\t',
        'line\nbreak',
        'carriage\r',
        'back\\slash',
        '\\N',
        '',
        'Žluťoučký kůň',
        '🜚',
        'quote \' " ;',
      ]

      await store.copy(
        'staging.incoming',
        ['snapshot_id', 'source_key', 'content_hash', 'changed_at', 'payload'],
        onceAsync(texts.map((text, index) => [-1, `k${index}`, 'h', null, text])),
      )
      const rows = await store.db
        .selectFrom('staging.incoming')
        .select('payload')
        .where('snapshot_id', '=', -1)
        .orderBy('source_key')
        .execute()

      expect(rows.map((row) => row.payload)).toEqual(texts)
      await store.db.deleteFrom('staging.incoming').execute()
    })

    test('keeps nothing of a transaction that fails, COPY included', async () => {
      const failing = store.transaction(async (session) => {
        await session.copy(
          'staging.incoming',
          ['snapshot_id', 'source_key', 'content_hash', 'payload'],
          onceAsync([[1, 'k', 'h', '{}']]),
        )
        throw new Error('stop')
      })

      await expect(failing).rejects.toThrow('stop')
      expect(await store.db.selectFrom('staging.incoming').selectAll().execute()).toEqual([])
    })

    test('sorts keys by code unit, not by a language', async () => {
      const { rows } = await sql<{ key: string }>`
        select key collate "C" as key from unnest(array['a', 'B', 'ä', '_', 'Z']) as key order by key collate "C"`.execute(
        store.db,
      )

      expect(rows.map((row) => row.key)).toEqual(['B', 'Z', '_', 'a', 'ä'])
    })

    test('gives bigints, numerics, dates and instants as exact text', async () => {
      const { rows } = await sql`
        select 9007199254740993::bigint as big, 0.10::numeric as exact, '2026-02-03'::date as day,
          '2026-02-03 04:05:06.789+02'::timestamptz as moment, '{"n": 1}'::jsonb as document, 7::integer as small`.execute(
        store.db,
      )

      expect(rows).toEqual([
        {
          big: '9007199254740993',
          exact: '0.10',
          day: '2026-02-03',
          moment: '2026-02-03T02:05:06.789Z',
          document: { n: 1 },
          small: 7,
        },
      ])
    })

    test('takes up a run that was killed, and abandons one of another plan', async () => {
      const first = await openRun(store, nightOne, 'plan-a', 'UTC')

      await finishStage(store, first.id, 'match customer')
      await finishStage(store, first.id, 'match customer')
      const resumed = await openRun(store, '2026-01-09T02:00:00.000Z', 'plan-a', 'UTC')

      expect(resumed).toEqual({ id: first.id, asOf: nightOne, finishedStages: ['match customer'], isResumed: true })
      const other = await openRun(store, '2026-01-09T02:00:00.000Z', 'plan-b', 'UTC')

      expect(other).toMatchObject({ id: first.id + 1, isResumed: false })
      await finishRun(store, other, {})
    })

    snapshotContract(() => store)
    mismatchesContract(() => store)
    documentLinesContract(() => store)

    describe('the outbox', () => {
      const correction = (key: string, state: 'planned' | 'approved' = 'approved'): PlannedCorrection => ({
        idempotencyKey: key,
        flowId: 1,
        kind: 'update',
        recordId: 1,
        externalColumn: null,
        goldenId: 'cus_1',
        changes: [{ field: 'email', value: 'x', valueBefore: null, column: 'mail', before: null, after: 'x' }],
        state,
        reason: 'r',
      })
      const moment = { runId: 1, at: '2026-03-01T02:00:00.000Z' }
      const waiting = async () =>
        (await waitingCorrections(store, 1, { recordId: -1, idempotencyKey: '' }, 10)).map((row) => row.idempotencyKey)

      test('never plans an intent again that was delivered, and supersedes one that nobody wants any more', async () => {
        await planCorrections(store, 1, [1], [correction('one'), correction('two', 'planned')])
        expect(await waiting()).toEqual(['one', 'two'])
        await recordAnswers(store, [{ idempotencyKey: 'one', state: 'applied', answer: null }], moment)
        await planCorrections(store, 2, [1], [correction('one')])
        expect(await waiting()).toEqual([])
        await planCorrections(store, 3, [1], [correction('one'), correction('two')])
        expect(await waiting()).toEqual(['two'])
      })
    })

    test('remembers since when a conflict is open', async () => {
      const conflict = {
        goldenId: 'cus_9',
        field: 'email',
        kind: 'differs' as const,
        loserId: 1,
        winnerId: 2,
        winnerValue: 'a',
        winnerChangedAt: null,
        loserValue: 'b',
        loserChangedAt: null,
        reason: 'r',
      }

      await replaceConflicts(store, 'customer', 3, ['cus_9'], [conflict])
      await replaceConflicts(store, 'customer', 5, ['cus_9'], [conflict, { ...conflict, field: 'phone' }])
      const rows = await store.db
        .selectFrom('review.conflict')
        .select(['field', 'since_run'])
        .where('golden_id', '=', 'cus_9')
        .orderBy('field')
        .execute()

      expect(rows).toEqual([
        { field: 'email', since_run: 3 },
        { field: 'phone', since_run: 5 },
      ])
    })
  })
}
