import { expect, test } from 'vitest'
import { previewPolicy } from '../../engine/golden/preview-policy.ts'
import { silentProgress } from '../../engine/operations/progress.ts'
import type { Tools } from '../../engine/operations/tools.ts'
import type { EntityPolicy } from '../../rules/truth/field-policy.ts'
import { nightFolder, type NightFolder } from '../support/night-folder.ts'
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
