import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { findingRow } from '../../../../engine/documents/finding-row.ts'
import { writeClosing } from '../../../../engine/store/documents/closings.ts'
import { onceAsync } from '../../../../engine/store/copy-format.ts'
import { acceptFindings } from '../../../../engine/store/documents/finding-decisions.ts'
import { addMismatches, openMismatches, settleMismatches } from '../../../../engine/store/documents/mismatches.ts'
import { rollForward } from '../../../../engine/store/documents/roll-forward.ts'
import { openRun } from '../../../../engine/store/operations/runs.ts'
import type { Store } from '../../../../engine/store/store.ts'
import type { Finding } from '../../../../rules/documents/finding.ts'
import { causeOrder, type MismatchCause } from '../../../../rules/documents/mismatch-cause.ts'
import { finding } from '../../../support/finding.ts'

/** How the findings of several stages live side by side, whatever database is under the store. */
export function mismatchesContract(opened: () => Store): void {
  describe('the findings', () => {
    let store: Store

    beforeEach(async () => {
      store = opened()
      await sql`truncate documents.mismatch`.execute(store.db)
    })

    const night = async (found: readonly Finding[], causes: readonly MismatchCause[] = causeOrder) => {
      const { id: runId } = await openRun(store, '2026-03-31T23:30:00Z', `plan-${Math.random()}`, 'Europe/Prague')

      await store.transaction(async (session) => {
        await openMismatches(session)
        await addMismatches(session, onceAsync(found.map((one) => findingRow(one, runId))))
        await settleMismatches(session, { entities: ['invoice'], causes, runId })
      })
      return runId
    }
    const stored = async () => {
      const rows = await store.db.selectFrom('documents.mismatch').selectAll().orderBy('cause').execute()

      return rows.map((row) => ({ cause: row.cause, since: row.since_run, resolved: row.resolved_run }))
    }

    test('a stage settles its own causes and leaves those of the others alone', async () => {
      const first = await night([finding({ cause: 'price' }), finding({ cause: 'unpaid' })])
      const second = await night([], ['price'])

      expect(await stored()).toEqual([
        { cause: 'price', since: first, resolved: second },
        { cause: 'unpaid', since: first, resolved: null },
      ])
    })

    test('an undecided finding belongs to the stage whose cause it may be', async () => {
      const evidence = { possibly: 'not-invoiced' }
      const first = await night([finding({ cause: 'undecided', evidence })], ['not-invoiced'])

      await night([], ['undecided'])
      expect(await stored()).toEqual([{ cause: 'undecided', since: first, resolved: null }])
      const third = await night([], ['not-invoiced'])

      expect(await stored()).toEqual([{ cause: 'undecided', since: first, resolved: third }])
    })

    test('a finding that comes back stands since the night it came back', async () => {
      await night([finding()])
      await night([])
      const third = await night([finding()])

      expect(await stored()).toEqual([{ cause: 'price', since: third, resolved: null }])
    })

    test('what is found again unchanged is not written', async () => {
      const versions = async () => {
        const { rows } = await sql<{ version: string }>`select xmin::text as version from documents.mismatch`.execute(
          store.db,
        )

        return rows
      }

      await night([finding({ evidence: { rule: 'BR-CO-15', method: 'per line' } })])
      const before = await versions()
      await night([finding({ evidence: { method: 'per line', rule: 'BR-CO-15' } })])

      expect(await versions()).toEqual(before)
    })

    test('the period is the month of the business date, else of the company’s day on which it was first seen', async () => {
      await night([finding({ cause: 'price', on: '2026-01-31' }), finding({ cause: 'unpaid', on: null })])
      const rows = await store.db.selectFrom('documents.mismatch').select(['period']).orderBy('cause').execute()

      expect(rows).toEqual([{ period: '2026-01' }, { period: '2026-04' }])
    })

    test('an acceptance ends with its evidence, and a closed month keeps its answer', async () => {
      const word = { by: 'jana', at: '2026-04-02T12:00:00Z', reason: 'agreed' }
      const answer = async () => {
        const { rows } = await sql<{ line: string }>`
          select concat_ws(' ', booked_in, kind, minor, is_after_closing) as line from documents.movement order by id`.execute(
          store.db,
        )

        return rows.map(({ line }) => line)
      }

      await sql`truncate documents.movement, documents.closing, documents.closing_line, documents.closing_finding`.execute(
        store.db,
      )
      await night([finding()])
      const closed = await store.transaction(async (session) => {
        await acceptFindings(session, { cause: 'price' }, word)
        return writeClosing(session, '2026-03', 1, word)
      })

      expect(closed.openCount).toBe(0)
      await night([finding({ differenceMinor: '300' })])
      expect(await answer()).toEqual(['2026-03 new 100 f', '2026-03 accepted 100 f', '2026-04 new 300 t'])
      const { rows } = await rollForward('2026-03').execute(store.db)

      expect(rows).toMatchObject([{ new: '1', newMinor: '100', accepted: '1', acceptedMinor: '100', closing: '0' }])
      await sql`truncate documents.closing`.execute(store.db)
    })

    test('an acceptance ends when a record joins the document', async () => {
      const run = await night([finding()])

      await store.transaction((session) =>
        acceptFindings(session, {}, { by: 'jana', at: '2026-04-02T12:00:00Z', reason: 'agreed' }),
      )
      await night([finding()])
      const state = async () => (await store.db.selectFrom('documents.mismatch').select('state').execute())[0]?.state

      expect(await state()).toBe('accepted')
      await sql`insert into golden.crosswalk values (-7, 'invoice', 'inv_1', ${run + 9})`.execute(store.db)
      await night([finding()])
      expect(await state()).toBe('open')
      await sql`delete from golden.crosswalk where record_id = -7`.execute(store.db)
    })

    test('of one finding said twice the one about more money stands', async () => {
      await night([finding({ differenceMinor: '-500' }), finding({ differenceMinor: '70' })])
      const rows = await store.db.selectFrom('documents.mismatch').select('difference_minor').execute()

      expect(rows).toEqual([{ difference_minor: '-500' }])
    })
  })
}
