import { expect, test } from 'vitest'
import { engineNight } from '../../engine/cli/engine-night.ts'
import { goldenSheet } from '../../engine/golden/golden-sheet.ts'
import { eventsAfter } from '../../engine/store/golden/golden-events.ts'
import { nightFolder, type NightFolder } from '../support/night-folder.ts'
import { customersOf, nightPlan } from '../support/night-plan.ts'
import { threeSystems } from '../support/three-systems.ts'

const plan = nightPlan([customersOf('crm'), customersOf('erp'), customersOf('shop')])
const nights = ['2026-03-01T02:00:00Z', '2026-03-02T02:00:00Z', '2026-03-03T02:00:00Z'] as const
const noon = (night: string) => night.replace('T02', 'T12')

const jana = 'Jana Nováková  jana@example.cz  601234567  -  Brno'
const moved = 'Jana Nováková  jana@example.cz  601234567  -  Praha'
const dan = 'Daniel Horák  dan@example.cz  604567890  -  Zlín'

/** Night one: Jana twice and Dan; night two: Dan's record turns out to be Jana's; night three: she moves, and one record is Dan's again. */
async function threeNights(): Promise<{ folder: NightFolder; ids: { jana: string; dan: string } }> {
  const folder = await nightFolder(plan, threeSystems({ crm: { 1: jana }, erp: { 7: jana }, shop: { 9: dan } }))
  const first = await folder.night(nights[0])

  await folder.write(threeSystems({ crm: { 1: jana }, erp: { 7: jana }, shop: { 9: jana } }))
  await folder.night(nights[1])
  await folder.write(threeSystems({ crm: { 1: moved }, erp: { 7: moved }, shop: { 9: dan } }))
  await folder.night(nights[2])
  return { folder, ids: { jana: first.goldenIdOf('crm:1') ?? '', dan: first.goldenIdOf('shop:9') ?? '' } }
}

const sheetOf = ({ store }: NightFolder, name: string, asOf?: string) =>
  store.transaction((session) => goldenSheet(session, name, asOf))

const told = ({ id, status, members, values }: Awaited<ReturnType<typeof sheetOf>>) =>
  `${id} ${status} ${members.join(' ')} ${values.find(({ field }) => field === 'city')?.value ?? ''}`

test('a golden record is shown by its id, by its records, and as it was believed on any night', async () => {
  const { folder, ids } = await threeNights()
  await using _ = folder

  expect(told(await sheetOf(folder, ids.jana))).toBe(`${ids.jana} active crm:1 erp:7 Praha`)
  expect(told(await sheetOf(folder, 'erp:7'))).toBe(`${ids.jana} active crm:1 erp:7 Praha`)
  expect(told(await sheetOf(folder, 'shop:9', noon(nights[0])))).toBe(`${ids.dan} active shop:9 Zlín`)
  expect(told(await sheetOf(folder, 'shop:9', noon(nights[1])))).toBe(`${ids.jana} active crm:1 erp:7 shop:9 Brno`)
  expect(told(await sheetOf(folder, ids.jana, noon(nights[1])))).toBe(`${ids.jana} active crm:1 erp:7 shop:9 Brno`)
  expect(told(await sheetOf(folder, ids.jana, noon(nights[0])))).toBe(`${ids.jana} active crm:1 erp:7 Brno`)
})

test('an id that ended leads to its successor, and before it ended to itself', async () => {
  const { folder, ids } = await threeNights()
  await using _ = folder
  const successor = await sheetOf(folder, ids.dan, noon(nights[1]))

  expect(successor).toMatchObject({ id: ids.jana, askedAs: ids.dan, aliases: [ids.dan] })
  expect(await sheetOf(folder, ids.dan, noon(nights[0]))).toMatchObject({ id: ids.dan, askedAs: null, aliases: [] })
})

test('a name nobody had then is refused in words', async () => {
  const { folder, ids } = await threeNights()
  await using _ = folder

  await expect(sheetOf(folder, ids.jana, '2026-02-01T00:00:00Z')).rejects.toMatchObject({ code: 'GOLDEN_UNKNOWN' })
  await expect(sheetOf(folder, 'crm:999')).rejects.toMatchObject({ code: 'GOLDEN_UNKNOWN' })
})

test('every change of identity is in the feed once, with the records that went, in pages of any size', async () => {
  const { folder, ids } = await threeNights()
  await using _ = folder
  const all = await eventsAfter(folder.store, { run: 0, phase: 0, key: '' }, { limit: 100 })
  const born = all.at(-1)?.into ?? ''

  expect(all.map(({ run, kind, goldenId, into, records }) => [run, kind, goldenId, into, records.join(' ')])).toEqual([
    ...[
      [1, 'created', ids.jana, null, 'crm:1 erp:7'],
      [1, 'created', ids.dan, null, 'shop:9'],
    ].toSorted(([, , left = ''], [, , right = '']) => (String(left) < String(right) ? -1 : 1)),
    [2, 'merged', ids.dan, ids.jana, 'shop:9'],
    [3, 'created', born, null, 'shop:9'],
    [3, 'split', ids.jana, born, 'shop:9'],
  ])

  const paged = []
  for (let place = { run: 0, phase: 0 as 0 | 1, key: '' }; ;) {
    const [event] = await eventsAfter(folder.store, place, { limit: 1 })
    if (event === undefined) break
    const [run, phase, ...key] = event.cursor.split('-')

    paged.push(event)
    place = { run: Number(run), phase: phase === '0' ? 0 : 1, key: key.join('-') }
  }
  expect(paged).toEqual(all)
})

test('a night that changes nothing leaves no history', async () => {
  await using folder = await nightFolder(plan, threeSystems({ crm: { 1: jana }, erp: { 7: jana }, shop: { 9: dan } }))

  await folder.night(nights[0])
  await folder.night(nights[1])
  expect(await engineNight.eventsAfter({ run: 1, phase: 1, key: '' }, 10, { store: folder.store } as never)).toEqual([])
})
