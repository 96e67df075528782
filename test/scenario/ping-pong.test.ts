import { expect, test } from 'vitest'
import { thawField } from '../../engine/golden/thaw-field.ts'
import { correctedShopPlan, inShop } from '../support/corrected-shop.ts'
import { nightFolder, type NightFolder } from '../support/night-folder.ts'
import { csv, rows } from '../support/page.ts'
import { storeDump } from '../support/store-dump.ts'

const night = (day: number) => `2026-03-${String(day).padStart(2, '0')}T02:00:00Z`

/** The shop takes phone and city from the ERP without asking anybody. */
const plan = correctedShopPlan({
  writeBack: '{ fields: [phone, city], automatic: [phone, city] }',
  truth: '{ phone: [{ mostTrusted: [erp] }], city: [{ mostTrusted: [erp] }] }',
})
const erp = (phone: string, city = 'Brno') =>
  csv(`
  id  name           email            phone    vat  city     changed
  7   Jana Nováková  jana@example.cz  ${phone}  -    ${city}  2026-01-05T08:00:00Z
`)

/** Without them one record that goes back in time is a replayed export. */
const others = [
  'Petr Malý',
  'Eva Horáková',
  'Karel Veselý',
  'Milan Hájek',
  'Věra Kolářová',
  'Hana Marková',
  'Tomáš Zeman',
]

async function company() {
  const folder = await nightFolder(plan, { 'erp.csv': erp('601234567') })

  inShop(folder, (shop) =>
    shop.exec(`create table customers (id integer primary key, name text, email text, phone text, city text, changed text);
      insert into customers values
        (1, 'Jana Nováková', 'jana@example.cz', '777111222', 'Brno', '2026-01-01T08:00:00Z'),
        ${others.map((name, place) => `(${place + 2}, '${name}', null, null, 'Zlín', '2026-02-01T08:00:00Z')`).join(', ')}`),
  )
  return folder
}

/** A job takes in its own old export. */
const importOldPhone = (folder: NightFolder) =>
  inShop(folder, (shop) =>
    shop.exec(`update customers set phone = '777111222', changed = '2026-03-01T20:00:00Z' where id = 1`),
  )
const phoneIn = (folder: NightFolder) =>
  inShop(folder, (shop) => shop.get('select phone, city from customers where id = 1'))
const states = async ({ store }: NightFolder) =>
  (await store.db.selectFrom('ops.outbox').select(['state', 'answer', 'changes']).execute())
    .map(
      ({ state, answer, changes }) =>
        `${changes.map(({ column, after }) => `${column} ${after}`).join(', ')} ${state} ${answer}`,
    )
    .toSorted()
const thaw = (folder: NightFolder, field: string, day: number) =>
  folder.store.transaction((session) =>
    thawField(session, 'erp:7', field, { by: 'jana', reason: 'the job is off', at: night(day) }),
  )

test('a job that undoes our correction freezes the field; the others go on, and a thaw lets it go on too', async () => {
  await using folder = await company()

  await folder.night(night(1))
  importOldPhone(folder)
  const frozen = await folder.night(night(2))

  await folder.write({ 'erp.csv': erp('605555555', 'Praha') })
  const held = await folder.night(night(3))
  const atHeld = phoneIn(folder)
  const thawed = await thaw(folder, 'phone', 3)
  const free = await folder.night(night(4))

  expect(frozen.says('conflicts', 'field', 'kind', 'winner_value', 'loser_system', 'loser_value')).toEqual(
    rows(`
      phone  differs         +420601234567  shop  +420777111222
      phone  rejected-again  +420601234567  shop  +420777111222
    `),
  )
  expect(held.says('corrections', 'column', 'after', 'state')).toEqual(rows('city  Praha  applied'))
  expect(atHeld).toEqual({ phone: '777111222', city: 'Praha' })
  expect(thawed.causes).toEqual(['rejected-again'])
  expect(free.says('conflicts', 'field', 'kind')).toEqual(rows('phone  differs'))
  expect(phoneIn(folder)).toEqual({ phone: '+420605555555', city: 'Praha' })
})

test('it is found though the job was faster than the night, and our correction was never seen', async () => {
  await using folder = await company()

  await folder.night(night(1))
  inShop(folder, (shop) => shop.exec(`update customers set phone = '777111222' where id = 1`))
  const second = await folder.night(night(2))

  expect(second.says('conflicts', 'field', 'kind')).toEqual(
    rows(`
      phone  differs
      phone  rejected-again
    `),
  )
})

test('a correction that waits for a person is superseded with the reason', async () => {
  await using folder = await company()

  await folder.write({ 'touchstone.yaml': plan.replace('automatic: [phone, city]', 'automatic: [phone]') })
  await folder.night(night(1))
  await folder.write({ 'erp.csv': erp('601234567', 'Praha') })
  await folder.night(night(2))
  inShop(folder, (shop) =>
    shop.exec(`update customers set city = 'Olomouc', changed = '2025-12-24T20:00:00Z' where id = 1`),
  )
  await folder.night(night(3))

  expect(await states(folder)).toEqual([
    'city Praha superseded frozen: city clock-went-back',
    'phone +420601234567 applied null',
  ])
})

test('a night over unchanged data changes nothing, frozen or thawed', async () => {
  await using folder = await company()
  const bookkeeping = ['staging.run', 'staging.snapshot', 'staging.flow', 'matching.state', 'golden.state']

  await folder.night(night(1))
  importOldPhone(folder)
  await folder.night(night(2))
  const frozen = await storeDump(folder.store, bookkeeping)

  await folder.night(night(3))
  expect(await storeDump(folder.store, bookkeeping)).toEqual(frozen)
  await thaw(folder, 'phone', 3)
  const thawed = await folder.night(night(4))
  const after = await storeDump(folder.store, bookkeeping)
  const calm = await folder.night(night(5))

  expect(thawed.says('conflicts', 'field', 'kind')).toEqual(rows('phone  differs'))
  expect(calm.reports['conflicts.csv']).toBe(thawed.reports['conflicts.csv'])
  expect(await storeDump(folder.store, bookkeeping)).toEqual(after)
})

test('only a frozen field can be thawed', async () => {
  await using folder = await company()

  await folder.night(night(1))
  await expect(thaw(folder, 'phone', 1)).rejects.toMatchObject({ code: 'FIELD_NOT_FROZEN' })
})
