import { expect, test } from 'vitest'
import { nightFolder } from '../support/night-folder.ts'
import { customersOf, flow, nightPlan } from '../support/night-plan.ts'
import { csv, rows } from '../support/page.ts'

const nights = ['2026-03-01T02:00:00Z', '2026-03-02T02:00:00Z', '2026-03-03T02:00:00Z'] as const
const writable = ['direction: both', 'writeBack: { fields: [phone] }'] as const

/** CRM and shop know phones, the mailing tool has no such column. */
const plan = (phone: string) =>
  nightPlan(
    [
      customersOf('crm', ...writable),
      customersOf('shop', ...writable),
      flow(
        'mailing.customer',
        'select: { file: mailing.csv, key: id, changedAt: changed }',
        'fields: { name: name, email: email, city: city }',
      ),
    ],
    { rest: `truth: { customer: { phone: ${phone} } }\n` },
  )

const systems = (phones: { crm: string; shop: string }) => ({
  ...Object.fromEntries(
    Object.entries(phones).map(([system, phone]) => [
      `${system}.csv`,
      csv(`
        id  name           email            phone     vat  city  changed
        1   Jana Nováková  jana@example.cz  ${phone}  -    Brno  2026-01-05T08:00:00Z
      `),
    ]),
  ),
  'mailing.csv': csv(`
    id  name           email            city  changed
    1   Jana Nováková  jana@example.cz  Brno  2026-01-05T08:00:00Z
  `),
})

test('a column that a system does not have is absent, an empty one is blank: the first is silent, the second is filled in', async () => {
  await using folder = await nightFolder(plan('[mostRecent]'), systems({ crm: '601234567', shop: '-' }))
  const told = await folder.night(nights[0])

  expect(told.says('conflicts', 'field', 'kind', 'loser_system')).toEqual(rows('phone  missing  shop'))
  expect(told.says('corrections', 'system', 'column', 'after')).toEqual(rows('shop  phone  +420601234567'))
})

test('a value that a system emptied is told as deleted, loses to the others, and is not filled in again', async () => {
  await using folder = await nightFolder(plan('[mostRecent]'), systems({ crm: '601234567', shop: '601234567' }))

  await folder.night(nights[0])
  await folder.write(systems({ crm: '-', shop: '601234567' }))
  const told = await folder.night(nights[1])

  expect(told.says('conflicts', 'field', 'kind', 'winner_system', 'loser_system')).toEqual(
    rows('phone  deleted  shop  crm'),
  )
  expect(told.says('golden-customers', 'phone')).toEqual([['+420601234567']])
  expect(told.says('corrections', 'column')).toEqual([])

  // Another number is news to the CRM, not the one it deleted.
  await folder.write(systems({ crm: '-', shop: '777111222' }))
  const news = await folder.night(nights[2])

  expect(news.says('conflicts', 'field', 'kind', 'loser_system')).toContainEqual(['phone', 'missing', 'crm'])
  expect(news.says('corrections', 'system', 'after')).toEqual(rows('crm  +420777111222'))
})

test('where the policy lets a system delete, the golden value becomes empty and the others are corrected to empty', async () => {
  await using folder = await nightFolder(
    plan('{ prefer: [mostRecent], emptiedBy: [crm] }'),
    systems({ crm: '601234567', shop: '601234567' }),
  )

  await folder.night(nights[0])
  await folder.write(systems({ crm: '-', shop: '601234567' }))
  const told = await folder.night(nights[1])

  expect(told.says('golden-customers', 'phone')).toEqual([['']])
  expect(told.says('conflicts', 'field', 'kind', 'winner_system', 'loser_system', 'reason')).toEqual(
    rows('phone  differs  crm  shop  emptied:crm'),
  )
  expect(told.says('corrections', 'system', 'column', 'before', 'after', 'reason')).toEqual([
    ['shop', 'phone', '601234567', '', 'phone: crm:1 emptied:crm'],
  ])

  // The shop did as it was told: nothing is left to say.
  await folder.write(systems({ crm: '-', shop: '-' }))
  const after = await folder.night(nights[2])

  expect(after.says('golden-customers', 'phone')).toEqual([['']])
  expect(after.says('conflicts', 'field')).toEqual([])
})

test('a deletion by another system than those named does not count, nor does a column that is refused', async () => {
  await using folder = await nightFolder(
    plan('{ prefer: [mostRecent], emptiedBy: [crm] }'),
    systems({ crm: '601234567', shop: '601234567' }),
  )

  await folder.night(nights[0])
  await folder.write(systems({ crm: 'ask-her', shop: '601234567' }))
  expect((await folder.night(nights[1])).says('golden-customers', 'phone')).toEqual([['+420601234567']])
  await folder.write(systems({ crm: '601234567', shop: '-' }))
  expect((await folder.night(nights[2])).says('golden-customers', 'phone')).toEqual([['+420601234567']])
})

test('a record of which a value was refused is trusted less, by the percentage the plan says', async () => {
  const trusting = (percent: number) =>
    nightPlan([customersOf('crm'), customersOf('shop')], {
      rest: `truth: { customer: { city: [{ mostTrusted: { crm: 80, shop: 50 }, refusedLowersBy: ${percent} }] } }\n`,
    })
  const files = Object.fromEntries(
    [
      ['crm', 'Brno', 'ask-her'],
      ['shop', 'Zlín', '601234567'],
    ].map(([system, city, phone]) => [
      `${system}.csv`,
      csv(`
        id  name           email            phone     vat  city     changed
        1   Jana Nováková  jana@example.cz  ${phone}  -    ${city}  2026-01-05T08:00:00Z
      `),
    ]),
  )
  await using folder = await nightFolder(trusting(30), files)

  expect((await folder.night(nights[0])).says('golden-customers', 'city')).toEqual([['Brno']])
  await folder.write({ 'touchstone.yaml': trusting(40) })
  expect((await folder.night(nights[1])).says('golden-customers', 'city')).toEqual([['Zlín']])
})
