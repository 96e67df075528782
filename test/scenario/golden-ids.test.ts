import { join } from 'node:path'
import { expect, test } from 'vitest'
import { engineNight } from '../../engine/cli/engine-night.ts'
import { silentProgress } from '../../engine/operations/progress.ts'
import type { Tools } from '../../engine/operations/tools.ts'
import { nightFolder, type NightFolder, type NightOutcome } from '../support/night-folder.ts'
import { customersOf, nightPlan } from '../support/night-plan.ts'
import { threeSystems } from '../support/three-systems.ts'

const plan = nightPlan([customersOf('crm'), customersOf('erp'), customersOf('shop')])
const nights = ['2026-03-01T02:00:00Z', '2026-03-02T02:00:00Z', '2026-03-03T02:00:00Z'] as const

const jana = 'Jana Nováková  jana@example.cz  601234567  -  Brno'
const petr = 'Petr Svoboda  petr@example.cz  602345678  -  Praha'
const eva = 'Eva Malá  eva@example.cz  603456789  -  Plzeň'
const dan = 'Daniel Horák  dan@example.cz  604567890  -  Zlín'

async function events({ store }: NightFolder) {
  const told = await store.db
    .selectFrom('golden.event')
    .select(['run_id', 'kind', 'golden_id', 'detail'])
    .orderBy('run_id')
    .orderBy('ordinal')
    .execute()

  return told.map(({ run_id, kind, golden_id, detail }) => [run_id, kind, golden_id, detail])
}

const aliases = ({ store }: NightFolder) =>
  store.db.selectFrom('golden.alias').select(['old_id', 'golden_id']).orderBy('old_id').execute()

test('nothing changes: every golden id stays and nothing is told', async () => {
  await using folder = await nightFolder(
    plan,
    threeSystems({ crm: { 1: jana }, erp: { 7: jana, 8: petr }, shop: { 9: eva } }),
  )
  const first = await folder.night(nights[0])
  const second = await folder.night(nights[1])

  expect(first.clusters()).toEqual(['crm:1 erp:7', 'erp:8', 'shop:9'])
  expect(second.reports['crosswalk.csv']).toBe(first.reports['crosswalk.csv'])
  expect(await events(folder)).toEqual([])
})

test('two golden records become one: the larger keeps its id, the other lives on as an alias', async () => {
  await using folder = await nightFolder(
    plan,
    threeSystems({ crm: { 1: jana }, erp: { 7: jana, 8: petr }, shop: { 9: dan } }),
  )
  const before = await folder.night(nights[0])

  await folder.write(threeSystems({ crm: { 1: jana }, erp: { 7: jana, 8: petr }, shop: { 9: jana } }))
  const after = await folder.night(nights[1])

  expect(before.clusters()).toEqual(['crm:1 erp:7', 'erp:8', 'shop:9'])
  expect(after.clusters()).toEqual(['crm:1 erp:7 shop:9', 'erp:8'])
  expect(after.goldenIdOf('crm:1')).toBe(before.goldenIdOf('crm:1'))
  expect(await aliases(folder)).toEqual([
    { old_id: before.goldenIdOf('shop:9'), golden_id: before.goldenIdOf('crm:1') },
  ])
  expect(await events(folder)).toEqual([
    [2, 'merged', before.goldenIdOf('shop:9'), { into: before.goldenIdOf('crm:1'), members: 1 }],
  ])
})

test('an alias follows its golden record into the next merge', async () => {
  await using folder = await nightFolder(
    plan,
    threeSystems({ crm: { 1: jana, 2: petr }, erp: { 7: petr, 8: dan }, shop: { 9: dan, 10: dan, 11: dan } }),
  )
  const before = await folder.night(nights[0])

  await folder.write(
    threeSystems({ crm: { 1: petr, 2: petr }, erp: { 7: petr, 8: dan }, shop: { 9: dan, 10: dan, 11: dan } }),
  )
  await folder.night(nights[1])
  await folder.write(
    threeSystems({ crm: { 1: dan, 2: dan }, erp: { 7: dan, 8: dan }, shop: { 9: dan, 10: dan, 11: dan } }),
  )
  const after = await folder.night(nights[2])
  const survivor = before.goldenIdOf('erp:8')

  expect(after.clusters()).toEqual(['crm:1 crm:2 erp:7 erp:8 shop:10 shop:11 shop:9'])
  expect((await aliases(folder)).map(({ golden_id }) => golden_id)).toEqual([survivor, survivor])
  expect(after.goldenIdOf('crm:1')).toBe(survivor)
})

test('one golden record becomes two: the id stays with the many, the one that left begins anew', async () => {
  await using folder = await nightFolder(plan, threeSystems({ crm: { 1: jana }, erp: { 7: jana }, shop: { 9: jana } }))
  const before = await folder.night(nights[0])

  await folder.write(threeSystems({ crm: { 1: eva }, erp: { 7: jana }, shop: { 9: jana } }))
  const after = await folder.night(nights[1])

  expect(before.clusters()).toEqual(['crm:1 erp:7 shop:9'])
  expect(after.clusters()).toEqual(['crm:1', 'erp:7 shop:9'])
  expect(after.goldenIdOf('erp:7')).toBe(before.goldenIdOf('erp:7'))
  expect(await events(folder)).toEqual([
    [2, 'split', before.goldenIdOf('crm:1'), { into: after.goldenIdOf('crm:1'), members: 1 }],
  ])
})

test('a record that moves from one golden record to another changes no id', async () => {
  const people = { erp: { 7: jana, 8: petr }, shop: { 9: jana, 10: petr } }
  await using folder = await nightFolder(plan, threeSystems({ crm: { 1: jana }, ...people }))
  const before = await folder.night(nights[0])

  await folder.write(threeSystems({ crm: { 1: petr }, ...people }))
  const after = await folder.night(nights[1])

  expect(after.clusters()).toEqual(['crm:1 erp:8 shop:10', 'erp:7 shop:9'])
  expect(after.goldenIdOf('erp:7')).toBe(before.goldenIdOf('crm:1'))
  expect(after.goldenIdOf('crm:1')).toBe(before.goldenIdOf('erp:8'))
  expect(await aliases(folder)).toEqual([])
  expect(await events(folder)).toEqual([
    [2, 'moved', before.goldenIdOf('crm:1'), { into: before.goldenIdOf('erp:8'), members: 1 }],
  ])
})

test('records that part and come together again get their first id back', async () => {
  await using folder = await nightFolder(plan, threeSystems({ crm: { 1: jana }, erp: { 7: jana }, shop: { 9: jana } }))
  const before = await folder.night(nights[0])

  await folder.write(threeSystems({ crm: { 1: eva }, erp: { 7: jana }, shop: { 9: jana } }))
  await folder.night(nights[1])
  await folder.write(threeSystems({ crm: { 1: jana }, erp: { 7: jana }, shop: { 9: jana } }))
  const after = await folder.night(nights[2])

  expect(after.reports['crosswalk.csv']).toBe(before.reports['crosswalk.csv'])
})

const churnOf = ({ summary }: NightOutcome) => summary.entities.find(({ entity }) => entity === 'customer')?.idChurn
const none = { created: 0, merged: 0, split: 0, moved: 0, retired: 0, unaffectedChanged: 0 }

test('the night counts what it did to golden ids, and changes none without a cause', async () => {
  await using folder = await nightFolder(
    plan,
    threeSystems({ crm: { 1: jana, 2: petr }, erp: { 7: jana }, shop: { 9: dan } }),
  )
  const first = await folder.night(nights[0])

  await folder.write(threeSystems({ crm: { 1: jana, 2: petr }, erp: { 7: eva }, shop: { 9: petr } }))
  const second = await folder.night(nights[1])
  const third = await folder.night(nights[2])

  expect(churnOf(first)).toEqual({ ...none, created: 3 })
  expect(churnOf(second)).toEqual({ ...none, created: 1, merged: 1, split: 1 })
  expect(churnOf(third)).toEqual(none)
})

test('ids born later sort after those born before', async () => {
  await using folder = await nightFolder(plan, threeSystems({ crm: { 1: jana }, erp: {}, shop: { 9: dan } }))
  const first = await folder.night(nights[0])

  await folder.write(threeSystems({ crm: { 1: jana }, erp: { 8: petr, 11: eva }, shop: { 9: dan } }))
  const second = await folder.night(nights[1])
  const older = ['crm:1', 'shop:9'].map((name) => first.goldenIdOf(name) ?? '')
  const younger = ['erp:8', 'erp:11'].map((name) => second.goldenIdOf(name) ?? '')

  for (const id of older) expect(younger.every((other) => id < other)).toBe(true)
})

test('of two golden records of one size the older keeps its id, unless only the younger was confirmed by a person', async () => {
  for (const isConfirmed of [false, true]) {
    await using folder = await nightFolder(plan, threeSystems({ crm: {}, erp: {}, shop: { 8: dan, 9: dan } }))
    const first = await folder.night(nights[0])

    await folder.write(threeSystems({ crm: { 2: petr }, erp: { 3: petr }, shop: { 8: dan, 9: dan } }))
    const second = await folder.night(nights[1])

    if (isConfirmed) await confirm(folder, 'crm:2', 'erp:3')
    await folder.write(threeSystems({ crm: { 2: petr }, erp: { 3: petr }, shop: { 8: petr, 9: petr } }))
    const third = await folder.night(nights[2])

    expect(third.clusters()).toEqual(['crm:2 erp:3 shop:8 shop:9'])
    expect(third.goldenIdOf('crm:2')).toBe(isConfirmed ? second.goldenIdOf('crm:2') : first.goldenIdOf('shop:9'))
  }
})

/** A person takes over the word that two records are the same. */
async function confirm(folder: NightFolder, left: string, right: string): Promise<void> {
  await folder.write({ 'decisions.csv': `left,right,verdict,by,reason\n${left},${right},same,jana,knows them\n` })
  await engineNight.review.import(join(folder.path, 'decisions.csv'), {
    store: folder.store,
    clock: () => new Date('2026-03-02T12:00:00Z'),
    progress: silentProgress,
    signal: new AbortController().signal,
  } as Tools)
}
