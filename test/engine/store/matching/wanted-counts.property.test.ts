import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate } from '../../../../engine/store/migrate.ts'
import { openStore, type Store } from '../../../../engine/store/store.ts'
import { population, savePopulation } from '../../../../engine/store/matching/term-frequencies.ts'

let store: Store

beforeAll(async () => {
  store = await openStore({ inMemory: true })
  await migrate(store)
}, 120_000)
afterAll(async () => store[Symbol.asyncDispose]())

const ascending = (hashes: readonly number[]) => [...new Set(hashes)].toSorted((left, right) => left - right)

/** Even as hashes are, crowded at the beginning as none are, or few. */
const columns = fc.oneof(
  fc.array(fc.integer({ min: 0, max: 2 ** 53 - 1 }), { maxLength: 3_000, size: 'max' }),
  fc.array(fc.integer({ min: 0, max: 2 ** 20 }), { maxLength: 3_000, size: 'max' }),
  fc.array(fc.integer({ min: 0, max: 2 ** 53 - 1 }), { maxLength: 3 }),
)

test('the counts of single values are those that reading all of them gives', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(columns, fc.array(fc.nat(), { maxLength: 5 }), async (some, picks) => {
      const hashes = ascending(some)
      const wanted = ascending(
        picks.map((pick) => (pick % 2 === 0 ? (hashes[pick % (hashes.length || 1)] ?? 7) : pick)),
      )

      await store.transaction((session) =>
        savePopulation(session, 'customer', {
          ...{ recordCount: 9, recordsPerEntity: 1, contentsPerEntity: 1 },
          columns: new Map([
            [
              'email',
              {
                ...{ distinct: 5, filled: 7, hashes: Float64Array.from(hashes) },
                counts: Int32Array.from(hashes, (_, place) => place + 2),
              },
            ],
          ]),
        }),
      )
      const found = await population(store, 'customer', new Map([['email', wanted]]))
      const { hashes: known, counts, ...rest } = found?.columns.get('email') ?? { hashes: [], counts: [] }

      expect(rest).toEqual({ distinct: 5, filled: 7 })
      expect(Array.from(known, (hash, place) => [hash, counts[place]])).toEqual(
        wanted.filter((hash) => hashes.includes(hash)).map((hash) => [hash, hashes.indexOf(hash) + 2]),
      )
    }),
    { numRuns: 40 },
  )
})
