import { describe, expect, test } from 'vitest'
import { survive } from '../../../rules/truth/survive.ts'
import type { EntityPolicy } from '../../../rules/truth/field-policy.ts'
import { member } from './member-fixture.ts'

const on = (day: string) => ({ changedAt: `${day}T10:00:00.000Z` })

/** What won, from whom and why: one line a steward could read. */
function told(
  field: string,
  members: Parameters<typeof survive>[1],
  policy: EntityPolicy = {},
  kind: Parameters<typeof survive>[0] = 'customer',
): string {
  const { values, provenance } = survive(kind, members, policy)
  const origin = provenance[field]

  return origin === undefined ? 'nothing' : `${values[field]} ${origin.system}:${origin.sourceKey} ${origin.reason}`
}

describe('preferences', () => {
  const erp = member('erp:1', { email: 'old@example.cz' }, on('2024-01-01'))
  const crm = member('crm:7', { email: 'new@example.cz' }, on('2026-01-01'))
  const shop = member('shop:3', { email: 'new@example.cz' }, on('2025-01-01'))
  const unknown = member('mailing:5', { email: 'other@example.cz' })

  test.each<[EntityPolicy, string]>([
    [{ email: ['mostRecent'] }, 'new@example.cz crm:7 most-recent'],
    [{ email: [{ mostTrusted: ['erp', 'crm'] }] }, 'old@example.cz erp:1 most-trusted:erp'],
    [{ email: [{ mostTrusted: ['accounting'] }, 'mostRecent'] }, 'new@example.cz crm:7 most-recent'],
    [{ email: ['mostFrequent'] }, 'new@example.cz crm:7 most-frequent'],
    [{ email: ['mostComplete'] }, 'new@example.cz crm:7 tie-break'],
    [{ email: ['longest'] }, 'other@example.cz mailing:5 longest'],
    [{ email: [{ mostTrusted: { erp: 90, crm: 40 } }] }, 'old@example.cz erp:1 most-trusted:erp'],
    [
      { email: [{ mostTrusted: { crm: 40, erp: { from: 90, to: 41, over: '730d' } } }] },
      'old@example.cz erp:1 most-trusted:erp',
    ],
    [
      { email: [{ mostTrusted: { crm: 40, erp: { from: 90, to: 39, over: '730d' } } }] },
      'new@example.cz crm:7 most-trusted:crm',
    ],
    [
      { email: [{ mostTrusted: { crm: 40, erp: { from: 90, to: 39, over: '1500d' } } }] },
      'old@example.cz erp:1 most-trusted:erp',
    ],
    [
      { email: [{ mostTrusted: { shop: 1, mailing: { from: 90, to: 2, over: '1d' } } }] },
      'other@example.cz mailing:5 most-trusted:mailing',
    ],
    [{}, 'new@example.cz crm:7 most-frequent'],
  ])('%j gives %s', (policy, expected) => {
    expect(told('email', [erp, crm, shop, unknown], policy)).toBe(expected)
  })

  test('trust that falls does so by age against the newest value, not against tonight', () => {
    const policy: EntityPolicy = { email: [{ mostTrusted: { shop: 50, erp: { from: 90, to: 10, over: '365d' } } }] }

    // The ERP's value is years old, but nobody has said anything since.
    expect(told('email', [erp, member('shop:3', { email: 'shop@example.cz' }, on('2023-12-31'))], policy)).toBe(
      'old@example.cz erp:1 most-trusted:erp',
    )
    expect(told('email', [erp, shop], policy)).toBe('new@example.cz shop:3 most-trusted:shop')
  })

  test('a time nobody knows is as old as can be', () => {
    const policy: EntityPolicy = { email: [{ mostTrusted: { shop: 50, mailing: { from: 90, to: 10, over: '365d' } } }] }

    expect(told('email', [unknown, shop], policy)).toBe('new@example.cz shop:3 most-trusted:shop')
  })

  test('an unknown time of change ranks last', () => {
    expect(told('email', [unknown, erp], { email: ['mostRecent'] })).toBe('old@example.cz erp:1 most-recent')
  })

  test('a later preference decides only what an earlier one leaves open', () => {
    const second = member('erp:2', { email: 'second@example.cz' }, on('2023-01-01'))

    expect(told('email', [crm, second, erp], { email: [{ mostTrusted: ['erp'] }, 'mostRecent'] })).toBe(
      'old@example.cz erp:1 most-recent',
    )
  })

  test('a condition asks for the golden value of another field, whichever is decided first in the plan', () => {
    const czech = member('erp:1', { email: 'erp@example.cz', country: 'CZ' }, on('2024-01-01'))
    const german = member('crm:7', { email: 'crm@example.cz', country: 'DE' }, on('2026-01-01'))
    const byCountry = { when: { country: ['CZ', 'SK'] }, prefer: [{ mostTrusted: ['erp'] }] }
    const policyOf = (country: EntityPolicy[string]): EntityPolicy => ({ email: [byCountry, 'mostRecent'], country })

    expect(told('email', [czech, german], policyOf([{ mostTrusted: ['erp'] }]))).toBe(
      'erp@example.cz erp:1 most-trusted:erp',
    )
    expect(told('email', [czech, german], policyOf([{ mostTrusted: ['crm'] }]))).toBe(
      'crm@example.cz crm:7 most-recent',
    )
  })

  test('a condition on a field nobody knows does not hold', () => {
    const policy: EntityPolicy = {
      email: [{ when: { country: ['CZ'] }, prefer: [{ mostTrusted: ['erp'] }] }, 'mostRecent'],
    }

    expect(told('email', [erp, crm], policy)).toBe('new@example.cz crm:7 most-recent')
  })

  test('the smallest name ends a tie', () => {
    expect(told('email', [member('shop:1', { email: 'x@x.cz' }), member('crm:9', { email: 'y@x.cz' })])).toBe(
      'y@x.cz crm:9 tie-break',
    )
  })

  test('a single value needs no reason but being the only one', () => {
    expect(told('email', [member('shop:1', {}), crm])).toBe('new@example.cz crm:7 only-value')
    expect(told('email', [member('shop:1', {})])).toBe('nothing')
  })

  test('duplicates in one system are one voice against two systems', () => {
    const copies = ['crm:1', 'crm:2', 'crm:3'].map((name) => member(name, { phone: '+420601000001' }))
    const others = ['erp:1', 'shop:1'].map((name) => member(name, { phone: '+420601000002' }))

    expect(told('phone', [...copies, ...others], { phone: ['mostFrequent'] })).toBe('+420601000002 erp:1 most-frequent')
  })

  test('of two spellings of one name the richer one becomes golden', () => {
    const warehouse = member('warehouse:1', { familyName: 'DVORAKOVA' }, on('2026-06-01'))
    const shop = member('shop:1', { familyName: 'Dvořáková' }, on('2020-01-01'))

    expect(told('familyName', [warehouse, shop])).toBe('Dvořáková shop:1 all-agree')
    expect(told('familyName', [warehouse, shop], { familyName: [{ mostTrusted: ['warehouse'] }] })).toBe(
      'DVORAKOVA warehouse:1 all-agree',
    )
  })
})

describe('fields that belong together', () => {
  const home = { street: 'Dlouhá 12', city: 'Praha', postalCode: '11000', country: 'CZ' }

  test('an address never mixes two records', () => {
    const crm = member('crm:1', { street: 'Krátká 1', city: 'Brno' }, on('2026-01-01'))
    const { values } = survive('customer', [crm, member('erp:1', home, on('2020-01-01'))], {
      address: { group: ['street', 'city', 'postalCode', 'country'], prefer: ['mostRecent'] },
    })

    expect(values).toMatchObject({ street: 'Krátká 1', city: 'Brno', postalCode: null, country: null })
  })

  test('half an address speaks for the whole one it is part of', () => {
    const half = member('crm:1', { city: 'PRAHA' }, on('2026-01-01'))

    expect(
      told('street', [half, member('erp:1', home), member('shop:1', { ...home, street: 'Jiná 5', city: 'Kolín' })]),
    ).toBe('Dlouhá 12 erp:1 most-frequent')
  })

  test('a currency without an amount has no say over amounts', () => {
    const empty = member('crm:1', { currency: 'CZK', scale: '2' }, { kind: 'order', ...on('2026-01-01') })
    const full = member('erp:1', { currency: 'CZK', scale: '2', grossMinor: '12100' }, { kind: 'order' })

    expect(
      told(
        'grossMinor',
        [empty, full],
        { amounts: { group: ['grossMinor', 'currency', 'scale'], prefer: ['mostRecent'] } },
        'order',
      ),
    ).toBe('12100 erp:1 only-value')
  })
})

describe('stale and missing members', () => {
  const fresh = member('crm:1', { email: 'new@example.cz' }, on('2020-01-01'))
  const stale = member(
    'erp:1',
    { email: 'erp@example.cz', phone: '+420601000001' },
    { isStale: true, ...on('2026-01-01') },
  )

  test('are asked only where nobody else knows a value', () => {
    const policy: EntityPolicy = { email: [{ mostTrusted: ['erp'] }] }

    expect(told('email', [fresh, stale], policy)).toBe('new@example.cz crm:1 only-value')
    expect(told('phone', [fresh, stale], policy)).toBe('+420601000001 erp:1 only-value')
    expect(told('phone', [fresh, { ...stale, isStale: false, isMissing: true }])).toBe('+420601000001 erp:1 only-value')
  })

  test('a truth that the outage of a better system decided is provisional', () => {
    const policy: EntityPolicy = { email: [{ mostTrusted: ['erp'] }] }

    const provisional = (decision: EntityPolicy) =>
      survive('customer', [fresh, stale], decision).conflicts.map(({ field, isProvisional }) => [field, isProvisional])

    expect(provisional(policy)).toEqual([
      ['email', true],
      ['phone', false],
    ])
    expect(provisional({ email: [{ mostTrusted: ['crm'] }] })).toEqual([
      ['email', false],
      ['phone', false],
    ])
  })

  test('a member that is gone has no say in conflicts', () => {
    const gone = member('erp:1', { email: 'erp@example.cz' }, { isMissing: true })

    expect(survive('customer', [fresh, gone], {}).conflicts).toEqual([])
  })
})

describe('conflicts', () => {
  test('name the winner, every loser and the reason', () => {
    const { conflicts } = survive(
      'customer',
      [
        member('crm:2', { email: 'b@example.cz' }, on('2025-01-01')),
        member('crm:1', { email: 'b@example.cz' }),
        member('erp:9', { email: 'a@example.cz' }, on('2026-01-01')),
        member('shop:4', { email: null }),
        member('warehouse:3', {}, { mappedFields: new Set(['street']) }),
      ],
      { email: [{ mostTrusted: ['erp'] }] },
    )

    expect(conflicts).toEqual([
      {
        field: 'email',
        group: ['email'],
        kind: 'differs',
        winner: { system: 'erp', sourceKey: '9', value: 'a@example.cz', changedAt: '2026-01-01T10:00:00.000Z' },
        losers: [
          { system: 'crm', sourceKey: '1', value: 'b@example.cz', changedAt: null },
          { system: 'crm', sourceKey: '2', value: 'b@example.cz', changedAt: '2025-01-01T10:00:00.000Z' },
          { system: 'shop', sourceKey: '4', value: null, changedAt: null },
        ],
        reason: 'most-trusted:erp',
        isProvisional: false,
      },
    ])
  })

  test('a field filled only sometimes is contradicted by its values and never missing', () => {
    const fromNameColumn = { mappedFields: new Set<string>() }
    const { conflicts } = survive(
      'customer',
      [
        member('erp:9', { familyName: 'Svobodová', givenName: 'Eva' }),
        member('warehouse:3', { familyName: 'NOVAKOVA' }, fromNameColumn),
      ],
      { familyName: [{ mostTrusted: ['erp'] }] },
    )

    expect(conflicts.map(({ field, kind, losers }) => [field, kind, losers.length])).toEqual([
      ['familyName', 'differs', 1],
    ])
  })

  test('a value only lacking elsewhere is missing, not different', () => {
    const { conflicts } = survive('customer', [member('crm:1', {}), member('erp:9', { phone: '+420601000001' })], {})

    expect(conflicts).toMatchObject([{ field: 'phone', kind: 'missing', losers: [{ system: 'crm', value: null }] }])
  })

  test('spelling without diacritics, own customer keys and own status words are no conflict', () => {
    const crm = member('crm:1', { city: 'Ústí nad Labem' })
    const warehouse = member('warehouse:1', { city: 'USTI NAD LABEM' })
    const order = (name: string, key: string, status: string) =>
      member(name, { customerKey: key, customerSystem: name.split(':')[0] ?? '', status }, { kind: 'order' })
    const orders = [order('erp:1', '17', 'zaplaceno'), order('shop:1', '9001', 'paid')]

    expect(survive('customer', [crm, warehouse], {}).conflicts).toEqual([])
    expect(survive('order', orders, {}).conflicts).toEqual([])
    expect(survive('order', orders, { status: ['mostRecent'] }).conflicts).toMatchObject([{ field: 'status' }])
  })

  test('the same amount in other minor units is no conflict', () => {
    const amount = (name: string, grossMinor: string, scale: string) =>
      member(name, { grossMinor, scale, currency: 'JPY' }, { kind: 'invoice' })

    expect(survive('invoice', [amount('erp:1', '120000', '2'), amount('shop:1', '1200', '0')], {}).conflicts).toEqual(
      [],
    )
    expect(
      survive('invoice', [amount('erp:1', '1200', '2'), amount('shop:1', '1200', '0')], {}).conflicts,
    ).toMatchObject([{ field: 'grossMinor' }])
  })
})
