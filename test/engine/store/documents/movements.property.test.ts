import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findingRow } from '../../../../engine/documents/finding-row.ts'
import { lastClosing, reopenClosing, writeClosing } from '../../../../engine/store/documents/closings.ts'
import { onceAsync } from '../../../../engine/store/copy-format.ts'
import { acceptFindings, assignFindings, reopenFindings } from '../../../../engine/store/documents/finding-decisions.ts'
import { migrate, resetStore } from '../../../../engine/store/migrate.ts'
import { addMismatches, openMismatches, settleMismatches } from '../../../../engine/store/documents/mismatches.ts'
import { rollForward, type RollForwardLine } from '../../../../engine/store/documents/roll-forward.ts'
import { finishRun, openRun } from '../../../../engine/store/operations/runs.ts'
import { openStore, type Store } from '../../../../engine/store/store.ts'
import type { Finding } from '../../../../rules/documents/finding.ts'
import { causeOrder } from '../../../../rules/documents/mismatch-cause.ts'
import { finding } from '../../../support/finding.ts'

let store: Store

beforeAll(async () => {
  store = await openStore({ inMemory: true })
  await resetStore(store)
  await migrate(store)
}, 120_000)
afterAll(async () => store[Symbol.asyncDispose]())

const months = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06'] as const
const word = { by: 'jana', at: '2026-06-30T12:00:00Z', reason: 'agreed' }

/** What a system may say about one of a few documents on one night. */
const found: fc.Arbitrary<Finding> = fc
  .record({
    sourceKey: fc.constantFrom('1', '2', '3', '4'),
    cause: fc.constantFrom('price' as const, 'quantity' as const),
    differenceMinor: fc.constantFrom('100', '-100', '250', null),
    currency: fc.constantFrom('CZK', 'EUR'),
    counterparty: fc.constantFrom('cus_1', 'cus_2', null),
    on: fc.constantFrom('2026-01-31', '2026-02-10', '2026-03-01', '2062-03-01', null),
  })
  .map(finding)

type Step =
  | { readonly night: readonly Finding[]; readonly month: number }
  | { readonly say: 'accept' | 'reopen' | 'assign'; readonly sourceKey: string }
  | { readonly close: number }
  | { readonly reopenPeriod: true }

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ night: fc.array(found, { maxLength: 6 }), month: fc.nat({ max: 3 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      say: fc.constantFrom('accept' as const, 'accept' as const, 'reopen' as const, 'assign' as const),
      sourceKey: fc.constantFrom('1', '2', '3', '4'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ close: fc.nat({ max: 3 }) }) },
  { weight: 1, arbitrary: fc.constant({ reopenPeriod: true as const }) },
)

async function take(one: Step, plan: string): Promise<void> {
  if ('night' in one) return night(one.night, one.month, plan)
  await store.transaction(async (session) => {
    if ('say' in one) {
      const { rows } = await sql<{ id: string }>`
        select id from documents.mismatch where source_key = ${one.sourceKey}`.execute(session.db)
      const filter = { ids: rows.map(({ id }) => id) }

      if (one.say === 'accept') await acceptFindings(session, filter, word)
      else if (one.say === 'reopen') await reopenFindings(session, filter, word)
      else await assignFindings(session, filter, 'petr', word)
      return
    }
    const last = await lastClosing(session)

    if ('reopenPeriod' in one) return last === undefined ? undefined : reopenClosing(session, last.id, word)
    const period = months[one.close] ?? ''

    if (last === undefined || last.period < period) await writeClosing(session, period, 1, word)
  })
}

async function night(findings: readonly Finding[], month: number, plan: string): Promise<void> {
  const run = await openRun(store, `${months[month + 2]}-15T02:00:00Z`, plan, 'UTC')

  await store.transaction(async (session) => {
    await openMismatches(session)
    await addMismatches(session, onceAsync(findings.map((one) => findingRow(one, run.id))))
    await settleMismatches(session, { entities: ['invoice'], causes: causeOrder, runId: run.id })
  })
  await finishRun(store, run, {})
}

async function linesOf(month: string): Promise<readonly RollForwardLine[]> {
  return (await rollForward(month).execute(store.db)).rows
}

const keyOf = ({ entity, cause, counterparty, currency, scale }: RollForwardLine) =>
  [entity, cause, counterparty, currency, scale].join(' ')

/** What stands open by the findings themselves, in the words of the ledger. */
async function standing(): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ key: string; total: string }>`
    select concat_ws(' ', entity, cause, coalesce(counterparty, ''), money_currency,
        case when money_currency = '' then 0 else scale end) as key,
      count(*) || ' ' || coalesce(sum(abs(difference_minor)) filter (where money_currency <> ''), 0) as total
    from documents.mismatch where resolved_run is null and state = 'open' group by 1`.execute(store.db)

  return new Map(rows.map(({ key, total }) => [key, total]))
}

async function checkLedger(): Promise<void> {
  let before = new Map<string, string>()

  for (const month of ['2025-12', ...months, '2062-03']) {
    const lines = await linesOf(month)

    for (const line of lines) {
      const sum = (part: '' | 'Minor') =>
        BigInt(line[`opening${part}`]) +
        BigInt(line[`new${part}`]) -
        BigInt(line[`resolved${part}`]) -
        BigInt(line[`accepted${part}`])

      expect(sum('')).toBe(BigInt(line.closing))
      expect(sum('Minor')).toBe(BigInt(line.closingMinor))
      expect(BigInt(line.closing)).toBeGreaterThanOrEqual(0n)
    }
    const openings = lines.flatMap((line) =>
      line.opening === '0' ? [] : [[keyOf(line), `${line.opening} ${line.openingMinor}`] as const],
    )

    expect(new Map(openings)).toEqual(before)
    before = new Map(
      lines.flatMap((line) =>
        line.closing === '0' ? [] : [[keyOf(line), `${line.closing} ${line.closingMinor}`] as const],
      ),
    )
  }
  expect(before).toEqual(await standing())
}

/** The answer of every closed month, as it was kept. */
async function answers() {
  const lines = await sql<RollForwardLine & { id: number }>`
    select closing_id as id, entity, cause, counterparty, currency, scale, opening, opening_minor as "openingMinor",
      new, new_minor as "newMinor", resolved, resolved_minor as "resolvedMinor", accepted, accepted_minor as "acceptedMinor",
      closing, closing_minor as "closingMinor"
    from documents.closing_line order by closing_id, entity, cause, counterparty, currency, scale`.execute(store.db)
  const open = await sql<{ id: number; count: string; minor: string }>`
    select closing_id as id, count(*)::bigint as count, sum(minor)::numeric as minor from documents.closing_finding
    group by 1`.execute(store.db)
  const closings = await store.db
    .selectFrom('documents.closing')
    .select(['id', 'period', 'reopened_at'])
    .orderBy('id')
    .execute()

  return closings.map((closing) => ({
    ...closing,
    lines: lines.rows.filter(({ id }) => id === closing.id).map(({ id: _id, ...line }) => line),
    open: open.rows.find(({ id }) => id === closing.id),
  }))
}

test(
  'a month adds up, begins where the one before ended, ends at what stands open, and once closed keeps its answer',
  { timeout: 240_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        await sql`truncate documents.mismatch, documents.movement, documents.finding_event, documents.closing,
          documents.closing_line, documents.closing_finding`.execute(store.db)
        await sql`delete from staging.run`.execute(store.db)
        let kept: Awaited<ReturnType<typeof answers>> = []

        await night([], 0, 'first')
        for (const [place, one] of steps.entries()) {
          await take(one, String(place))
          await checkLedger()
          const now = await answers()

          for (const { id, lines } of kept) expect(now.find((closing) => closing.id === id)?.lines).toEqual(lines)
          for (const { period, lines, open, reopened_at } of now) {
            const total = (of: (line: RollForwardLine) => string) =>
              String(lines.reduce((sum, line) => sum + BigInt(of(line)), 0n))

            expect([open?.count ?? '0', open?.minor ?? '0']).toEqual([
              total((line) => line.closing),
              total((line) => line.closingMinor),
            ])
            if (reopened_at === null) expect(lines).toEqual(await linesOf(period))
          }
          kept = now
        }
      }),
      { numRuns: Number(process.env['LEDGER_RUNS'] ?? 12) },
    )
  },
)
