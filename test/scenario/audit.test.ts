import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { verifyAudit } from '../../engine/operations/verify-audit.ts'
import { auditPage } from '../../engine/store/operations/audit.ts'
import { nightFolder, type NightFolder } from '../support/night-folder.ts'
import { customersOf, nightPlan } from '../support/night-plan.ts'
import { csv } from '../support/page.ts'

const nights = ['2026-03-01T02:00:00Z', '2026-03-02T02:00:00Z', '2026-03-03T02:00:00Z'] as const
const asking = (reviewAbove: string) =>
  nightPlan([customersOf('crm'), customersOf('erp')], {
    rest: `matching: { customer: { autoLinkAbove: 1, reviewAbove: ${reviewAbove} } }\n`,
  })
const twoJanas = Object.fromEntries(
  ['crm', 'erp'].map((system) => [
    `${system}.csv`,
    csv(`
      id  name          email             phone      vat  city  changed
      1   Jana Nováková  jana@example.cz  601234567  -    Brno  2026-01-05T08:00:00Z
    `),
  ]),
)

async function decided(): Promise<NightFolder> {
  const folder = await nightFolder(asking('0.5'), twoJanas)

  await folder.night(nights[0])
  await folder.decide((await folder.proposals())[0]?.id ?? '', 'same')
  await folder.night(nights[1])
  await folder.write({ 'touchstone.yaml': asking('0.6') })
  await folder.night(nights[2])
  return folder
}

test('plans and decisions are in the audit, one entry each, and a night that changes nothing adds none', async () => {
  await using folder = await decided()
  const entries = await auditPage(folder.store, 0, 100)

  expect(entries.map(({ id, at, actor, action }) => [id, at, actor, action])).toEqual([
    [1, '2026-03-01T02:00:00.000Z', 'night', 'plan-changed'],
    [2, '2026-03-01T12:00:00.000Z', 'jana', 'proposal-decided'],
    [3, '2026-03-03T02:00:00.000Z', 'night', 'plan-changed'],
  ])
  expect(JSON.parse(entries[1]?.detail ?? '')).toEqual({
    entity: 'customer',
    members: ['crm:1', 'erp:1'],
    reason: 'knows them',
    verdict: 'same',
  })
  expect(await verifyAudit(folder.store)).toEqual({
    entryCount: 3,
    newestHash: entries[2]?.hash,
    erasedCount: 0,
    broken: null,
  })
})

test('an entry changed in the database shows', async () => {
  await using folder = await decided()

  await sql`update ops.audit set actor = 'petr' where id = 2`.execute(folder.store.db)
  expect(await verifyAudit(folder.store)).toMatchObject({ entryCount: 1, broken: 'entry 2 was changed' })
})

test('an entry taken out of the database shows', async () => {
  await using folder = await decided()

  await sql`delete from ops.audit where id = 2`.execute(folder.store.db)
  expect(await verifyAudit(folder.store)).toMatchObject({ entryCount: 1, broken: 'entry 2 is missing' })
})
