import { expect, test } from 'vitest'
import { correctionsOf } from '../../../rules/truth/corrections.ts'
import type { EntityPolicy } from '../../../rules/truth/field-policy.ts'
import type { Member } from '../../../rules/truth/member.ts'
import { survive } from '../../../rules/truth/survive.ts'
import { member } from './member-fixture.ts'

const trustErp: EntityPolicy = {
  email: [{ mostTrusted: ['erp'] }],
  address: { group: ['street', 'city', 'postalCode', 'country'], prefer: [{ mostTrusted: ['erp'] }] },
}

function corrected(
  members: Member[],
  policy = trustErp,
  writable = (_: Member, __: string) => true,
  kind: 'customer' | 'invoice' = 'customer',
) {
  return correctionsOf(survive(kind, members, policy), members, writable).map(
    ({ system, sourceKey, field, before, after, reason }) =>
      `${system}:${sourceKey} ${field} ${before} -> ${after} (${reason})`,
  )
}

const erp = member('erp:1', { email: 'a@example.cz' })

test('who says something else or nothing receives the golden value', () => {
  expect(
    corrected([
      erp,
      member('crm:1', { email: 'b@example.cz' }),
      member('shop:1', {}),
      member('mailing:1', { email: 'a@example.cz' }),
    ]),
  ).toEqual([
    'crm:1 email b@example.cz -> a@example.cz (erp:1 most-trusted:erp)',
    'shop:1 email null -> a@example.cz (erp:1 most-trusted:erp)',
  ])
})

test('nothing is written where the plan forbids it, or to a stale or missing record', () => {
  const members = [
    erp,
    member('crm:1', { email: 'b@example.cz' }),
    member('shop:1', { email: 'b@example.cz' }, { isStale: true }),
    member('mailing:1', { email: 'b@example.cz' }, { isMissing: true }),
  ]

  expect(corrected(members, trustErp, ({ system }) => system !== 'crm')).toEqual([])
})

test('a record that went away after the decision is not written to', () => {
  const decided = [erp, member('crm:1', { email: 'b@example.cz' })]
  const now = decided.map((one) => ({ ...one, isMissing: one.system === 'crm' }))

  expect(correctionsOf(survive('customer', decided, trustErp), now, () => true)).toEqual([])
})

test('an outage of the trusted system corrects nobody', () => {
  const members = [
    { ...erp, isStale: true },
    member('crm:1', { email: 'b@example.cz' }),
    member('shop:1', { email: 'a@example.cz' }),
  ]

  expect(corrected(members)).toEqual([])
})

test('an address is corrected whole or not at all', () => {
  const golden = member('erp:1', { street: 'Dlouhá 12', city: 'Praha', postalCode: '11000', country: 'CZ' })
  const moved = member('crm:1', { street: 'Krátká 1', city: 'Brno', postalCode: '60200', country: 'CZ' })

  expect(corrected([golden, moved])).toHaveLength(3)
  expect(corrected([golden, moved], trustErp, (_, field) => field !== 'postalCode')).toEqual([])
})

test('a town is not corrected beside a postal code that the golden address does not know', () => {
  const golden = member('erp:1', { street: 'Dlouhá 12', city: 'Praha' })
  const moved = member('crm:1', { street: 'Krátká 1', city: 'Brno', postalCode: '60200' })

  expect(corrected([golden, moved])).toEqual([])
})

test('an amount is written in the minor units of its target', () => {
  const amounts: EntityPolicy = {
    money: { group: ['grossMinor', 'currency', 'scale'], prefer: [{ mostTrusted: ['erp'] }] },
  }
  const invoice = (name: string, grossMinor: string, scale: string) =>
    member(name, { grossMinor, scale, currency: 'JPY' }, { kind: 'invoice' })

  expect(
    corrected([invoice('erp:1', '120000', '2'), invoice('shop:1', '1300', '0')], amounts, undefined, 'invoice'),
  ).toEqual(['shop:1 grossMinor 1300 -> 1200 (erp:1 most-trusted:erp)'])
  expect(
    corrected([invoice('erp:1', '120050', '2'), invoice('shop:1', '1300', '0')], amounts, undefined, 'invoice'),
  ).toEqual([])
})
