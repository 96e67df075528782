import fc from 'fast-check'
import { expect, test } from 'vitest'
import { meaningIn } from '../../../rules/truth/agree.ts'
import { correctionsOf } from '../../../rules/truth/corrections.ts'
import { fieldGroupsOf } from '../../../rules/truth/field-group.ts'
import type { EntityPolicy } from '../../../rules/truth/field-policy.ts'
import { memberName, type Member } from '../../../rules/truth/member.ts'
import { survive } from '../../../rules/truth/survive.ts'
import { members, policy } from './member-arbitrary.ts'

/** The same record, of which these fields say only what we wrote, as old as the word it was made from. */
const asEcho = (member: Member, values: Readonly<Record<string, string | null>>, changedAt: string | null): Member => ({
  ...member,
  record: { ...member.record, ...values },
  saidSince: new Map([...(member.saidSince ?? []), ...Object.keys(values).map((field) => [field, changedAt] as const)]),
  lastWords: new Map([
    ...(member.lastWords ?? []),
    ...Object.keys(values).map((field) => [field, { run: 2, isEcho: true }] as const),
  ]),
})

/** Some records of which fields are our corrections, and the same with nothing in those fields: somebody else always speaks. */
const withEchoes = fc
  .tuple(members, policy, fc.array(fc.tuple(fc.nat(6), fc.nat(20)), { maxLength: 4 }))
  .map(([all, given, marks]) => {
    const state = { echoing: all, silent: all }

    for (const [place, number] of marks) markEcho(state, given, place % all.length, number)
    return { ...state, given }
  })

function markEcho(
  state: { echoing: Member[]; silent: Member[] },
  given: EntityPolicy,
  place: number,
  number: number,
): void {
  const groups = fieldGroupsOf('customer', given).filter(({ fields }) => speaks(state.silent[place], fields))
  const fields = groups[number % Math.max(1, groups.length)]?.fields ?? []
  const isHeard = state.silent.some(
    (other, index) => index !== place && !other.isStale && !other.isMissing && speaks(other, fields),
  )

  if (fields.length === 0 || !isHeard) return
  const said = Object.fromEntries(fields.map((field) => [field, state.silent[place]?.record[field] ?? null]))
  const nothing = Object.fromEntries(fields.map((field) => [field, null]))

  state.echoing = state.echoing.map((one, index) => (index === place ? asEcho(one, said, one.changedAt) : one))
  state.silent = state.silent.map((one, index) =>
    index === place ? { ...one, record: { ...one.record, ...nothing } } : one,
  )
}

/** Half an address votes for a whole one: a corrected half is one vote less. */
const oneAddressField = { street: null, postalCode: null }

const speaks = (member: Member | undefined, fields: readonly string[]) =>
  fields.some((field) => (member?.record[field] ?? null) !== null)

test('our correction coming back is no vote: it decides what silence would, whatever the policy', () => {
  fc.assert(
    fc.property(withEchoes, ({ echoing, silent, given }) => {
      expect(survive('customer', echoing, given).values).toEqual(survive('customer', silent, given).values)
    }),
    { numRuns: 1000 },
  )
})

test('corrections that come back leave every golden value as it was, but for its spelling', () => {
  fc.assert(
    fc.property(members, policy, fc.constantFrom('crm', 'erp', 'shop'), (some, given, readOnly) => {
      // Trust that falls with age counts from the newest record asked; a corrected one is as old as what it was corrected from.
      const all: Member[] = some.map((one) => ({
        ...one,
        changedAt: null,
        isStale: false,
        isMissing: false,
        record: { ...one.record, ...oneAddressField },
      }))
      const first = survive('customer', all, given)
      const corrections = correctionsOf(first, all, ({ system }) => system !== readOnly)
      const corrected = all.map((one) =>
        corrections
          .filter(({ recordId }) => recordId === one.recordId)
          .reduce((member, { field, after }) => {
            const origin = first.provenance[field]
            const winner = all.find((other) => origin !== undefined && memberName(other) === memberName(origin))

            return asEcho(member, { [field]: after }, winner?.changedAt ?? null)
          }, one),
      )
      const second = survive('customer', corrected, given)
      const meanings = ({ values }: typeof first) =>
        Object.keys(values).map((field) => meaningIn('customer', field, values))

      expect(meanings(second)).toEqual(meanings(first))
    }),
    { numRuns: 1000 },
  )
})
