import fc from 'fast-check'
import type { EntityPolicy, PlainPreference, Preference } from '../../../rules/truth/field-policy.ts'
import type { Member } from '../../../rules/truth/member.ts'
import type { Pin, StewardWords } from '../../../rules/truth/steward-words.ts'
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

/** Records of one customer in up to four systems, some of them stale or gone. */
export const members: fc.Arbitrary<Member[]> = fc
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

/** A policy of e-mail, address and names. */
export const policy: fc.Arbitrary<EntityPolicy> = fc
  .tuple(fc.option(preferences), fc.option(preferences), fc.option(preferences))
  .map(([email, address, name]) => ({
    ...(email && { email }),
    ...(address && { address: { group: ['street', 'city', 'postalCode'], prefer: address } }),
    ...(name && { familyName: name }),
  }))

/** The same members, some of which emptied a field they held a value in, or had a value refused. */
export const membersWithPast: fc.Arbitrary<Member[]> = members.chain((all) =>
  fc
    .tuple(
      ...all.map(() =>
        fc.tuple(fc.boolean(), fc.constantFrom('a@example.cz', 'b@example.cz', 'c@example.cz'), fc.boolean()),
      ),
    )
    .map((pasts) =>
      all.map((one, place) => {
        const [hasDeleted, email, hasRefusals] = pasts[place] as [boolean, string, boolean]

        return { ...one, hasRefusals, ...(hasDeleted && { deleted: { email } }) }
      }),
    ),
)

/** A policy that lets systems delete e-mails and trusts records less of which a value was refused. */
export const deletingPolicy: fc.Arbitrary<EntityPolicy> = fc
  .tuple(
    policy,
    fc.shuffledSubarray(['crm', 'erp', 'shop'], { minLength: 1 }),
    fc.dictionary(fc.constantFrom('crm', 'erp', 'shop'), trust),
    fc.integer({ min: 1, max: 100 }),
    fc.boolean(),
  )
  .map(([base, emptiedBy, mostTrusted, refusedLowersBy, hasDeletions]) => {
    const prefer: PlainPreference[] = [{ mostTrusted, refusedLowersBy }, 'mostRecent']

    return { ...base, familyName: prefer, email: hasDeletions ? { prefer, emptiedBy } : prefer }
  })

const pin = fc.record({
  field: fc.constantFrom('email', 'street', 'city', 'familyName'),
  value: fc.constantFrom('a@example.cz', 'd@example.cz', 'Praha', 'PRAHA', 'Ostrava'),
  by: fc.constantFrom('jana', 'petr'),
  at: fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z'),
  isOwn: fc.boolean(),
})

/** Up to four pins, some of them brought by a merge. */
export const pins: fc.Arbitrary<Pin[]> = fc
  .array(pin, { maxLength: 4 })
  .map((given) => given.map((one, place) => ({ ...one, id: place + 1 })))

/** Members with what stewards said of them: pins, and values of theirs that are called wrong. */
export const toldMembers: fc.Arbitrary<readonly [Member[], StewardWords]> = fc
  .tuple(members, pins, fc.array(fc.tuple(fc.nat(6), fc.constantFrom('email', 'street', 'city')), { maxLength: 3 }))
  .map(([all, given, wrong]) => {
    const ignored = wrong.flatMap(([place, field]) => {
      const one = all[place % all.length]
      const said = one?.record[field] ?? null

      return one === undefined || said === null ? [] : [{ recordId: one.recordId, field, value: said }]
    })

    return [all, { pins: given, ignored }] as const
  })
