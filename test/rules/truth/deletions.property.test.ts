import fc from 'fast-check'
import { expect, test } from 'vitest'
import { correctionsOf } from '../../../rules/truth/corrections.ts'
import type { EntityPolicy } from '../../../rules/truth/field-policy.ts'
import type { Member } from '../../../rules/truth/member.ts'
import { survive } from '../../../rules/truth/survive.ts'
import { deletingPolicy, membersWithPast } from './member-arbitrary.ts'

const sideName = ({ system, sourceKey }: { system: string; sourceKey: string }) => `${system}:${sourceKey}`

/** The e-mails that a system the policy names held and emptied. */
function deletedEmails(all: readonly Member[], { email = [] }: EntityPolicy): ReadonlySet<string> {
  const emptiedBy = 'emptiedBy' in email ? (email.emptiedBy ?? []) : []

  return new Set(
    all
      .filter(({ system, isMissing, isStale }) => emptiedBy.includes(system) && !isMissing && !isStale)
      .flatMap(({ record, deleted }) => (record['email'] === null ? (deleted?.['email'] ?? []) : [])),
  )
}

test('a value that a named system deleted is golden nowhere, and no other value is lost by it', () => {
  fc.assert(
    fc.property(membersWithPast, deletingPolicy, (all, decision) => {
      const deleted = deletedEmails(all, decision)
      const email = survive('customer', all, decision).values['email'] ?? null
      const known = all.flatMap(({ record }) => record['email'] ?? []).filter((one) => !deleted.has(one))

      expect(email === null ? known : [email].filter((one) => known.includes(one))).toEqual(
        email === null ? [] : [email],
      )
    }),
    { numRuns: 1_000 },
  )
})

test('a deletion without a policy that lets it changes no golden value', () => {
  fc.assert(
    fc.property(membersWithPast, deletingPolicy, (all, decision) => {
      const { email, ...rest } = decision
      const plain = {
        ...rest,
        email: email !== undefined && 'emptiedBy' in email ? email.prefer : (email ?? ['longest']),
      } as EntityPolicy
      const unaware = all.map(({ deleted: _, ...one }) => one)

      expect(survive('customer', all, plain).values).toEqual(survive('customer', unaware, plain).values)
    }),
  )
})

test('what a record emptied itself is never filled in with the same value again', () => {
  fc.assert(
    fc.property(membersWithPast, deletingPolicy, (all, decision) => {
      for (const { after, field, ...correction } of correctionsOf(
        survive('customer', all, decision),
        all,
        () => true,
      )) {
        const target = all.find((one) => sideName(one) === sideName(correction))

        if (target?.record[field] === null) expect(after).not.toBe(target.deleted?.[field])
      }
    }),
    { numRuns: 1_000 },
  )
})

test('after all corrections are applied nothing is left to correct', () => {
  fc.assert(
    fc.property(membersWithPast, deletingPolicy, (all, decision) => {
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
    { numRuns: 1_000 },
  )
})
