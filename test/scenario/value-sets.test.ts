import { expect, test } from 'vitest'
import { goldenSheet } from '../../engine/golden/golden-sheet.ts'
import { nightFolder } from '../support/night-folder.ts'
import { customersOf, nightPlan } from '../support/night-plan.ts'
import { csv, rows } from '../support/page.ts'

const plan = (email: string) =>
  nightPlan(
    ['crm', 'erp', 'shop'].map((system) => customersOf(system, 'direction: both', 'writeBack: { fields: [email] }')),
    { rest: `truth: { customer: { email: ${email} } }\n` },
  )
const systems = (emails: Readonly<Record<'crm' | 'erp' | 'shop', string>>) =>
  Object.fromEntries(
    Object.entries(emails).map(([system, email]) => [
      `${system}.csv`,
      csv(`
        id  name           email     phone      vat         city  changed
        1   Jana Nováková  ${email}  601234567  CZ12345679  Brno  2026-01-05T08:00:00Z
      `),
    ]),
  )
const set = '{ prefer: [{ mostTrusted: [erp] }], aggregate: set }'

test('all values are kept beside the golden one, through time, and only a blank is filled in', async () => {
  await using folder = await nightFolder(
    plan(set),
    systems({ crm: 'jana@work.example', erp: 'jana@home.example', shop: '-' }),
  )
  const first = await folder.night('2026-03-01T02:00:00Z')

  expect(first.clusters()).toEqual(['crm:1 erp:1 shop:1'])
  expect(first.says('golden-customers', 'email', 'emails', 'phones')).toEqual([
    ['jana@home.example', 'jana@home.example; jana@work.example', ''],
  ])
  expect(first.says('conflicts', 'field', 'kind', 'loser_system')).toEqual(rows('email  missing  shop'))
  expect(first.says('corrections', 'system', 'after')).toEqual(rows('shop  jana@home.example'))

  await folder.write(systems({ crm: 'jana@club.example', erp: 'jana@home.example', shop: 'jana@home.example' }))
  await folder.night('2026-03-02T02:00:00Z')
  const emails = async (asOf?: string) => {
    const { sets } = await folder.store.transaction((session) => goldenSheet(session, 'crm:1', asOf))

    return sets['emails']?.values.map(({ value, records }) => `${value} ${records.join(' ')}`)
  }

  expect(await emails()).toEqual(['jana@home.example erp:1 shop:1', 'jana@club.example crm:1'])
  expect(await emails('2026-03-01T12:00:00Z')).toEqual(['jana@home.example erp:1', 'jana@work.example crm:1'])

  await folder.write({ 'touchstone.yaml': plan('[{ mostTrusted: [erp] }]') })
  const plain = await folder.night('2026-03-03T02:00:00Z')

  expect(plain.says('golden-customers', 'emails')).toEqual([['']])
  expect(plain.says('conflicts', 'field', 'kind', 'loser_system')).toEqual(rows('email  differs  crm'))
})

test('a set of what can only be one is refused with the plan', async () => {
  await using folder = await nightFolder(
    plan('[mostRecent], birthDate: { prefer: [mostRecent], aggregate: set }'),
    systems({ crm: '-', erp: '-', shop: '-' }),
  )

  await expect(folder.night('2026-03-01T02:00:00Z')).rejects.toThrow(/aggregate.*a set of email or phone/)
})
