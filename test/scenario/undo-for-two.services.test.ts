import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engineNight } from '../../engine/cli/engine-night.ts'
import { verifyAudit } from '../../engine/operations/verify-audit.ts'
import { auditPage } from '../../engine/store/operations/audit.ts'
import type { Tools } from '../../engine/operations/tools.ts'
import { byCodeUnits } from '../../rules/truth/code-unit-order.ts'
import { migrate } from '../../engine/store/migrate.ts'
import { openStore } from '../../engine/store/store.ts'
import { nightFolder } from '../support/night-folder.ts'
import { customersOf, nightPlan } from '../support/night-plan.ts'
import { nightTools } from '../support/night-tools.ts'
import { csv } from '../support/page.ts'
import { postgresMissing, postgresServer, type PostgresServer } from '../support/postgres-server.ts'

const reason = postgresMissing()
const { review } = engineNight
const plan = nightPlan(
  ['crm', 'erp'].map((system) => customersOf(system)),
  { rest: 'matching: { customer: { fourEyes: always, autoLinkAbove: 1, reviewAbove: 0.5 } }\n' },
)
const jana = csv(`
  id  name           email            phone      vat  city  changed
  1   Jana Nováková  jana@example.cz  601234567  -    Brno  2026-01-05T08:00:00Z
`)
const codeOf = (result: PromiseSettledResult<unknown>) =>
  result.status === 'fulfilled' ? 'done' : ((result.reason as { readonly code?: string }).code ?? 'no code')

/** Each person has a process, which has a connection. */
async function peopleAt(databaseUrl: string) {
  const tools = new Map<string, Tools>()

  for (const name of ['jana', 'petr', 'eva', 'karel', 'hana']) {
    tools.set(name, nightTools(await openStore({ databaseUrl }), '2026-03-01T12:00:00.000Z'))
  }
  return {
    tools,
    [Symbol.asyncDispose]: async () => {
      for (const { store } of tools.values()) await store[Symbol.asyncDispose]()
    },
  }
}

describe.skipIf(reason !== undefined)(`two persons at the same moment, on PostgreSQL ${reason ?? ''}`, () => {
  let server: PostgresServer

  beforeAll(async () => {
    server = await postgresServer()
  })
  afterAll(async () => server[Symbol.asyncDispose]())

  test('of many who ask, confirm and refuse at once, one is heard each time, and nobody is lost or doubled', async () => {
    const databaseUrl = await server.createDatabase()
    await using store = await openStore({ databaseUrl })
    await migrate(store)
    await using people = await peopleAt(databaseUrl)
    await using folder = await nightFolder(plan, { 'crm.csv': jana, 'erp.csv': jana }, store)
    const { tools } = folder
    const loaded = await folder.plan()

    await folder.night('2026-03-01T02:00:00Z')
    const id = (await folder.proposals())[0]?.id ?? ''
    const together = async (act: (by: string, own: Tools) => Promise<unknown>) =>
      (await Promise.allSettled([...people.tools].map(async ([by, own]) => act(by, own))))
        .map(codeOf)
        .toSorted(byCodeUnits)

    for (let round = 0; round < 4; round += 1) {
      await review.decide({ proposal: id, verdict: 'same', members: [], by: 'jana', reason: 'one' }, tools)
      expect(await together((by, own) => review.confirm({ proposal: id, by }, own))).toEqual([
        ...['PROPOSAL_AWAITS_NOBODY', 'PROPOSAL_AWAITS_NOBODY', 'PROPOSAL_AWAITS_NOBODY'],
        ...[expect.stringMatching(/PROPOSAL_AWAITS_NOBODY|SECOND_PERSON_SAME/), 'done'],
      ])
      const asked = await together((by, own) => review.undo(loaded, { decision: id, by, reason: 'two' }, own))

      expect(asked).toEqual([...Array<string>(4).fill('PROPOSAL_AWAITS'), 'done'])
      const [task] = (await review.list({ state: 'awaiting' }, { limit: 10 }, tools)).proposals
      const heard = await together((by, own) =>
        by === 'hana'
          ? review.refuse({ proposal: task?.id ?? '', by, reason: 'no' }, own)
          : review.confirm({ proposal: task?.id ?? '', by }, own),
      )

      expect(heard.filter((code) => code === 'done')).toHaveLength(1)
      if ((await folder.proposals()).length === 0) {
        // It was refused: asked for again it is done.
        await review.undo(loaded, { decision: id, by: 'jana', reason: 'two' }, tools)
        await review.confirm({ proposal: task?.id ?? '', by: 'petr' }, tools)
      }
      expect((await folder.proposals()).map((proposal) => proposal.id)).toEqual([id])
    }
    const actions = (await auditPage(store, 0, 1_000)).map(({ action }) => action)

    expect(actions.filter((action) => action === 'decision-undone')).toHaveLength(4)
    expect(actions.filter((action) => action === 'proposal-decided')).toHaveLength(4)
    expect((await verifyAudit(store)).broken).toBeNull()
  })
})
