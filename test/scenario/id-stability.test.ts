import { expect, test } from 'vitest'
import { openStore } from '../../engine/store/store.ts'
import { idNights } from '../support/id-nights.ts'

test(
  'every id ever published resolves, unaffected ids stay, and the feed explains the crosswalk, through training and other plans',
  { timeout: 240_000 },
  async () => {
    await using store = await openStore({ inMemory: true })
    const { unresolved, churned, unexplained, events, idsPublished } = await idNights(store, 60, 9)

    expect({ unresolved, churned, unexplained }).toEqual({ unresolved: [], churned: [], unexplained: [] })
    expect(Object.keys(events).toSorted()).toEqual(['created', 'joined', 'merged', 'moved', 'retired', 'split'])
    expect(idsPublished).toBeGreaterThan(60)
  },
)
