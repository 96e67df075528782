import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  byStrength,
  holdingLinks,
  pathBetween,
  type HoldingLink,
} from '../../../../engine/matching/explain/hold-cluster.ts'

const recordCount = 8
const links: fc.Arbitrary<readonly HoldingLink[]> = fc
  .uniqueArray(
    fc.record({
      left: fc.nat(recordCount - 2),
      right: fc.nat(recordCount - 1),
      weight: fc.integer({ min: -3, max: 6 }),
      isAsserted: fc.boolean(),
    }),
    { selector: ({ left, right }) => `${left} ${right}`, maxLength: 20 },
  )
  .map((found) => found.filter(({ left, right }) => left < right).toSorted(byStrength))

/** Whom a record reaches over the links, by looking again and again. */
function reached(from: number, over: readonly HoldingLink[]): ReadonlySet<number> {
  const found = new Set([from])

  for (let size = 0; size < found.size;) {
    size = found.size
    for (const { left, right } of over) {
      if (found.has(left)) found.add(right)
      if (found.has(right)) found.add(left)
    }
  }
  return found
}

const records = Array.from({ length: recordCount }, (_, record) => record)

test('the links that hold clusters join what all links join, and none of them can be spared', () => {
  fc.assert(
    fc.property(links, (all) => {
      const holding = holdingLinks(all)

      for (const record of records) expect(reached(record, holding)).toEqual(reached(record, all))
      for (const spared of holding) {
        const others = holding.filter((link) => link !== spared)

        expect(reached(spared.left, others).has(spared.right)).toBe(false)
      }
    }),
  )
})

test('the path between two records leads from one to the other, and no way has a stronger weakest link', () => {
  fc.assert(
    fc.property(links, fc.nat(recordCount - 1), fc.nat(recordCount - 1), (all, from, to) => {
      fc.pre(from !== to)
      const path = pathBetween(holdingLinks(all), from, to)
      const weakest = path.toSorted(byStrength).at(-1)

      expect(path.length > 0).toBe(reached(from, all).has(to))
      if (weakest === undefined) return
      expect(endOf(path, from)).toBe(to)
      const stronger = all.filter((link) => byStrength(link, weakest) < 0)

      expect(reached(from, stronger).has(to)).toBe(false)
    }),
  )
})

/** Where a walk over the links ends. */
function endOf(path: readonly HoldingLink[], from: number): number {
  return path.reduce((record, { left, right }) => {
    expect([left, right]).toContain(record)
    return left === record ? right : left
  }, from)
}

test('what a person said holds before any weight', () => {
  const said = { left: 0, right: 1, weight: -3, isAsserted: true }
  const strong = { left: 1, right: 2, weight: 9, isAsserted: false }
  const middling = { left: 0, right: 2, weight: 5, isAsserted: false }

  expect(holdingLinks([middling, strong, said].toSorted(byStrength))).toEqual([said, strong])
})
