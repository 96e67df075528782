import { mkdir, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { correctedShop, correctedShopPlan, inShop, oldPhone, phonesOf, writesOf } from '../support/corrected-shop.ts'
import type { NightFolder } from '../support/night-folder.ts'
import { rows } from '../support/page.ts'
import { engineNight } from '../../engine/cli/engine-night.ts'
import { deliverySheet, listDeliveries } from '../../engine/store/write-back/delivery-list.ts'

const nights = ['2026-03-01T02:00:00Z', '2026-03-02T02:00:00Z', '2026-03-03T02:00:00Z', '2026-03-04T02:00:00Z'] as const
const { deliveries } = engineNight

const batches = async ({ store }: NightFolder) =>
  (await listDeliveries(store, undefined, 50)).map(({ id, actor, compensates, counts }) => ({
    id,
    actor,
    compensates,
    counts,
  }))
const first = { recordId: 0, idempotencyKey: '' }
const newPhones = ['+420601001000', '+420601001001', '+420601001002']
const oldPhones = [1, 2, 3].map(oldPhone)

test('a night is one batch, with every attempt of every correction', async () => {
  await using folder = await correctedShop(3)
  await folder.night(nights[0])

  expect(await batches(folder)).toEqual([
    { id: 'dlv_000001', actor: 'night', compensates: null, counts: { applied: 3 } },
  ])
  const { sheet, corrections } = await deliveries.show('dlv_000001', first, 2, folder.tools)
  const [one] = corrections

  expect(sheet).toMatchObject({ flow: 'shop.customer', at: '2026-03-01T02:00:00.000Z' })
  expect(corrections.map(({ sourceKey }) => sourceKey)).toEqual(['1', '2'])
  expect(one?.events.map(({ attempt, state }) => [attempt, state])).toEqual([
    [1, 'sending'],
    [1, 'applied'],
  ])
  const rest = await deliveries.show('dlv_000001', corrections.at(-1) ?? first, 2, folder.tools)

  expect(rest.corrections.map(({ sourceKey }) => sourceKey)).toEqual(['3'])
})

test('a dry run asks the system: what it says already is skipped, what somebody changed is refused', async () => {
  await using folder = await correctedShop(3, correctedShopPlan({ writeBack: '{ fields: [phone] }' }))
  await folder.night(nights[0])
  inShop(folder, (shop) =>
    shop.exec(
      `update customers set phone = '+420601001000' where id = 1; update customers set phone = '1' where id = 2`,
    ),
  )
  const writes = writesOf(folder)
  const [preview] = await folder.previewDelivery()

  expect(preview).toMatchObject({ counts: { skip: 1, refuse: 1, update: 1 }, changedRecords: 3, held: null })
  expect(writesOf(folder)).toBe(writes)
})

test('a rollback puts back what stood before, once, and the next nights leave it so', async () => {
  await using folder = await correctedShop(3)

  await folder.night(nights[0])
  await folder.night(nights[1])
  const outcome = await folder.rollBack('dlv_000001')

  expect(outcome).toMatchObject({ batch: 'dlv_000002', counts: { applied: 3 }, held: [] })
  expect(phonesOf(folder)).toEqual(oldPhones)
  expect(await folder.rollBack('dlv_000001')).toMatchObject({ batch: null, counts: {} })

  const night = await folder.night(nights[2])
  const quiet = await folder.night(nights[3])

  expect(phonesOf(folder)).toEqual(oldPhones)
  expect(writesOf(folder)).toBe(6)
  expect(night.says('corrections', 'source_key', 'state', 'reason')).toEqual(
    rows(`
      1  rolled-back  rolled back in dlv_000002
      2  rolled-back  rolled back in dlv_000002
      3  rolled-back  rolled back in dlv_000002
    `),
  )
  expect(quiet.reports['corrections.csv']).toBe(night.reports['corrections.csv'])
  expect(night.says('conflicts', 'field', 'kind').filter(([, kind]) => kind === 'stale-overwrite')).toEqual([])
})

test('what somebody changed after us is not rolled back, and told', async () => {
  await using folder = await correctedShop(3)

  await folder.night(nights[0])
  inShop(folder, (shop) => shop.exec(`update customers set phone = '999' where id = 2`))
  const outcome = await folder.rollBack('dlv_000001')

  expect(outcome.counts).toEqual({ applied: 2, refused: 1 })
  expect(phonesOf(folder)).toEqual([oldPhone(1), '999', oldPhone(3)])
  expect(await batches(folder)).toEqual([
    { id: 'dlv_000002', actor: 'jana', compensates: 'dlv_000001', counts: { applied: 2, refused: 1 } },
    { id: 'dlv_000001', actor: 'night', compensates: null, counts: { applied: 1, 'rolled-back': 2 } },
  ])
})

test('a rollback given again leaves what was refused, and names it; a person may let it go again', async () => {
  await using folder = await correctedShop(3)

  await folder.night(nights[0])
  inShop(folder, (shop) => shop.exec(`update customers set phone = '999' where id = 2`))
  await folder.rollBack('dlv_000001')
  const writes = writesOf(folder)
  const again = await folder.rollBack('dlv_000001')
  const [refused] = again.left.first

  expect(again).toMatchObject({ batch: null, counts: {}, held: [], left: { count: 1 } })
  expect(refused).toMatchObject({ batch: 'dlv_000002', sourceKey: '2', answer: 'precondition' })
  expect(await deliveries.previewRollback(await folder.plan(), 'dlv_000001', folder.tools)).toMatchObject({
    standing: 0,
    left: { count: 1 },
  })
  expect((await batches(folder)).map(({ id }) => id)).toEqual(['dlv_000002', 'dlv_000001'])

  inShop(folder, (shop) => shop.run('update customers set phone = ? where id = 2', [newPhones[1] ?? '']))
  await deliveries.approve([refused?.id ?? ''], { by: 'eva', reason: 'mended in the shop' }, folder.tools)
  expect(await folder.rollBack('dlv_000001')).toMatchObject({ batch: null, left: { count: 0 } })
  await folder.night(nights[1])
  expect(phonesOf(folder)).toEqual(oldPhones)
  expect(writesOf(folder)).toBe(writes + 2)
  await folder.night(nights[2])
  expect(phonesOf(folder)).toEqual(oldPhones)
})

test('a system that fails when it is to be written is a line of the report; nothing is lost', async () => {
  await using folder = await correctedShop(3)
  const lock = join(folder.path, 'shop.sqlite.lock') // another program writes, and does not end

  await mkdir(lock)
  const night = await folder.night(nights[0])
  const failed = /^DELIVERY_SYSTEM_FAILED {2}shop\.customer: the corrections wait, for shop failed: SOURCE_LOCKED {2}/

  expect(night.summary.limitsHit).toEqual([expect.stringMatching(failed)])
  expect(night.reports['run.md']).toContain('DELIVERY_SYSTEM_FAILED')
  expect(night.exitCode).toBe(0)
  expect((await folder.deliver()).flows[0]?.held[0]).toMatch(failed)

  await rmdir(lock)
  expect((await folder.night(nights[1])).summary.limitsHit).toEqual([])
  expect(phonesOf(folder)).toEqual(newPhones)
  expect(writesOf(folder)).toBe(3)
}, 120_000)

test('a rollback while the system fails says so, and the next night finishes it', async () => {
  await using folder = await correctedShop(3)
  const lock = join(folder.path, 'shop.sqlite.lock')

  await folder.night(nights[0])
  await mkdir(lock)
  const outcome = await folder.rollBack('dlv_000001')

  expect(outcome.held).toEqual([expect.stringMatching(/^DELIVERY_SYSTEM_FAILED {2}shop\.customer: /)])
  await rmdir(lock)
  await folder.night(nights[1])
  expect(phonesOf(folder)).toEqual(oldPhones)
}, 120_000)

test('a rollback is rolled back: the corrections stand again, and can be taken back again', async () => {
  await using folder = await correctedShop(3)

  await folder.night(nights[0])
  await folder.rollBack('dlv_000001')
  await folder.rollBack('dlv_000002')

  expect(phonesOf(folder)).toEqual(newPhones)
  expect((await batches(folder)).map(({ id, counts }) => [id, counts])).toEqual([
    ['dlv_000003', { applied: 3 }],
    ['dlv_000002', { 'rolled-back': 3 }],
    ['dlv_000001', { applied: 3 }],
  ])
  await folder.rollBack('dlv_000001')
  expect(phonesOf(folder)).toEqual(oldPhones)
})

test('what was rolled back goes again when a person says so', async () => {
  await using folder = await correctedShop(3)

  await folder.night(nights[0])
  await folder.rollBack('dlv_000001')
  const { corrections } = await deliveries.show('dlv_000001', first, 1, folder.tools)
  const keys = corrections.map(({ idempotencyKey }) => idempotencyKey)

  await deliveries.approve(keys, { by: 'jana', reason: 'right after all' }, folder.tools)
  await folder.night(nights[1])
  expect(phonesOf(folder)).toEqual([newPhones[0], oldPhone(2), oldPhone(3)])
  expect((await deliveries.show('dlv_000001', first, 1, folder.tools)).sheet).toMatchObject({
    ...{ counts: { 'rolled-back': 2 }, movedCount: 1 },
  })
  await expect(deliveries.approve(keys, { by: 'jana', reason: 'again' }, folder.tools)).rejects.toMatchObject({
    code: 'CORRECTION_UNFIT',
    parameters: { state: 'applied' },
  })
})

test('a rolled-back value goes out with nothing else either, until a person lets it', async () => {
  await using folder = await correctedShop(
    1,
    correctedShopPlan({ writeBack: '{ fields: [phone, email], automatic: [phone, email] }' }),
  )

  await folder.night(nights[0])
  await folder.rollBack('dlv_000001')
  await folder.write({
    'erp.csv':
      'id,name,email,phone,vat,city,changed\n1,Jana Nováková,jana@new.example,601001000,,Brno,2026-01-06T08:00:00Z\n',
  })
  await folder.night(nights[1])

  expect(inShop(folder, (shop) => shop.get('select email, phone from customers'))).toEqual({
    email: 'jana@new.example',
    phone: oldPhone(1),
  })
})

test('the brake stops a batch that would change more than the plan allows; the shown number lets exactly that go', async () => {
  const plan = correctedShopPlan({ writeBack: '{ fields: [phone], automatic: [phone], brake: { recordsMax: 2 } }' })
  await using folder = await correctedShop(3, plan)
  const night = await folder.night(nights[0])

  expect(night.summary.limitsHit).toEqual([
    expect.stringMatching(
      /^DELIVERY_BRAKED {2}shop\.customer: 3 of 3 records would change, the plan allows 2 .*--expect 3/,
    ),
  ])
  expect(writesOf(folder)).toBe(0)
  expect((await folder.deliver()).flows[0]?.held[0]).toMatch(/^DELIVERY_BRAKED/)
  expect((await folder.deliver({ flow: 'shop.customer', expected: 2 })).flows[0]?.held[0]).toMatch(
    /^DELIVERY_UNEXPECTED {2}shop\.customer: 3 records would change, 2 were expected/,
  )
  expect(writesOf(folder)).toBe(0)
  expect(await folder.deliver({ flow: 'shop.customer', expected: 3 })).toMatchObject({ counts: { applied: 3 } })
  expect(phonesOf(folder)).toEqual(newPhones)
})

test('the brake may be a part of the records', async () => {
  const writeBack = (percent: number) => `{ fields: [phone], automatic: [phone], brake: { percentMax: ${percent} } }`
  await using folder = await correctedShop(3, correctedShopPlan({ writeBack: writeBack(99) }))
  const braked = await folder.night(nights[0])

  expect(braked.summary.limitsHit[0]).toContain('the plan allows 99 %')
  await folder.write({ 'touchstone.yaml': correctedShopPlan({ writeBack: writeBack(100) }) })
  expect((await folder.night(nights[1])).summary.limitsHit).toEqual([])
  expect(writesOf(folder)).toBe(3)
})

test('outside of the window of a system corrections wait, by its own clock, and the report says so', async () => {
  await using folder = await correctedShop(3, correctedShopPlan({ delivery: '{ window: "22:00-03:00" }' }))
  // 02:30 in Prague is 01:30 in UTC; 04:00 is not in the window.
  const late = await folder.night('2026-03-01T03:00:00Z')

  expect(late.summary.limitsHit).toEqual([
    expect.stringMatching(/^DELIVERY_OUTSIDE_WINDOW {2}shop\.customer: .*22:00-03:00 \(Europe\/Prague\)/),
  ])
  expect(writesOf(folder)).toBe(0)
  expect((await folder.deliver()).flows[0]).toMatchObject({ batch: 'dlv_000001', counts: {} })
  expect(writesOf(folder)).toBe(0)

  expect((await folder.night('2026-03-02T01:30:00Z')).summary.limitsHit).toEqual([])
  expect(phonesOf(folder)).toEqual(newPhones)
})

test('a rollback does not wait for the window', async () => {
  await using folder = await correctedShop(3, correctedShopPlan({ delivery: '{ window: "02:00-04:00" }' }))

  await folder.night(nights[0])
  expect(await folder.rollBack('dlv_000001')).toMatchObject({ counts: { applied: 3 }, held: [] })
  expect(phonesOf(folder)).toEqual(oldPhones)
})

test('a rate is kept by waiting between turns', async () => {
  await using folder = await correctedShop(
    5,
    correctedShopPlan({ delivery: '{ rate: 2/s }', writeBack: '{ fields: [phone] }' }),
  )
  const pauses: number[] = []
  const tools = { ...folder.tools, pause: async (milliseconds: number) => void pauses.push(milliseconds) }

  await folder.night(nights[0])
  await folder.deliver({}, tools)

  expect(pauses).toEqual([1_000, 1_000])
  expect(writesOf(folder)).toBe(5)
})

test('several requests at a time write what one at a time writes', async () => {
  await using folder = await correctedShop(7, correctedShopPlan({ delivery: '{ maxConcurrency: 3 }' }))

  await folder.night(nights[0])
  expect(writesOf(folder)).toBe(7)
  expect((await deliverySheet(folder.store, 'dlv_000001'))?.counts).toEqual({ applied: 7 })
})
