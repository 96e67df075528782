import { expect, test } from 'vitest'
import { openStore } from '../../engine/store/store.ts'
import { liveQuarrels } from '../support/quarrel-company.ts'

test(
  'a company of quarrels and honest histories: its store freezes exactly the fields in which jobs fight',
  { timeout: 300_000 },
  async () => {
    await using store = await openStore({ inMemory: true })
    const lived = await liveQuarrels(store, { customers: 52, seed: 4100, policy: '[mostRecent]', nights: 14 })
    const names = (those: typeof lived) => those.map(({ customer, kind }) => `${customer} ${kind}`)
    const guilty = lived.filter(({ isPingPong }) => isPingPong)

    expect(names(lived.filter(({ causes }) => causes.length > 0))).toEqual(names(guilty))
    expect(guilty.length).toBeGreaterThan(8)
    expect(guilty.flatMap(({ causes }) => causes)).toEqual(expect.arrayContaining(['ping-pong', 'rejected-again']))
  },
)
