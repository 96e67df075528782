import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decideValues } from '../../../rules/truth/decide-values.ts'
import { survive } from '../../../rules/truth/survive.ts'
import { deletingPolicy, members, membersWithPast, policy } from './member-arbitrary.ts'

test('the values alone are those that survive with their reasons', () => {
  fc.assert(
    fc.property(members, policy, (all, decision) => {
      expect(decideValues('customer', all, decision)).toEqual(survive('customer', all, decision).values)
    }),
    { numRuns: 1_000 },
  )
})

test('so they are where systems may delete values and refusals cost trust', () => {
  fc.assert(
    fc.property(membersWithPast, deletingPolicy, (all, decision) => {
      expect(decideValues('customer', all, decision)).toEqual(survive('customer', all, decision).values)
    }),
    { numRuns: 1_000 },
  )
})
