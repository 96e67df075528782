import { expect, test } from 'vitest'
import { correctedShopPlan, inShop } from '../support/corrected-shop.ts'
import { nightFolder, type NightFolder } from '../support/night-folder.ts'
import { csv, rows } from '../support/page.ts'

const nights = ['2026-03-01T02:00:00Z', '2026-03-02T02:00:00Z', '2026-03-03T02:00:00Z'] as const

/** The shop takes a new phone from the ERP without asking anybody; an e-mail waits for a person. */
const plan = correctedShopPlan()
const erp = (jana: string) =>
  csv(`
  id  name           email             phone      vat  city   changed
  7   Jana Nováková  ${jana}  601234567  -    Brno   2026-01-05T08:00:00Z
  8   Petr Svoboda   petr@example.cz   602345678  -    Praha  2026-01-05T08:00:00Z
`)

/** A shop whose Jana has another phone and e-mail than the ERP's; it counts what is written into it. */
async function company() {
  const folder = await nightFolder(plan, { 'erp.csv': erp('jana@new.example') })

  inShop(folder, (shop) =>
    shop.exec(`create table customers (id integer primary key, name text, email text, phone text, city text, changed text);
      insert into customers values
        (1, 'Jana Nováková', 'jana@example.cz', '777111222', 'Brno', '2026-01-01T08:00:00Z'),
        (2, 'Petr Svoboda', 'petr@example.cz', '602345678', 'Praha', '2026-01-01T08:00:00Z');
      create table writes (id integer);
      create trigger count_writes after update on customers begin insert into writes values (new.id); end`),
  )
  return folder
}

const janaIn = (folder: NightFolder) =>
  inShop(folder, (shop) => Object.values(shop.get('select email, phone from customers where id = 1') ?? {}))
const writeCount = (folder: NightFolder) => inShop(folder, (shop) => shop.all('select * from writes').length)
const states = async ({ store }: NightFolder) =>
  (await store.db.selectFrom('ops.outbox').select(['state', 'changes']).execute())
    .map(({ state, changes }) => `${changes.map(({ column, after }) => `${column} ${after}`).join(', ')} ${state}`)
    .toSorted()

test('what the plan allows is written at night, the rest waits for a person', async () => {
  await using folder = await company()
  const night = await folder.night(nights[0])

  expect(night.says('corrections', 'system', 'source_key', 'column', 'before', 'after', 'state')).toEqual(
    rows(`
      shop  1  email  jana@example.cz  jana@new.example  planned
      shop  1  phone  777111222       +420601234567     applied
    `),
  )
  expect(janaIn(folder)).toEqual(['jana@example.cz', '+420601234567'])
})

test('our own correction coming back is no news: nothing is proposed, written or told again', async () => {
  await using folder = await company()

  await folder.night(nights[0])
  const second = await folder.night(nights[1])
  const third = await folder.night(nights[2])

  expect(second.says('corrections', 'column', 'state')).toEqual(rows('email  planned'))
  expect(second.says('conflicts', 'field', 'kind')).toEqual(rows('email  differs'))
  expect(third.reports['corrections.csv']).toBe(second.reports['corrections.csv'])
  expect(third.reports['conflicts.csv']).toBe(second.reports['conflicts.csv'])
  expect(writeCount(folder)).toBe(1)
})

test('a dry run says what would be written and writes nothing; a person delivers once', async () => {
  await using folder = await company()

  await folder.night(nights[0])
  const [dry] = await folder.previewDelivery()
  const before = janaIn(folder)
  const applied = await folder.deliver()
  const again = await folder.deliver()

  expect(dry).toMatchObject({ flow: 'shop.customer', counts: { update: 1 }, changedRecords: 1 })
  expect(dry?.samples.map(({ sourceKey, verdict }) => [sourceKey, verdict])).toEqual([['1', 'update']])
  expect(before).toEqual(['jana@example.cz', '+420601234567'])
  expect(applied.counts).toEqual({ applied: 1 })
  expect(again.counts).toEqual({})
  expect(janaIn(folder)).toEqual(['jana@new.example', '+420601234567'])
  expect(writeCount(folder)).toBe(2)
})

test('a correction that nobody wants any more is superseded by the new one', async () => {
  await using folder = await company()

  await folder.night(nights[0])
  await folder.write({ 'erp.csv': erp('jana@newest.example') })
  await folder.night(nights[1])

  expect(await states(folder)).toEqual([
    'email jana@new.example superseded',
    'email jana@newest.example planned',
    'phone +420601234567 applied',
  ])
})

test('a correction wanted again after it was superseded is planned again, not twice', async () => {
  await using folder = await company()

  await folder.night(nights[0])
  await folder.write({ 'erp.csv': erp('jana@newest.example') })
  await folder.night(nights[1])
  await folder.write({ 'erp.csv': erp('jana@new.example') })
  await folder.night(nights[2])

  expect(await states(folder)).toEqual([
    'email jana@new.example planned',
    'email jana@newest.example superseded',
    'phone +420601234567 applied',
  ])
})

test('somebody was faster: the correction is refused, his value stays, and the next night asks anew', async () => {
  await using folder = await company()

  await folder.night(nights[0])
  inShop(folder, (shop) => shop.exec(`update customers set email = 'jana@own.example' where id = 1`))
  const delivery = await folder.deliver()

  expect(delivery.counts).toEqual({ refused: 1 })
  expect(janaIn(folder)).toEqual(['jana@own.example', '+420601234567'])
  const second = await folder.night(nights[1])

  expect(second.says('corrections', 'column', 'before', 'after', 'state', 'reason')).toEqual(
    rows(`
      email  jana@example.cz   jana@new.example  refused  precondition
      email  jana@own.example  jana@new.example  planned  email: erp:7 most-trusted:erp
    `),
  )
  expect(janaIn(folder)).toEqual(['jana@own.example', '+420601234567'])
})

test('a system that was not read tonight is not written either', async () => {
  await using folder = await company()

  await folder.night(nights[0])
  inShop(folder, (shop) => shop.exec('alter table customers rename to people'))
  const second = await folder.night(nights[1])

  expect(second.exitCode).toBe(3)
  expect(second.failedFlows).toMatchObject([{ flow: 'shop.customer', code: 'failed' }])
  expect(second.failedFlows[0]?.message).toMatch(
    /SOURCE_TABLE_MISSING.*"customers" does not exist.*ask whether it was renamed/,
  )
  expect(second.clusters()).toEqual(['erp:7 shop:1', 'erp:8 shop:2'])
  expect(writeCount(folder)).toBe(1)
})

test('an old value put over our correction is told and not fought: the same correction is never sent twice', async () => {
  await using folder = await company()

  await folder.night(nights[0])
  const calm = await folder.night(nights[1])

  inShop(folder, (shop) => shop.exec(`update customers set phone = '777111222' where id = 1`))
  const night = await folder.night(nights[2])

  expect(calm.says('conflicts', 'field', 'kind')).toEqual(rows('email  differs'))
  expect(night.says('conflicts', 'field', 'kind', 'winner_value', 'loser_value')).toEqual(
    rows(`
      email  differs          jana@new.example  jana@example.cz
      phone  differs          +420601234567     +420777111222
      phone  rejected-again   +420601234567     +420777111222
      phone  stale-overwrite  +420601234567     +420777111222
    `),
  )
  expect(await states(folder)).toEqual(['email jana@new.example planned', 'phone +420601234567 applied'])
  expect(janaIn(folder)).toEqual(['jana@example.cz', '777111222'])
})
