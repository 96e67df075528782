import fc from 'fast-check'
import { expect, test } from 'vitest'
import { correctionsOf } from '../../../rules/truth/corrections.ts'
import type { EntityPolicy } from '../../../rules/truth/field-policy.ts'
import { survive } from '../../../rules/truth/survive.ts'
import { policy, toldMembers } from './member-arbitrary.ts'

const setPolicy: fc.Arbitrary<EntityPolicy> = policy.map(({ email, ...rest }) => ({
  ...rest,
  email: { prefer: Array.isArray(email) ? email : ['mostRecent'], aggregate: 'set' as const },
}))
const sideName = ({ system, sourceKey }: { system: string; sourceKey: string }) => `${system}:${sourceKey}`

test('every value of a set belongs to the records it names or to a steward, and the golden one stands first', () => {
  fc.assert(
    fc.property(toldMembers, setPolicy, ([all, words], decision) => {
      const { values, sets } = survive('customer', all, decision, words)
      const kept = sets['emails']?.values ?? []

      expect(kept[0]?.value ?? null).toBe(values['email'])
      for (const { value, records } of kept) {
        for (const name of records) {
          const said = all.find((one) => sideName(one) === name)?.record['email']
          const pinned = words.pins.filter(({ field, by }) => field === 'email' && name === `steward:${by}`)

          expect([said, ...pinned.map((pin) => pin.value)]).toContain(value)
        }
      }
    }),
    { numRuns: 2_000 },
  )
})

test('a set holds each value once, whatever the order of the records', () => {
  fc.assert(
    fc.property(toldMembers, setPolicy, ([all, words], decision) => {
      const { sets } = survive('customer', all, decision, words)
      const values = sets['emails']?.values.map(({ value }) => value) ?? []

      expect(new Set(values).size).toBe(values.length)
      expect(survive('customer', all.toReversed(), decision, words).sets).toEqual(sets)
    }),
  )
})

test('nobody is corrected from one value of a set to another', () => {
  fc.assert(
    fc.property(toldMembers, setPolicy, ([all, words], decision) => {
      const corrections = correctionsOf(survive('customer', all, decision, words), all, () => true)

      expect(corrections.filter(({ field, before }) => field === 'email' && before !== null)).toEqual([])
    }),
  )
})
