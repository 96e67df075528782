import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStore, type Store } from '../../engine/store/store.ts'
import {
  cleanNights,
  everyDay,
  faultsOf,
  guardedFlow,
  systemKinds,
  type SystemKind,
} from '../support/guarded-nights.ts'
import { cleanDays, whole, type CleanDay } from '../support/simulated-system.ts'

let store: Store

beforeAll(async () => {
  store = await openStore({ inMemory: true })
}, 120_000)
afterAll(() => store[Symbol.asyncDispose]())

describe.each(systemKinds)('a system read as %s', (kind: SystemKind) => {
  test('no ordinary or rare but right day is taken for a fault', { timeout: 240_000 }, async () => {
    await using flow = await guardedFlow(store, kind)

    expect((await cleanNights(flow, 1, everyDay)).alarms).toEqual([])
  })

  const told = faultsOf(kind)

  test(
    'every fault is named, changes nothing that later stages see, however often it comes, and is forgotten after it',
    { timeout: 240_000 },
    async () => {
      await using flow = await guardedFlow(store, kind)
      const calm = await cleanNights(flow, 2, Array<CleanDay>(6).fill('ordinary'))
      const { past, stream } = calm
      let { nextNight } = calm
      const named: Record<string, string> = {}

      for (const [name, { deliver }] of told) {
        const today = cleanDays.ordinary(past[0] ?? [], nextNight, stream)
        const delivery = deliver(today, past, stream, nextNight)
        const before = await flow.state()
        const first = await flow.night(nextNight, delivery)
        const again = await flow.night(nextNight + 1, delivery)

        expect.soft(await flow.state(), name).toEqual(before)
        expect.soft(again.status, name).toBe(first.status)
        named[name] = first.status
        const { status, reason } = await flow.night(nextNight + 2, whole(today))

        expect.soft([status, reason], `after ${name}`).toEqual(['good', null])
        past.unshift(today)
        nextNight += 3
      }
      expect(named).toEqual(Object.fromEntries(told.map(([name, { status }]) => [name, status])))
    },
  )
})
