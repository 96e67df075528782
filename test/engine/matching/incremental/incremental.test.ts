import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { migrate } from '../../../../engine/store/migrate.ts'
import { openStore, type Store } from '../../../../engine/store/store.ts'
import { matchAllNow, matchChangedNow, openShop, stage, stored, type Article, type ShopEvent } from './little-shop.ts'

let store: Store

beforeAll(async () => {
  store = await openStore({ inMemory: true })
  await migrate(store)
}, 120_000)
beforeEach(async () => openShop(store))
afterAll(async () => store[Symbol.asyncDispose]())

const cup: Article = { sku: '1', name: 'red cup', brand: 'x', gtin: null }
const jug: Article = { sku: '2', name: 'blue jug', brand: 'y', gtin: null }
const written = (record: number, article: Article): ShopEvent => ({ is: 'written', record, article })

/** The clusters after nights of which the first matches all records and the others what changed. */
async function clustersAfter(...nights: readonly (readonly ShopEvent[])[]): Promise<readonly (readonly number[])[]> {
  for (const [place, events] of nights.entries()) {
    await stage(store, place + 1, events)
    if (place === 0) await matchAllNow(store, 1)
    else expect(await matchChangedNow(store, place + 1)).toHaveProperty('pairCount')
  }
  const { clusters } = await stored(store)
  const members = new Map<number, number[]>()

  for (const [recordId = 0, representative = 0] of clusters)
    members.set(representative, [...(members.get(representative) ?? []), recordId])

  return [...members.values()].toSorted(([one = 0], [other = 0]) => one - other)
}

test('a person’s "same" about a record that is gone holds when it is back', async () => {
  const clusters = await clustersAfter(
    [written(1, cup), written(2, jug)],
    [{ is: 'ended', record: 2 }],
    [{ is: 'decided', left: 1, right: 2, verdict: 'same' }],
    [written(2, jug)],
  )

  expect(clusters).toEqual([[1, 2]])
})

test('a rival that leaves lets the two it stood between join, though neither of them changed', async () => {
  const clusters = await clustersAfter(
    [written(1, { ...cup, gtin: 'g1' }), written(2, cup), written(3, { ...cup, gtin: 'g2' }), written(4, jug)],
    [written(1, jug)],
  )

  expect(clusters).toEqual([
    [1, 4],
    [2, 3],
  ])
})

test('a value that becomes too common parts its unchanged records, and rare again joins them', async () => {
  const first = [written(1, cup), written(2, cup), written(5, jug)]
  const common = [written(3, { ...cup, name: null }), written(4, { ...cup, name: null })]
  const words = [
    written(6, { ...jug, name: 'red' }),
    written(7, { ...jug, name: 'cup' }),
    written(8, { ...jug, name: 'red cup' }),
  ]

  expect(await clustersAfter(first)).toContainEqual([1, 2])
  await openShop(store)
  expect(await clustersAfter(first, [...common, ...words])).not.toContainEqual([1, 2])
  await openShop(store)
  expect(
    await clustersAfter(
      first,
      [...common, ...words],
      [3, 4].map((record) => ({ is: 'ended', record })),
    ),
  ).toContainEqual([1, 2])
})

test('the ledger tells why a link is no longer what it was', async () => {
  const reasons = async () =>
    (
      await sql<{ said: string }>`
        select left_id || ' ' || right_id || ' ' || verdict || ' ' || retracted_because as said from matching.former_link
        order by until_run, 1`.execute(store.db)
    ).rows.map(({ said }) => said)

  await clustersAfter(
    [written(1, { ...cup, gtin: 'g1' }), written(2, cup), written(3, { ...cup, gtin: 'g2' }), written(4, jug)],
    [written(1, jug)],
  )
  expect(await reasons()).toEqual([
    '1 3 possible record-changed',
    '2 1 possible record-changed',
    '2 3 possible surroundings-changed',
  ])
  await openShop(store)
  await clustersAfter(
    [written(1, cup), written(2, cup), written(4, jug)],
    [{ is: 'decided', left: 1, right: 2, verdict: 'different' }],
    [{ is: 'ended', record: 2 }],
  )
  expect(await reasons()).toEqual(['2 1 same person-decided', '2 1 possible record-ended'])
})
