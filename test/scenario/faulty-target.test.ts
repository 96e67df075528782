import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { migrate, resetStore } from '../../engine/store/migrate.ts'
import { openStore, type Store } from '../../engine/store/store.ts'
import { faultyNights } from '../support/faulty-target/faulty-nights.ts'

let store: Store

beforeAll(async () => void (store = await openStore({ inMemory: true })), 120_000)
afterAll(() => store[Symbol.asyncDispose]())
beforeEach(async () => {
  await resetStore(store)
  await migrate(store)
}, 120_000)

const corrections = 250

test.each([
  ['an unknown outcome is always read back first', false, 1],
  ['a repeated key is answered, not done again', true, 2],
])(
  'a system that drops, delays, answers 500 or 429 and cuts after commit gets every correction once: %s',
  async (_, knowsKeys, seed) => {
    const outcome = await faultyNights(store, { corrections, seed, share: 0.25, knowsKeys, nightsMax: 12 })

    expect(outcome).toMatchObject({ states: { applied: corrections }, wrongRecords: 0, askedAgain: 0 })
    expect(outcome.target.effects).toBe(corrections)
    expect(outcome.onceUncertain).toBeGreaterThan(10)
    expect(outcome.faults.size).toBe(7)
    if (!knowsKeys) expect(outcome).toMatchObject({ blindRetries: 0, target: { repeatsAfterEffect: 0 } })
  },
  240_000,
)

test('a system that says "not now" for ever is left alone after five tries, and the report says so', async () => {
  const busy = 0.2 // the second of the seven faults: 429
  const order = { corrections: 5, seed: 1, share: 1, knowsKeys: false, nightsMax: 1, random: () => busy }
  const { states, target, faults, limitsHit } = await faultyNights(store, order)

  expect(states).toEqual({ approved: 5 })
  expect(target.effects).toBe(0)
  expect([...faults.keys()]).toEqual(['busy'])
  expect(limitsHit).toEqual([
    expect.stringMatching(/^DELIVERY_NOT_TAKEN {2}shop\.customer: shop took nothing any more after 5 tries/),
  ])
}, 120_000)
