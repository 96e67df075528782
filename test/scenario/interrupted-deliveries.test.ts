import { expect, test } from 'vitest'
import { auditPage } from '../../engine/store/operations/audit.ts'
import { compensateBatch } from '../../engine/store/write-back/compensations.ts'
import { sendable } from '../../engine/store/write-back/deliveries.ts'
import { deliverySheet } from '../../engine/store/write-back/delivery-list.ts'
import { correctedShop, correctedShopPlan, inShop, oldPhone, phonesOf, writesOf } from '../support/corrected-shop.ts'
import type { NightFolder } from '../support/night-folder.ts'

const nights = ['2026-03-01T02:00:00Z', '2026-03-02T02:00:00Z', '2026-03-03T02:00:00Z'] as const
const newPhones = ['+420601001000', '+420601001001', '+420601001002']
const oldPhones = [1, 2, 3].map(oldPhone)
const erpSays = (phone: string) => ({
  'erp.csv': `id,name,email,phone,vat,city,changed\n1,Jana Nováková,customer1@example.cz,${phone},,Brno,2026-01-06T08:00:00Z\n`,
})
const outbox = async ({ store }: NightFolder) =>
  (await store.db.selectFrom('ops.outbox').select(['state', 'changes']).execute())
    .map(({ state, changes }) => `${changes[0]?.after} ${state}`)
    .toSorted()

/** The answer to the first night's correction was lost. */
const loseAnswer = ({ store }: NightFolder) => store.db.updateTable('ops.outbox').set({ state: 'uncertain' }).execute()

test.each([
  ['had not arrived', oldPhone(1), 'superseded'],
  ['had arrived', newPhones[0] ?? '', 'applied'],
])('a newer decision waits until it is known that the earlier one %s', async (_, standing, earlier) => {
  await using folder = await correctedShop(1)

  await folder.night(nights[0])
  await loseAnswer(folder)
  inShop(folder, (shop) => shop.run('update customers set phone = ?', [standing]))
  await folder.write(erpSays('602333444'))
  await folder.night(nights[1])

  expect(await outbox(folder)).toEqual([`${newPhones[0]} ${earlier}`, '+420602333444 applied'].toSorted())
  expect(phonesOf(folder)).toEqual(['+420602333444'])
})

test('nothing is sent to a record whose earlier correction has no known outcome', async () => {
  await using folder = await correctedShop(
    2,
    correctedShopPlan({ writeBack: '{ fields: [phone, email], automatic: [phone] }' }),
  )

  await folder.night(nights[0])
  const { store } = folder
  const one = await store.db.selectFrom('ops.outbox').selectAll().orderBy('record_id').executeTakeFirstOrThrow()
  const waiting = async () => (await sendable(store, one.flow_id, undefined, 10)).map(({ sourceKey }) => sourceKey)
  const set = (state: 'approved' | 'uncertain', key: string) =>
    store.db.updateTable('ops.outbox').set({ state }).where('idempotency_key', '=', key).execute()

  await set('approved', one.idempotency_key)
  expect(await waiting()).toEqual(['1'])
  await store.db
    .insertInto('ops.outbox')
    .values({ ...one, changes: '[]', idempotency_key: 'other', state: 'uncertain' })
    .execute()
  expect(await waiting()).toEqual([])
})

test('a rollback that was decided and killed before anything was sent is finished by the next night', async () => {
  await using folder = await correctedShop(3)

  await folder.night(nights[0])
  await folder.store.transaction((session) =>
    compensateBatch(session, { batchId: 'dlv_000001', runId: 1, at: nights[0], by: 'jana', reason: 'wrong' }),
  )
  expect(phonesOf(folder)).toEqual(newPhones)
  await folder.night(nights[1])
  await folder.night(nights[2])

  expect(phonesOf(folder)).toEqual(oldPhones)
  expect(writesOf(folder)).toBe(6)
})

test('what of a batch had not gone yet does not go after its rollback', async () => {
  await using folder = await correctedShop(3, correctedShopPlan({ writeBack: '{ fields: [phone] }' }))

  await folder.night(nights[0])
  await folder.deliver({ by: 'petr' })
  await folder.store.db
    .updateTable('ops.outbox')
    .set({ state: 'approved' })
    .where('idempotency_key', 'in', (inner) =>
      inner.selectFrom('ops.outbox').select('idempotency_key').orderBy('record_id').limit(1),
    )
    .execute()
  inShop(folder, (shop) => shop.run('update customers set phone = ? where id = 1', [oldPhone(1)]))
  await folder.rollBack('dlv_000001')
  await folder.night(nights[1])

  expect(phonesOf(folder)).toEqual(oldPhones)
  expect((await deliverySheet(folder.store, 'dlv_000001'))?.counts).toEqual({ 'rolled-back': 3 })
})

test('who let go, who took back and what became of it stands in the audit', async () => {
  await using folder = await correctedShop(2, correctedShopPlan({ writeBack: '{ fields: [phone] }' }))

  await folder.night(nights[0])
  await folder.deliver({ by: 'petr' })
  await folder.rollBack('dlv_000001')
  const entries = await auditPage(folder.store, 0, 100)

  expect(
    entries
      .filter(({ action }) => action !== 'plan-changed')
      .map(({ actor, action, subject, detail }) => [actor, action, subject, JSON.parse(detail ?? '') as unknown]),
  ).toEqual([
    ['petr', 'corrections-approved', 'shop.customer', { batch: 'dlv_000001', records: 2, expected: null }],
    ['petr', 'corrections-delivered', 'shop.customer', { batch: 'dlv_000001', applied: 2 }],
    [
      'jana',
      'delivery-rolled-back',
      'shop.customer',
      { batch: 'dlv_000001', rollback: 'dlv_000002', corrections: 2, reason: 'wrong' },
    ],
    ['jana', 'corrections-delivered', 'shop.customer', { batch: 'dlv_000002', applied: 2 }],
  ])
})
