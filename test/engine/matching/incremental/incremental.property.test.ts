import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate } from '../../../../engine/store/migrate.ts'
import { openStore, type Store } from '../../../../engine/store/store.ts'
import { handLedger, storedLedger } from './hand-ledger.ts'
import {
  expected,
  forgetRetracted,
  matchAllNow,
  matchChangedNow,
  openShop,
  stage,
  stored,
  storedKeys,
  type ShopEvent,
} from './little-shop.ts'

let store: Store

beforeAll(async () => {
  store = await openStore({ inMemory: true })
  await migrate(store)
}, 120_000)
afterAll(async () => store[Symbol.asyncDispose]())

const record = fc.integer({ min: 1, max: 9 })
const valueOf = (...values: string[]) => fc.option(fc.constantFrom(...values), { freq: 5 })
const written = fc.record({
  is: fc.constant('written' as const),
  record,
  article: fc.record({
    sku: valueOf('1', '2', '3'),
    name: valueOf('red cup', 'cup', 'blue jug', 'jug red'),
    brand: valueOf('x', 'x blue'),
    gtin: fc.option(fc.constantFrom('g1', 'g2'), { freq: 1 }),
  }),
})
const ended = fc.record({ is: fc.constant('ended' as const), record })
const decided = fc
  .record({
    is: fc.constant('decided' as const),
    left: record,
    right: record,
    verdict: fc.constantFrom(...(['same', 'same', 'different', 'later'] as const)),
    actor: fc.constantFrom('jana', 'petr', 'eva'),
  })
  .filter(({ left, right }) => left !== right)
const retracted = fc.record({ is: fc.constant('retracted' as const), place: fc.nat(20) })
const night = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: written },
    { weight: 2, arbitrary: ended },
    { weight: 4, arbitrary: decided },
    { weight: 1, arbitrary: retracted },
  ) as fc.Arbitrary<ShopEvent>,
  { minLength: 1, maxLength: 4 },
)
const firstNight = fc.array(written, { minLength: 6, maxLength: 12 })

test('nights that match what changed leave what matching all would', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(firstNight, fc.array(night, { minLength: 1, maxLength: 8 }), async (first, nights) => {
      await openShop(store)
      await stage(store, 1, first)
      await matchAllNow(store, 1)
      const ledger = handLedger()

      ledger.follow((await expected(store)).found.links, 1)
      for (const [place, events] of nights.entries()) {
        await stage(store, place + 2, events)
        // Some nights match all records again; and where every record has ended there is nothing to change.
        if (events.length === 1) await matchAllNow(store, place + 2)
        else if ('because' in (await matchChangedNow(store, place + 2))) {
          expect((await stored(store)).clusters).toEqual([])
          await matchAllNow(store, place + 2)
        }
        const { found, keys } = await expected(store)

        expect(await stored(store)).toEqual(found)
        expect(await storedLedger(store)).toEqual(ledger.follow(found.links, place + 2))
        expect(await storedKeys(store, Object.keys(keys))).toEqual(keys)
      }
      const after = await stored(store)

      // What was taken back is as if it had never been said.
      await forgetRetracted(store)
      expect((await expected(store)).found).toEqual(after)
    }),
    { numRuns: 50 },
  )
})
