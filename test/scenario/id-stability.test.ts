import { expect, test } from 'vitest'
import { openStore } from '../../engine/store/store.ts'
import { idNights } from '../support/id-nights.ts'

test(
  'ids resolve and stay, the feed explains them, and words of persons and their undoing hold, through training and other plans',
  { timeout: 240_000 },
  async () => {
    await using store = await openStore({ inMemory: true })
    const { events, idsPublished, ...told } = await idNights(store, 60, 9)
    const { unresolved, churned, unexplained, forgotten } = told

    expect({ unresolved, churned, unexplained, forgotten }).toEqual({
      ...{ unresolved: [], churned: [], unexplained: [], forgotten: [] },
    })
    expect(Object.keys(events).toSorted()).toEqual(['created', 'joined', 'merged', 'moved', 'retired', 'split'])
    expect(idsPublished).toBeGreaterThan(60)
  },
)
