import type { FieldsOrigin } from '../../engine/store/golden/golden-versions.ts'
import { byCodeUnits } from '../../rules/truth/code-unit-order.ts'
import { expect, test } from 'vitest'
import { nightFolder } from '../support/night-folder.ts'
import { customersOf, nightPlan } from '../support/night-plan.ts'
import { csv, rows } from '../support/page.ts'

const nights = ['2026-03-01T02:00:00Z', '2026-03-02T02:00:00Z', '2026-03-03T02:00:00Z'] as const
const trusting = (system: string) =>
  nightPlan([customersOf('crm'), customersOf('erp')], {
    rest: `truth: { customer: { city: [{ mostTrusted: [${system}] }], phone: [mostRecent] } }`,
  })
const files = {
  'crm.csv': csv(`
    id  name           email            phone      vat  city   changed
    1   Jana Nováková  jana@example.cz  601234567  -    Brno   2026-01-05T08:00:00Z
    2   Petr Svoboda   petr@example.cz  -          -    Praha  2026-01-05T08:00:00Z
  `),
  'erp.csv': csv(`
    id  name           email            phone      vat  city     changed
    7   Jana Nováková  jana@example.cz  777111222  -    Olomouc  2026-02-05T08:00:00Z
    8   Petr Svoboda   petr@example.cz  602345678  -    Praha    2026-02-05T08:00:00Z
  `),
}

test('the policy names the winner, the losers and the reason', async () => {
  await using folder = await nightFolder(trusting('erp'), files)
  const night = await folder.night(nights[0])

  expect(
    night.says('conflicts', 'field', 'kind', 'winner_system', 'winner_value', 'loser_system', 'loser_value', 'reason'),
  ).toEqual(
    rows(`
      city   differs  erp  Olomouc        crm  Brno           most-trusted:erp
      phone  differs  erp  +420777111222  crm  +420601234567  most-recent
      phone  missing  erp  +420602345678  crm  -              only-value
    `),
  )
  expect(night.says('golden-customers', 'family_name', 'city', 'phone')).toEqual(
    rows(`
      Nováková  Olomouc  +420777111222
      Svoboda   Praha    +420602345678
    `),
  )
})

test('a changed policy decides anew what was decided before, and back again', async () => {
  await using folder = await nightFolder(trusting('erp'), files)
  const before = await folder.night(nights[0])

  await folder.write({ 'touchstone.yaml': trusting('crm') })
  const changed = await folder.night(nights[1])

  expect(changed.says('golden-customers', 'family_name', 'city')).toEqual(rows('Nováková  Brno\nSvoboda  Praha'))
  expect(changed.reports['crosswalk.csv']).toBe(before.reports['crosswalk.csv'])
  await folder.write({ 'touchstone.yaml': trusting('erp') })
  expect((await folder.night(nights[2])).reports['golden-customers.csv']).toBe(before.reports['golden-customers.csv'])
})

test('every golden value is the value of a member, and of the member it is said to come from', async () => {
  await using folder = await nightFolder(trusting('erp'), files)

  await folder.night(nights[0])
  const golden = await folder.store.db.selectFrom('golden.record').select(['id', 'values', 'provenance']).execute()
  const members = await folder.store.db
    .selectFrom('golden.crosswalk as crosswalk')
    .innerJoin('staging.source_record as record', 'record.id', 'crosswalk.record_id')
    .innerJoin('staging.flow as flow', 'flow.id', 'record.flow_id')
    .select(['crosswalk.golden_id', 'flow.system', 'record.source_key', 'record.payload'])
    .execute()

  expect(golden.length).toBe(2)
  for (const { id, values, provenance } of golden) {
    const origins = provenance as readonly FieldsOrigin[]

    for (const { system, sourceKey, fields } of origins) {
      const origin = members.find(
        (member) => member.golden_id === id && member.system === system && member.source_key === sourceKey,
      )
      const said = (origin?.payload ?? '').replaceAll(/[\s+]/g, '')

      for (const field of fields) {
        expect({ field, said }).toEqual({ field, said: expect.stringContaining(core(field, values[field] ?? '')) })
      }
    }
    expect(origins.flatMap(({ fields }) => fields).toSorted(byCodeUnits)).toEqual(
      Object.keys(values).toSorted(byCodeUnits),
    )
  }
})

/** What of a canonical value stands in the raw row: a phone without the country the plan adds. */
function core(field: string, value: string): string {
  return field === 'phone' ? value.replace('+420', '') : value.replaceAll(' ', '')
}
