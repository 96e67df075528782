import { expect, test } from 'vitest'
import { nightFolder } from '../../support/night-folder.ts'
import { customersOf, nightPlan } from '../../support/night-plan.ts'
import { csv } from '../../support/page.ts'

const file = (city: string) =>
  csv(`
  id  name           email            phone  vat  city     changed
  1   Jana Nováková  jana@example.cz  -      -    ${city}  2026-01-05T08:00:00Z
  2   Petr Malý      petr@example.cz  -      -    Zlín     2026-01-05T08:00:00Z
`)

test('a record with more former forms than are looked back on is told on the night it changes, and on no other', async () => {
  await using folder = await nightFolder(nightPlan([customersOf('crm')]), { 'crm.csv': file('Brno') })
  const older = async (count: number) => {
    const record = await folder.store.db
      .selectFrom('staging.source_record')
      .select('id')
      .where('source_key', '=', '1')
      .executeTakeFirstOrThrow()
    const forms = Array.from({ length: count }, (_, place) => ({
      ...{ record_id: record.id, run_id: -1 - place, changed_at: null, fields: '{}', content_hash: null },
    }))

    await folder.store.db.insertInto('staging.record_version').values(forms).execute()
  }

  await folder.night('2026-03-01T02:00:00Z')
  await older(63)
  await folder.write({ 'crm.csv': file('Praha') })
  const enough = await folder.night('2026-03-02T02:00:00Z')

  await folder.write({ 'crm.csv': file('Cheb') })
  const tooMany = await folder.night('2026-03-03T02:00:00Z')
  const calm = await folder.night('2026-03-04T02:00:00Z')

  expect(enough.summary.limitsHit).toEqual([])
  expect(tooMany.summary.limitsHit).toEqual([
    'former forms: 1 of the records that changed tonight had more than 64; older ones are not looked back on for ping-pong and the age of words.',
  ])
  expect(calm.summary.limitsHit).toEqual([])
})
