import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldsOf } from '../../../rules/entity/entity.ts'
import { agree } from '../../../rules/truth/agree.ts'
import { correctionsOf } from '../../../rules/truth/corrections.ts'
import { fieldGroupsOf } from '../../../rules/truth/field-group.ts'
import { survive } from '../../../rules/truth/survive.ts'
import { members, policy } from './member-arbitrary.ts'

const sideName = ({ system, sourceKey }: { system: string; sourceKey: string }) => `${system}:${sourceKey}`

test('the order of the members does not change what survives', () => {
  const shuffled = members.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
  )

  fc.assert(
    fc.property(shuffled, policy, ([all, other], decision) => {
      expect(survive('customer', other, decision)).toEqual(survive('customer', all, decision))
    }),
  )
})

test('every golden value is the value of the member it is said to come from', () => {
  fc.assert(
    fc.property(members, policy, (all, decision) => {
      const { values, provenance } = survive('customer', all, decision)

      for (const field of fieldsOf('customer')) {
        const origin = provenance[field]
        const source = origin && all.find((one) => sideName(one) === sideName(origin))

        expect(source?.record[field] ?? null).toBe(values[field])
      }
    }),
  )
})

test('fields of a group come from one member', () => {
  fc.assert(
    fc.property(members, policy, (all, decision) => {
      const { provenance } = survive('customer', all, decision)

      for (const { fields } of fieldGroupsOf('customer', decision)) {
        expect(new Set(fields.flatMap((field) => provenance[field] ?? []).map(sideName)).size).toBeLessThanOrEqual(1)
      }
    }),
  )
})

test('a field is golden wherever a member of its group that is present knows it alone', () => {
  fc.assert(
    fc.property(members, policy, (all, decision) => {
      const { values } = survive('customer', all, decision)

      expect(values['email'] !== null).toBe(all.some(({ record: fields }) => fields['email'] !== null))
    }),
  )
})

test('losers never agree with the winner, and everybody else who speaks does', () => {
  fc.assert(
    fc.property(members, policy, (all, decision) => {
      for (const { field, winner, losers } of survive('customer', all, decision).conflicts) {
        const losing = new Set(losers.map(sideName))

        for (const one of all.filter(({ isMissing }) => !isMissing)) {
          const said = one.record[field] ?? null

          expect(said !== null && agree('customer', field, said, winner.value ?? '')).toBe(!losing.has(sideName(one)))
        }
      }
    }),
  )
})

test('after all corrections are applied nothing is left to correct', () => {
  fc.assert(
    fc.property(members, policy, (all, decision) => {
      const corrections = correctionsOf(survive('customer', all, decision), all, () => true)
      const corrected = all.map((one) => ({
        ...one,
        record: {
          ...one.record,
          ...Object.fromEntries(
            corrections
              .filter((correction) => sideName(correction) === sideName(one))
              .map(({ field, after }) => [field, after]),
          ),
        },
      }))

      expect(correctionsOf(survive('customer', corrected, decision), corrected, () => true)).toEqual([])
    }),
  )
})
