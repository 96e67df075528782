import fc from 'fast-check'
import { expect, test } from 'vitest'
import { goldenId, type Birth } from '../../../engine/golden/golden-id.ts'
import { matchedKinds } from '../../../rules/entity/entity.ts'

const instant = fc
  .date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
  .map((date) => date.toISOString())
const birth: fc.Arbitrary<Birth> = fc.record({
  kind: fc.constantFrom(...matchedKinds),
  label: fc.string({ minLength: 1 }).map((key) => `crm:${key}`),
  at: instant,
})

test('ids of a kind sort by the moment they were born, whatever they were born with', () => {
  fc.assert(
    fc.property(birth, birth, fc.nat(3), (one, other, attempt) => {
      const [earlier, later] = [one.at, other.at].toSorted() as [string, string]
      const first = goldenId({ ...one, at: earlier }, attempt)
      const second = goldenId({ ...other, kind: one.kind, at: later }, 0)

      if (earlier < later) expect(first < second).toBe(true)
    }),
  )
})

test('the same birth gives the same id, another member or attempt another one', () => {
  fc.assert(
    fc.property(birth, (one) => {
      const ids = [goldenId(one, 0), goldenId(one, 1), goldenId({ ...one, label: `${one.label}x` }, 0)]

      expect(goldenId({ ...one }, 0)).toBe(ids[0])
      expect(new Set(ids).size).toBe(3)
      for (const id of ids) expect(id).toMatch(/^(cus|prd|ord|inv)_[0-9a-hjkmnp-tv-z]{26}$/)
    }),
  )
})
