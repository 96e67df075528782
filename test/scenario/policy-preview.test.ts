import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { pinField } from '../../engine/golden/pin-field.ts'
import { previewPolicy } from '../../engine/golden/preview-policy.ts'
import { silentProgress } from '../../engine/operations/progress.ts'
import type { Tools } from '../../engine/operations/tools.ts'
import type { EntityPolicy } from '../../rules/truth/field-policy.ts'
import { nightFolder, type NightFolder, type NightOutcome } from '../support/night-folder.ts'
import { customersOf, nightPlan } from '../support/night-plan.ts'
import { csv } from '../support/page.ts'
import { storeDump } from '../support/store-dump.ts'

const plan = (city: string) =>
  nightPlan([customersOf('crm'), customersOf('erp')], { rest: `truth: { customer: { city: ${city} } }\n` })
const files = {
  'crm.csv': csv(`
    id  name           email             phone      vat  city   changed
    1   Jana Nováková  jana@example.cz   601234567  -    Brno   2026-01-05T08:00:00Z
    2   Petr Svoboda   petr@example.cz   602345678  -    Praha  2026-01-05T08:00:00Z
  `),
  'erp.csv': csv(`
    id  name           email             phone      vat  city   changed
    7   Jana Nováková  jana@example.cz   601234567  -    Zlín   2026-01-06T08:00:00Z
    8   Petr Svoboda   petr@example.cz   602345678  -    Praha  2026-01-06T08:00:00Z
  `),
}

const preview = ({ store }: NightFolder, customer: EntityPolicy) =>
  previewPolicy({ customer }, { store, progress: silentProgress, signal: new AbortController().signal } as Tools)

test('a preview says what the next night makes of the golden records, and changes nothing', async () => {
  await using folder = await nightFolder(plan('[{ mostTrusted: [crm] }]'), files)
  const night = await folder.night('2026-03-01T02:00:00Z')
  const before = await storeDump(folder.store)
  const found = await preview(folder, { city: [{ mostTrusted: ['erp'] }] })
  const id = night.goldenIdOf('crm:1') ?? ''

  expect(found).toEqual({
    goldenRecords: 2,
    changedRecords: 1,
    fields: [
      {
        entity: 'customer',
        field: 'city',
        changed: 1,
        samples: [{ goldenId: id, before: 'Brno', after: 'Zlín', from: 'erp:7', reason: 'most-trusted:erp' }],
      },
    ],
  })
  expect(await storeDump(folder.store)).toEqual(before)

  await folder.write({ 'touchstone.yaml': plan('[{ mostTrusted: [erp] }]') })
  expect((await folder.night('2026-03-02T02:00:00Z')).says('golden-customers', 'city')).toEqual([['Praha'], ['Zlín']])
})

test('the policy in force changes nothing', async () => {
  await using folder = await nightFolder(plan('[{ mostTrusted: [crm] }]'), files)

  await folder.night('2026-03-01T02:00:00Z')
  expect(await preview(folder, { city: [{ mostTrusted: ['crm'] }] })).toEqual({
    goldenRecords: 2,
    changedRecords: 0,
    fields: [],
  })
})

test('a record saved again for its telephone says no newer city, in the night and in the preview', async () => {
  await using folder = await nightFolder(plan('[mostRecent]'), files)

  await folder.night('2026-03-01T02:00:00Z')
  await folder.write({
    'crm.csv': csv(`
      id  name           email             phone      vat  city   changed
      1   Jana Nováková  jana@example.cz   777111222  -    Brno   2026-02-20T08:00:00Z
      2   Petr Svoboda   petr@example.cz   602345678  -    Praha  2026-01-05T08:00:00Z
    `),
  })
  const second = await folder.night('2026-03-02T02:00:00Z')

  expect(second.says('golden-customers', 'city', 'phone')).toContainEqual(['Zlín', '+420777111222'])
  expect(await preview(folder, { city: ['mostRecent'] })).toMatchObject({ changedRecords: 0, fields: [] })
})

test('a record that we created says nothing of its own in the preview either', async () => {
  await using folder = await nightFolder(plan('[{ mostTrusted: [crm] }]'), files)
  const trustsErp = { city: [{ mostTrusted: ['erp'] }] }

  await folder.night('2026-03-01T02:00:00Z')
  expect(await preview(folder, trustsErp)).toMatchObject({ changedRecords: 1 })
  await sql`update golden.crosswalk set contributes = false from staging.source_record as record
    where record.id = record_id and record.source_key = '7'`.execute(folder.store.db)
  expect(await preview(folder, trustsErp)).toMatchObject({ changedRecords: 0 })
})

const emailPlan = (email: string) =>
  nightPlan([customersOf('crm'), customersOf('erp')], { rest: `truth: { customer: { email: ${email} } }\n` })
const trusted = '{ prefer: [{ mostTrusted: [erp] }] }'
const set = '{ prefer: [{ mostTrusted: [erp] }], aggregate: set }'
const keepsAll: EntityPolicy = { email: { prefer: [{ mostTrusted: ['erp'] }], aggregate: 'set' } }
const twoEmails = {
  'crm.csv': csv(`
    id  name           email              phone      vat  city   changed
    1   Jana Nováková  jana@work.example  601234567  -    Brno   2026-01-05T08:00:00Z
    2   Petr Svoboda   petr@example.cz    602345678  -    Praha  2026-01-05T08:00:00Z
    3   Eva Malá       eva@example.cz     603456789  -    Plzeň  2026-01-05T08:00:00Z
  `),
  'erp.csv': csv(`
    id  name           email              phone      vat  city   changed
    7   Jana Nováková  jana@home.example  601234567  -    Brno   2026-01-06T08:00:00Z
    8   Petr Svoboda   petr@example.cz    602345678  -    Praha  2026-01-06T08:00:00Z
  `),
}
const emailsOf = (night: NightOutcome) =>
  night.says('golden-customers', 'email', 'emails').map(([email = '', emails = '']) => (emails === '' ? email : emails))

test('a set is previewed by the values that come into it or leave it, as the next nights show them', async () => {
  await using folder = await nightFolder(emailPlan(trusted), twoEmails)
  const first = await folder.night('2026-03-01T02:00:00Z')
  const goldenId = first.goldenIdOf('crm:1') ?? ''
  const both = 'jana@home.example; jana@work.example'

  expect(await preview(folder, keepsAll)).toEqual({
    goldenRecords: 3,
    changedRecords: 1,
    fields: [
      {
        entity: 'customer',
        field: 'emails',
        changed: 1,
        samples: [{ goldenId, before: 'jana@home.example', after: both, from: 'crm:1', reason: null }],
      },
    ],
  })
  await folder.write({ 'touchstone.yaml': emailPlan(set) })
  const second = await folder.night('2026-03-02T02:00:00Z')

  expect(emailsOf(second).filter((emails) => !emailsOf(first).includes(emails))).toEqual([both])
  expect(await preview(folder, keepsAll)).toMatchObject({ changedRecords: 0, fields: [] })
  expect(await preview(folder, { email: { prefer: [{ mostTrusted: ['crm'] }], aggregate: 'set' } })).toMatchObject({
    changedRecords: 1,
    fields: [{ field: 'email', changed: 1 }],
  })
  expect(await preview(folder, { email: [{ mostTrusted: ['erp'] }] })).toMatchObject({
    changedRecords: 1,
    fields: [{ field: 'emails', samples: [{ goldenId, before: both, after: 'jana@home.example', from: null }] }],
  })
})

test('a value that a person pinned comes into the set beside what the only record says', async () => {
  await using folder = await nightFolder(emailPlan(trusted), twoEmails)

  await folder.night('2026-03-01T02:00:00Z')
  const { plan: loaded } = await folder.plan()

  await pinField(
    { name: 'crm:3', field: 'email', value: 'eva@home.example', by: 'jana', reason: 'called her' },
    loaded,
    folder.tools,
  )
  await folder.night('2026-03-02T02:00:00Z')
  expect(await preview(folder, keepsAll)).toMatchObject({
    changedRecords: 2,
    fields: [{ field: 'emails', changed: 2 }],
  })
})
