import fc from 'fast-check'
import { expect, test } from 'vitest'
import { detachRecord, partsOf } from '../../../rules/matching/detach-record.ts'

const members = [1, 2, 3, 4, 5, 6, 7]
const member = fc.constantFrom(...members)
const links = fc.array(fc.record({ left: member, right: member }), { maxLength: 12 })

test('parts are what hangs together, and nothing is in two or in none', () => {
  fc.assert(
    fc.property(links, (all) => {
      const parts = partsOf(members, all)
      const partOf = (record: number) => parts.findIndex((part) => part.includes(record))

      expect(parts.flat().toSorted((one, other) => one - other)).toEqual(members)
      for (const { left, right } of all) expect(partOf(left)).toBe(partOf(right))
      for (const part of parts)
        expect(new Set(partsOf(part, all).map((inner) => inner.length))).toEqual(new Set([part.length]))
    }),
  )
})

test('a sub-tree is linked to the rest only through its record, and the rest is one part, the largest', () => {
  fc.assert(
    fc.property(links, member, (all, record) => {
      const { detached, remaining } = detachRecord(record, members, all, true)
      const crossing = all.filter(({ left, right }) => detached.includes(left) !== detached.includes(right))

      expect([...detached, ...remaining].toSorted((one, other) => one - other)).toEqual(members)
      expect(detached).toContain(record)
      for (const { left, right } of crossing) expect([left, right]).toContain(record)
      expect(partsOf(remaining, all)).toHaveLength(1)
      for (const part of partsOf(
        detached.filter((one) => one !== record),
        all,
      ))
        expect(part.length).toBeLessThanOrEqual(remaining.length)
    }),
  )
})

test('without its sub-tree a record goes alone', () => {
  expect(
    detachRecord(
      2,
      [1, 2, 3],
      [
        { left: 1, right: 2 },
        { left: 2, right: 3 },
      ],
      false,
    ),
  ).toEqual({
    detached: [2],
    remaining: [1, 3],
  })
})
