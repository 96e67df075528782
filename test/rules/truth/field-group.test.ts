import { expect, test } from 'vitest'
import { entityKinds, fieldsOf } from '../../../rules/entity/entity.ts'
import { fieldGroupsOf, policyProblems } from '../../../rules/truth/field-group.ts'
import { entityPolicy } from '../../../rules/truth/field-policy.ts'

test.each(entityKinds)('the default policy decides every field of %s once', (kind) => {
  const fields = fieldGroupsOf(kind, {}).flatMap((group) => group.fields)

  expect(fields.toSorted()).toEqual([...fieldsOf(kind)].toSorted())
})

test('the plan takes a field out of its default group', () => {
  const groups = fieldGroupsOf('customer', { city: ['mostRecent'] }).map(({ fields }) => fields.join('+'))

  expect(groups).toContain('city')
  expect(groups).toContain('street+postalCode+country')
})

test('a policy with unknown fields and fields decided twice is told both', () => {
  const problems = policyProblems('customer', {
    emial: ['mostRecent'],
    city: ['mostRecent'],
    address: { group: ['street', 'city'], prefer: ['mostComplete'] },
  })

  expect(problems.map(({ at, found, reason }) => `${at} ${found} ${reason}`)).toEqual([
    'emial emial field-unknown',
    'address city field-decided-twice',
  ])
})

test.each([
  [{ email: [] }],
  [{ email: ['newest'] }],
  [{ email: [{ mostTrusted: [] }] }],
  [{ email: [{ mostTrusted: ['ERP'] }] }],
  [{ address: { group: ['street'], prefer: ['mostRecent'] } }],
])('the grammar refuses %j', (policy) => {
  expect(entityPolicy.safeParse(policy).success).toBe(false)
})
