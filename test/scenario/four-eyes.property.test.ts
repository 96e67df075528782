import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { engineNight } from '../../engine/cli/engine-night.ts'
import { ReconcileError } from '../../engine/domain/reconcile-error.ts'
import { verifyAudit } from '../../engine/operations/verify-audit.ts'
import { auditPage } from '../../engine/store/operations/audit.ts'
import type { Store } from '../../engine/store/store.ts'
import { nightFolder, type NightFolder } from '../support/night-folder.ts'
import { customersOf, nightPlan } from '../support/night-plan.ts'
import { nightTools } from '../support/night-tools.ts'

const { review } = engineNight
const systems = ['crm', 'erp', 'shop']
/** Nothing is joined without persons, and no person joins or parts anything alone. */
const plan = nightPlan(
  systems.map((system) => customersOf(system)),
  { rest: 'matching: { customer: { fourEyes: always, autoLinkAbove: 1, reviewAbove: 0.5 } }\n' },
)
const people = ['1,Jana Nováková,jana@example.cz,601234567,,Brno', '2,Karel Hájek,karel@example.cz,603333333,,Zlín']
const files = Object.fromEntries(
  systems.map((system) => [
    `${system}.csv`,
    `id,name,email,phone,vat,city,changed\n${people.map((person) => `${person},2026-01-05T08:00:00Z\n`).join('')}`,
  ]),
)

const by = fc.constantFrom('jana', ' Jana', 'petr', 'eva')
const place = fc.nat(20)
const act = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('decide' as const),
      place,
      by,
      verdict: fc.constantFrom('same' as const, 'same' as const, 'different' as const),
    }),
  },
  { weight: 6, arbitrary: fc.record({ does: fc.constant('confirm' as const), place, by }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('refuse' as const), place, by }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('undo' as const), place, by }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('detach' as const), place, by }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('night' as const) }) },
)
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never

/** All that is asked is called the same, by two persons, and a night has followed. */
async function joinedByTwo(folder: NightFolder): Promise<void> {
  await folder.night('2026-02-27T02:00:00Z')
  for (const { id: proposal } of await folder.proposals()) {
    await folder.decide(proposal, 'same')
    await review.confirm({ proposal, by: 'petr' }, folder.tools)
  }
  expect((await folder.night('2026-02-28T02:00:00Z')).clusters()).toEqual(['crm:1 erp:1 shop:1', 'crm:2 erp:2 shop:2'])
}

/** Does one thing; what is refused to a person is answered by its code, and anything else is a fault. */
async function perform(folder: NightFolder, one: Act, day: number): Promise<string> {
  const tools = nightTools(folder.store, `2026-03-01T12:${String(day).padStart(2, '0')}:00.000Z`)

  try {
    if (one.does === 'night') await folder.night(`2026-03-${String(day + 2).padStart(2, '0')}T02:00:00Z`)
    else await speak(folder, one, tools)
    return one.does
  } catch (error) {
    if (error instanceof ReconcileError) return error.code
    throw error
  }
}

async function speak(
  folder: NightFolder,
  one: Exclude<Act, { readonly does: 'night' }>,
  tools: ReturnType<typeof nightTools>,
): Promise<void> {
  const said = { by: one.by, reason: 'knows them' }
  const of = <Item>(items: readonly Item[]) => items[one.place % Math.max(1, items.length)]
  const listed = async (state: 'open' | 'awaiting') =>
    of((await review.list({ state }, { limit: 100 }, tools)).proposals)?.id ?? 'pro_0'

  if (one.does === 'decide') {
    await review.decide({ proposal: await listed('open'), verdict: one.verdict, members: [], ...said }, tools)
  }
  if (one.does === 'confirm') await review.confirm({ proposal: await listed('awaiting'), by: one.by }, tools)
  if (one.does === 'refuse') await review.refuse({ proposal: await listed('awaiting'), ...said }, tools)
  if (one.does === 'undo') {
    await review.undo(
      await folder.plan(),
      { decision: of(await standingNames(folder.store)) ?? 'pro_0', ...said },
      tools,
    )
  }
  if (one.does === 'detach') {
    const request = {
      record: `${systems[one.place % 3]}:${(one.place % 2) + 1}`,
      kind: undefined,
      subTree: false,
      ...said,
    }
    const { against } = await review.previewDetach(await folder.plan(), request, tools)

    await review.detach(await folder.plan(), { ...request, undo: against.map(({ decision }) => decision) }, tools)
  }
}

/** What may be named to be taken back: acts, and words by their numbers. */
async function standingNames({ db }: Store): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    with standing as (
      select id, proposal_id from review.decision as word where verdict in ('same', 'different')
        and not exists (select from review.decision as retraction where retraction.retracts = word.id))
    select distinct name from standing cross join lateral (values (proposal_id), (id::text)) as named (name)
    order by name`.execute(db)

  return rows.map(({ name }) => name)
}

/** Words that one person alone said or took back, and proposals whose state and waiting word contradict each other. */
async function faults({ db }: Store): Promise<readonly unknown[]> {
  const { rows } = await sql`
    select verdict as found, actor as by from review.decision
    where verdict <> 'later' and (confirmed_by is null or lower(trim(confirmed_by)) = lower(trim(actor)))
    union all
    select reason, status from review.proposal where (pending is not null and status <> 'open')
      or (pending is null and status = 'open' and reason in ('undo-wanted', 'detachment-wanted'))`.execute(db)

  return rows
}

/** Golden records whose records do not all hang together by standing words "same". */
async function joinedByNobody({ db }: Store): Promise<readonly unknown[]> {
  const { rows } = await sql`
    with recursive same as (
      select left_id, right_id from review.decision as word where verdict = 'same'
        and not exists (select from review.decision as retraction where retraction.retracts = word.id)
    ), reached (start, id) as (
      select record_id, record_id from golden.crosswalk
      union
      select reached.start, next.id from reached cross join lateral (
        select right_id as id from same where left_id = reached.id union all select left_id from same where right_id = reached.id
      ) as next
    )
    select one.golden_id from golden.crosswalk as one join golden.crosswalk as other on other.golden_id = one.golden_id
    where not exists (select from reached where reached.start = one.record_id and reached.id = other.record_id)`.execute(
    db,
  )

  return rows
}

test(
  'under four eyes nothing is joined, parted or taken back that two persons did not agree on',
  { timeout: 600_000 },
  async () => {
    const seen: Record<string, number> = {}

    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 12, maxLength: 24 }), async (acts) => {
        await using folder = await nightFolder(plan, files)

        await joinedByTwo(folder)
        for (const [day, one] of acts.entries()) {
          const became = await perform(folder, one, day)

          seen[became] = (seen[became] ?? 0) + 1
          expect(await faults(folder.store)).toEqual([])
          if (became === 'night') expect(await joinedByNobody(folder.store)).toEqual([])
        }
        for (const { action, detail } of await auditPage(folder.store, 0, 1_000)) {
          if (['proposal-decided', 'decision-undone', 'record-detached'].includes(action)) {
            expect(detail).toContain('"confirmedBy":')
          }
          seen[action] = (seen[action] ?? 0) + 1
        }
        expect((await verifyAudit(folder.store)).broken).toBeNull()
      }),
      { numRuns: 6 },
    )
    // Otherwise the law would say nothing.
    expect((seen['decision-undone'] ?? 0) + (seen['record-detached'] ?? 0)).toBeGreaterThan(0)
  },
)
