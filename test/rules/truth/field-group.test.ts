import { expect, test } from 'vitest'
import { entityKinds, fieldsOf } from '../../../rules/entity/entity.ts'
import { fieldGroupsOf } from '../../../rules/truth/field-group.ts'
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

test('of two decisions about one field the first counts, and an unknown field decides nothing', () => {
  const groups = fieldGroupsOf('customer', {
    emial: ['mostRecent'],
    city: ['mostComplete'],
    address: { group: ['street', 'city'], prefer: ['mostRecent'] },
  })
  const told = groups
    .filter(({ isNamedInPlan }) => isNamedInPlan)
    .map(({ fields, prefer }) => `${fields.join('+')} ${prefer.map((preference) => JSON.stringify(preference)).join()}`)

  expect(told).toEqual(['city "mostComplete"', 'street "mostRecent"'])
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
