import fc from 'fast-check'
import { expect, test } from 'vitest'
import { survive } from '../../../rules/truth/survive.ts'
import { members, policy } from './member-arbitrary.ts'

/** Members, and one more that says what the system was given and filled in by itself. */
const withCreated = fc
  .tuple(members, members)
  .filter(([all, [other]]) => all.length > 0 && other !== undefined)
  .map(([all, others]) => {
    const [other] = others as [(typeof others)[number]]
    const created = { ...other, recordId: 9_999, system: 'a-shop', sourceKey: 'new', asCreated: other.record }

    return { all, created }
  })

test('a record that we created changes no golden value while it says what it was given', () => {
  fc.assert(
    fc.property(withCreated, policy, ({ all, created }, decision) => {
      const { values, provenance, sets } = survive('customer', [...all, created], decision)
      const without = survive('customer', all, decision)

      expect(values).toEqual(without.values)
      expect(provenance).toEqual(without.provenance)
      expect(sets).toEqual(without.sets)
    }),
  )
})

test('what its system enters later is asked like any other value', () => {
  fc.assert(
    fc.property(withCreated, policy, ({ all, created }, decision) => {
      const changed = { ...created, record: { ...created.record, email: 'entered.later@example.cz' } }
      const { values } = survive('customer', [...all.map(withoutEmail), changed], decision)

      expect(values['email']).toBe('entered.later@example.cz')
    }),
  )
})

test('it speaks for the golden record when nobody else is left', () => {
  fc.assert(
    fc.property(withCreated, policy, ({ created }, decision) => {
      expect(survive('customer', [created], decision).values).toEqual(
        survive('customer', [{ ...created, asCreated: undefined }], decision).values,
      )
    }),
  )
})

const withoutEmail = <Member extends { readonly record: Readonly<Record<string, string | null>> }>(member: Member) => ({
  ...member,
  record: { ...member.record, email: null },
})
