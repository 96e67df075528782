import { expect, test } from 'vitest'
import { nightFolder, type NightFolder } from '../support/night-folder.ts'
import { customersOf, nightPlan } from '../support/night-plan.ts'
import { csv } from '../support/page.ts'

const nights = ['2026-03-01T02:00:00Z', '2026-03-02T02:00:00Z', '2026-03-03T02:00:00Z', '2026-03-04T02:00:00Z'] as const
const guard = 'guard: { dropPercentMax: 50, overlapPercentMin: 50 }'
const plan = nightPlan([customersOf('crm', guard), customersOf('erp')])

const header = 'id  name  email  phone  vat  city  changed'
const jana = '1  Jana Nováková  jana@example.cz  601234567  -  Brno   2026-01-05T08:00:00Z'
const petr = '2  Petr Svoboda   petr@example.cz  602345678  -  Praha  2026-01-05T08:00:00Z'
const eva = '3  Eva Malá       eva@example.cz   603456789  -  Plzeň  2026-01-05T08:00:00Z'
const file = (...lines: readonly string[]) => csv([header, ...lines].join('\n'))
const both = { 'crm.csv': file(jana, petr, eva), 'erp.csv': file(jana, petr) }

async function lifeOf({ store }: NightFolder, sourceKey: string) {
  return store.db
    .selectFrom('staging.source_record')
    .innerJoin('staging.flow', 'staging.flow.id', 'staging.source_record.flow_id')
    .select(['missing_since', 'tombstoned_run'])
    .where('system', '=', 'crm')
    .where('source_key', '=', sourceKey)
    .executeTakeFirstOrThrow()
}

test('a record that goes missing keeps its place for a night, is a tombstone after two, and its golden record goes on', async () => {
  await using folder = await nightFolder(plan, both)
  const before = await folder.night(nights[0])

  await folder.write({ 'crm.csv': file(petr, eva) })
  const missing = await folder.night(nights[1])

  expect(await lifeOf(folder, '1')).toEqual({ missing_since: 2, tombstoned_run: null })
  expect(missing.summary.flows[0]).toMatchObject({ status: 'good', missingCount: 1 })
  expect(missing.clusters()).toEqual(['crm:1 erp:1', 'crm:2 erp:2', 'crm:3'])
  const gone = await folder.night(nights[2])

  expect(await lifeOf(folder, '1')).toEqual({ missing_since: 2, tombstoned_run: 3 })
  expect(gone.clusters()).toEqual(['crm:2 erp:2', 'crm:3', 'erp:1'])
  expect(gone.goldenIdOf('erp:1')).toBe(before.goldenIdOf('erp:1'))
})

test('the only record of a golden record is a tombstone: the golden record retires', async () => {
  await using folder = await nightFolder(plan, both)
  const before = await folder.night(nights[0])

  await folder.write({ 'crm.csv': file(jana, petr) })
  await folder.night(nights[1])
  const gone = await folder.night(nights[2])
  const golden = await folder.store.db
    .selectFrom('golden.record')
    .select('status')
    .where('id', '=', before.goldenIdOf('crm:3') ?? '')
    .execute()

  expect(gone.clusters()).toEqual(['crm:1 erp:1', 'crm:2 erp:2'])
  expect(golden).toEqual([{ status: 'retired' }])
})

test.each([
  ['while it is missing', 2],
  ['after its tombstone', 3],
])('a record that returns %s is where it was, under the same golden id', async (_, nightsAway) => {
  await using folder = await nightFolder(plan, both)
  const before = await folder.night(nights[0])

  await folder.write({ 'crm.csv': file(petr, eva) })
  for (const asOf of nights.slice(1, nightsAway)) await folder.night(asOf)
  await folder.write(both)
  const back = await folder.night(nights[3])

  expect(await lifeOf(folder, '1')).toEqual({ missing_since: null, tombstoned_run: null })
  expect(back.reports['crosswalk.csv']).toBe(before.reports['crosswalk.csv'])
  expect(back.reports['golden-customers.csv']).toBe(before.reports['golden-customers.csv'])
})

test('a row that cannot be read is not a record that is gone', async () => {
  await using folder = await nightFolder(plan, both)
  const before = await folder.night(nights[0])

  await folder.write({ 'crm.csv': both['crm.csv'].replace('Brno', 'Brno,Brno') })
  const first = await folder.night(nights[1])
  const second = await folder.night(nights[2])

  expect(first.says('rejections', 'system', 'reason')).toEqual([['crm', 'too-many-fields']])
  expect(await lifeOf(folder, '1')).toEqual({ missing_since: null, tombstoned_run: null })
  expect(second.reports['crosswalk.csv']).toBe(before.reports['crosswalk.csv'])
})

test('more records are gone than rows were unreadable: they go missing as always', async () => {
  const four = `4  Daniel Horák  dan@example.cz  604567890  -  Zlín  2026-01-05T08:00:00Z`
  await using folder = await nightFolder(plan, { ...both, 'crm.csv': file(jana, petr, eva, four) })

  await folder.night(nights[0])
  await folder.write({ 'crm.csv': file(jana, petr, eva).replace('Brno', 'Brno,Brno') })
  const night = await folder.night(nights[1])

  expect(night.summary.flows[0]).toMatchObject({ status: 'good', missingCount: 2 })
})
