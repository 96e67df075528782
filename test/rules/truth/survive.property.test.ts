import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldsOf } from '../../../rules/entity/entity.ts'
import { agree } from '../../../rules/truth/agree.ts'
import { correctionsOf } from '../../../rules/truth/corrections.ts'
import { fieldGroupsOf } from '../../../rules/truth/field-group.ts'
import type { EntityPolicy, PlainPreference, Preference } from '../../../rules/truth/field-policy.ts'
import type { Member } from '../../../rules/truth/member.ts'
import { survive } from '../../../rules/truth/survive.ts'
import { member } from './member-fixture.ts'

const value = (...values: string[]) => fc.option(fc.constantFrom(...values), { freq: 2 })
const record = fc.record({
  givenName: value('Jan', 'JAN', 'Petr'),
  familyName: value('Novák', 'NOVAK', 'Dvořák'),
  email: value('a@example.cz', 'b@example.cz', 'c@example.cz'),
  street: value('Dlouhá 12', 'DLOUHA 12', 'Krátká 1'),
  city: value('Praha', 'Brno'),
  postalCode: value('11000', '110 00', '60200'),
})
const members: fc.Arbitrary<Member[]> = fc
  .uniqueArray(
    fc.tuple(fc.constantFrom('crm', 'erp', 'shop', 'warehouse'), fc.nat(9)).map(([system, key]) => `${system}:${key}`),
    {
      minLength: 1,
      maxLength: 7,
    },
  )
  .chain((names) =>
    fc.tuple(
      ...names.map((name) =>
        fc
          .tuple(
            record,
            fc.option(fc.constantFrom('2024-01-01T00:00:00.000Z', '2025-01-01T00:00:00.000Z')),
            fc.constantFrom('good', 'good', 'good', 'stale', 'gone'),
          )
          .map(([fields, changedAt, state]) =>
            member(name, fields, { changedAt, isStale: state === 'stale', isMissing: state === 'gone' }),
          ),
      ),
    ),
  )
const points = fc.integer({ min: 0, max: 100 })
const trust = fc.oneof(points, fc.record({ from: points, to: points, over: fc.constantFrom('1d', '300d', '1000d') }))
const plainPreference: fc.Arbitrary<PlainPreference> = fc.oneof(
  fc.constantFrom<PlainPreference>('mostRecent', 'mostFrequent', 'mostComplete', 'longest'),
  fc.shuffledSubarray(['crm', 'erp', 'shop'], { minLength: 1 }).map((mostTrusted) => ({ mostTrusted })),
  fc.dictionary(fc.constantFrom('crm', 'erp', 'shop'), trust).map((mostTrusted) => ({ mostTrusted })),
)
const preference: fc.Arbitrary<Preference> = fc.oneof(
  plainPreference,
  fc.record({
    when: fc.dictionary(fc.constantFrom('city', 'companyName'), fc.constant<string[]>(['Praha', 'Brno'])),
    prefer: fc.array(plainPreference, { minLength: 1, maxLength: 2 }),
  }),
)
const preferences = fc.array(preference, { minLength: 1, maxLength: 3 })
const policy: fc.Arbitrary<EntityPolicy> = fc
  .tuple(fc.option(preferences), fc.option(preferences), fc.option(preferences))
  .map(([email, address, name]) => ({
    ...(email && { email }),
    ...(address && { address: { group: ['street', 'city', 'postalCode'], prefer: address } }),
    ...(name && { familyName: name }),
  }))

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

          expect(said !== null && agree('customer', field, said, winner.value)).toBe(!losing.has(sideName(one)))
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
