import { expect, test } from 'vitest'
import { engineNight } from '../../engine/cli/engine-night.ts'
import { erasePerson } from '../../engine/operations/erase-person.ts'
import { inShop } from '../support/corrected-shop.ts'
import { nightFolder, type NightFolder } from '../support/night-folder.ts'
import { customersOf, nightPlan } from '../support/night-plan.ts'
import { companyWith, creates, eva, jana, people, petr, planWith, shopSays } from '../support/lacking-shop.ts'
import { rows } from '../support/page.ts'
import { steward } from '../support/steward.ts'
import { storeDump } from '../support/store-dump.ts'

const night = (day: number) => `2026-03-0${day}T02:00:00Z`
const planned = ({ says }: { says: NightOutcomeSays }) => says('corrections', 'system', 'source_key', 'state', 'after')
type NightOutcomeSays = Awaited<ReturnType<NightFolder['night']>>['says']
const golden = (folder: NightFolder, name: string) => engineNight.showGolden(name, undefined, folder.tools)

test('a record that a system has not got is proposed, created when a person says so, and known from then on', async () => {
  await using folder = await companyWith()
  const first = await folder.night(night(1))
  const id = first.goldenIdOf('crm:2')

  expect(planned(first)).toEqual(
    rows(`
      shop  -  planned  +420602345678
      shop  -  planned  Petr Svoboda
      shop  -  planned  Petr Svoboda
      shop  -  planned  petr@example.cz
    `).map((row) => row.map((cell) => (cell === '-' ? '' : cell))),
  )
  expect(shopSays(folder)).toHaveLength(1)
  expect(await folder.previewDelivery()).toMatchObject([
    { counts: { create: 1 }, changedRecords: 1, samples: [{ sourceKey: '', goldenId: id, verdict: 'create' }] },
  ])

  const result = await folder.deliver()

  expect(result.counts).toEqual({ applied: 1 })
  expect(shopSays(folder)).toEqual([
    [40, null, 'Jana Nováková', 'jana@example.cz', '601234567', 'Brno'],
    [41, id, 'Petr Svoboda', 'petr@example.cz', '+420602345678', 'Ostrava'],
  ])
  expect(await golden(folder, 'shop:41')).toMatchObject({ id, members: ['crm:2', 'shop:41'] })

  const second = await folder.night(night(2))
  const third = await folder.night(night(3))

  expect(second.clusters()).toEqual(['crm:1 shop:40', 'crm:2 shop:41', 'erp:7'])
  expect(second.goldenIdOf('shop:41')).toBe(id)
  expect(second.goldenIdOf('crm:1')).toBe(first.goldenIdOf('crm:1'))
  expect(third.reports['crosswalk.csv']).toBe(second.reports['crosswalk.csv'])
  expect(second.says('golden-customers', 'golden_id', 'city').find(([golden]) => golden === id)).toEqual([id, 'Praha'])
  expect(await folder.proposals()).toEqual([])
  expect(await folder.previewDelivery()).toMatchObject([{ counts: {} }])
  const feed = await engineNight.eventsAfter({ run: 0, phase: 0, key: '' }, 100, folder.tools)

  expect(feed.map(({ run, kind, records }) => `${run} ${kind} ${records.join(' ')}`).toSorted()).toEqual([
    '1 created crm:1 shop:40',
    '1 created crm:2',
    '1 created erp:7',
    '1 joined shop:41',
  ])
})

/** A night, and what a person then delivers. */
async function createdAt(day: number, folder: NightFolder) {
  const told = await folder.night(night(day))

  await folder.deliver()
  return told
}
const petrInShop = (folder: NightFolder) => shopSays(folder).filter(([, , name]) => name === 'Petr Svoboda')
const statesOf = async ({ store }: NightFolder) =>
  (
    await store.db
      .selectFrom('ops.outbox')
      .select(['kind', 'state', 'answer'])
      .orderBy('created_run')
      .orderBy('state')
      .execute()
  ).map(({ kind, state, answer }) => [kind, state, answer])

test('what the system changes of its own in a record we created is news, what it was given is not', async () => {
  await using folder = await companyWith()

  await createdAt(1, folder)
  await folder.night(night(2))
  await folder.write(people('crm', { 1: jana, 2: petr.replace('602345678', '-').replace('Praha', '-') }))
  inShop(folder, (shop) => shop.exec(`update customers set city = 'Zlín' where id = 41`))
  const third = await folder.night(night(3))
  const says = third.says('golden-customers', 'family_name', 'phone', 'city').find(([name]) => name === 'Svoboda')

  expect(says).toEqual(['Svoboda', '', 'Zlín'])
})

test('who approved it said that both are the same, and may take that back by the name of the batch', async () => {
  await using folder = await companyWith()

  await createdAt(1, folder)
  const undone = await steward(folder).undoes('dlv_000001')

  expect(undone).toMatchObject({ count: 1, undone: [{ by: 'jana', verdict: 'same', records: ['crm:2', 'shop:41'] }] })
})

test('a golden value that changes corrects the record we created', async () => {
  await using folder = await companyWith()

  await createdAt(1, folder)
  await folder.night(night(2))
  await folder.write(people('crm', { 1: jana, 2: petr.replace('602345678', '602999999') }))
  const third = await folder.night(night(3))

  expect(third.says('corrections', 'source_key', 'state', 'after')).toEqual([['41', 'planned', '+420602999999']])
})

test('a record that may be there already is not created before a person has said that it is another', async () => {
  const asking = 'matching: { customer: { autoLinkAbove: 1, reviewAbove: 0.5 } }'
  await using folder = await companyWith(planWith(undefined, asking))

  inShop(folder, (shop) =>
    shop.exec(`insert into customers (id, name, email, phone, city)
      values (39, 'Petr Svoboda', 'petr@example.cz', '777123123', 'Praha')`),
  )
  const first = await folder.night(night(1))

  expect(first.clusters()).toEqual(['crm:1', 'crm:2', 'erp:7', 'shop:39', 'shop:40'])
  expect(first.says('corrections', 'state')).toEqual([])
  for (const { id, members } of await folder.proposals())
    if (members.includes('crm:2')) await folder.decide(id, 'different')
  const second = await folder.night(night(2))

  expect(second.says('corrections', 'column', 'state', 'after')).toEqual(
    rows(`
      email  planned  petr@example.cz
      name   planned  Petr Svoboda
      name   planned  Petr Svoboda
      phone  planned  +420602345678
    `),
  )
})

test('a rollback takes a created record away again, and no night brings it back unless a person says so', async () => {
  await using folder = await companyWith()

  await createdAt(1, folder)
  await folder.night(night(2))
  expect(await engineNight.deliveries.previewRollback(await folder.plan(), 'dlv_000001', folder.tools)).toMatchObject({
    ...{ standing: 1, created: 1 },
  })
  expect(await folder.rollBack('dlv_000001')).toMatchObject({ batch: 'dlv_000002', counts: { applied: 1 } })
  expect(petrInShop(folder)).toEqual([])

  for (const day of [3, 4, 5]) await createdAt(day, folder)
  expect(petrInShop(folder)).toEqual([])
  expect(await folder.rollBack('dlv_000002')).toMatchObject({ batch: null })

  const { idempotency_key: key } = await folder.store.db
    .selectFrom('ops.outbox')
    .select('idempotency_key')
    .where('kind', '=', 'create')
    .executeTakeFirstOrThrow()
  await engineNight.deliveries.approve([key], { by: 'eva', reason: 'he is one after all' }, folder.tools)
  const sixth = await folder.night(night(6))

  expect(petrInShop(folder)).toHaveLength(1)
  expect((await folder.night(night(7))).clusters()).toContain('crm:2 shop:41')
  expect(sixth.goldenIdOf('crm:2')).toBeDefined()
})

test('a system that loses all it was given by our own hand had no outage', async () => {
  const given = ['Ada', 'Ivo', 'Rut', 'Oto', 'Zoe']
  const family = ['Bílek', 'Krátký', 'Hořká', 'Sladký', 'Tichá', 'Jasný']
  const newcomers = given.flatMap((one) => family.map((other) => `${one} ${other}`))
  const many = Object.fromEntries(
    newcomers.map((name, place) => [
      10 + place,
      `${name}  newcomer${place}@example.cz  60${1_000_000 + place * 77_777}  -  Kladno`,
    ]),
  )
  await using folder = await companyWith()

  await folder.write(people('crm', { 1: jana, ...many }))
  await createdAt(1, folder)
  for (const day of [2, 3]) await folder.night(night(day))
  expect(shopSays(folder).length).toBeGreaterThan(25)
  await folder.rollBack('dlv_000001')
  const fourth = await folder.night(night(4))

  expect(shopSays(folder)).toHaveLength(1)
  expect(fourth.failedFlows).toEqual([])
  expect(fourth.clusters().filter((members) => members.includes('shop'))).toEqual(['crm:1 shop:40'])
})

test('a created record that somebody worked with since stays, and is told', async () => {
  await using folder = await companyWith()

  await createdAt(1, folder)
  inShop(folder, (shop) => shop.exec(`update customers set phone = '777' where id = 41`))

  expect((await folder.rollBack('dlv_000001')).counts).toEqual({ refused: 1 })
  expect(petrInShop(folder)).toHaveLength(1)
})

test('a record that its system deleted is not created again', async () => {
  await using folder = await companyWith()

  await createdAt(1, folder)
  await folder.night(night(2))
  inShop(folder, (shop) => shop.exec('delete from customers where id = 41'))
  for (const day of [3, 4, 5, 6]) await createdAt(day, folder)

  expect(petrInShop(folder)).toEqual([])
  expect(await statesOf(folder)).toEqual([['create', 'applied', null]])
})

test('what the system refuses is told and not sent again until a value changes', async () => {
  await using folder = await companyWith()

  await folder.write(people('crm', { 1: jana, 2: petr.replace('602345678', '-') }))
  await createdAt(1, folder)
  await createdAt(2, folder)
  expect(await statesOf(folder)).toEqual([['create', 'refused', 'value-refused']])

  await folder.write(people('crm', { 1: jana, 2: petr }))
  await createdAt(3, folder)
  expect(petrInShop(folder)).toHaveLength(1)
})

test('a creation whose answer was lost is read back, not sent again', async () => {
  await using folder = await companyWith()

  await createdAt(1, folder)
  await folder.store.transaction(async ({ db }) => {
    await db.updateTable('ops.outbox').set({ state: 'sending', record_id: null }).execute()
    await db.deleteFrom('golden.crosswalk').where('contributes', '=', false).execute()
    await db.deleteFrom('staging.source_record').where('source_key', '=', '41').execute()
    await db.deleteFrom('review.decision').execute()
  })
  inShop(folder, (shop) => shop.exec(`update customers set phone = '777' where id = 41`))
  const again = await folder.deliver()

  expect(again.counts).toEqual({ applied: 1 })
  expect(petrInShop(folder)).toHaveLength(1)
  expect((await folder.night(night(2))).clusters()).toContain('crm:2 shop:41')
})

test('another value supersedes a creation that was not sent, and a plan without creations all of them', async () => {
  await using folder = await companyWith()

  await folder.night(night(1))
  await folder.write(people('crm', { 1: jana, 2: petr.replace('petr@', 'p.svoboda@') }))
  const second = await folder.night(night(2))

  expect(await statesOf(folder)).toEqual([
    ['create', 'superseded', null],
    ['create', 'planned', null],
  ])
  expect(second.says('corrections', 'after')).toContainEqual(['p.svoboda@example.cz'])
  await folder.write({ 'touchstone.yaml': planWith('{ fields: [name, email, phone] }') })
  const third = await folder.night(night(3))

  expect(third.says('corrections', 'after')).toEqual([])
})

test('a shop that could not be read gets nothing', async () => {
  await using folder = await companyWith()

  await folder.remove('shop.sqlite')
  const first = await folder.night(night(1))

  expect(first.says('corrections', 'after')).toEqual([])
})

test.each([
  ['waits to be created', async () => {}],
  ['was created', async (folder: NightFolder) => void (await folder.deliver())],
])('nothing is left of an erased person whose record %s', async (_, before) => {
  await using folder = await companyWith()

  await folder.night(night(1))
  await before(folder)
  await erasePerson({ name: 'crm:2', by: 'ombudsman', reason: 'asked', isDryRun: false }, folder.tools)
  const kept = Object.entries(await storeDump(folder.store)).flatMap(([table, lines]) =>
    ['Svoboda', 'petr@example.cz', '602345678']
      .filter((value) => lines.some((line) => line.includes(value)))
      .map((value) => `${table}: ${value}`),
  )

  expect(kept).toEqual([])
})

test('a system of files cannot be asked to create records', async () => {
  await using folder = await nightFolder(
    nightPlan([
      customersOf('crm'),
      customersOf('erp', 'direction: both', `writeBack: { fields: [phone], ${creates} }`),
    ]),
    { ...people('crm', { 1: jana }), ...people('erp', { 7: eva }) },
  )

  await expect(folder.plan()).rejects.toThrow(/a system that tells the key of a record it was given/)
})
