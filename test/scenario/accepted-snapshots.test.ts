import { expect, test } from 'vitest'
import { acceptRefused } from '../../engine/staging/accept-refused.ts'
import { auditPage } from '../../engine/store/operations/audit.ts'
import { refusedSnapshots } from '../../engine/store/staging/snapshot-acceptances.ts'
import { nightFolder, type NightFolder } from '../support/night-folder.ts'
import { customersOf, nightPlan } from '../support/night-plan.ts'
import { csv, rows } from '../support/page.ts'

const nightOf = (day: number) => `2026-03-0${day}T02:00:00Z`
const plan = nightPlan([customersOf('crm')])
const people = Array.from(
  { length: 20 },
  (_, place) => `${place + 1}  Jana Nováková  jana${place}@example.cz  -  -  Brno  2026-01-05T08:00:00Z`,
)
const file = (lines: readonly string[]) => csv(['id  name  email  phone  vat  city  changed', ...lines].join('\n'))
const word = { by: 'petr', reason: 'the branch was closed' }

async function accept({ store }: NightFolder): Promise<void> {
  const [refused] = await refusedSnapshots(store)

  await store.transaction((session) =>
    acceptRefused(session, { snapshot: refused?.id ?? 0, ...word }, '2026-03-02T09:00:00.000Z'),
  )
}

test('what a person accepts is used by the next night, is in the audit, and is used up by it', async () => {
  await using folder = await nightFolder(plan, { 'crm.csv': file(people) })

  await folder.night(nightOf(1))
  await folder.write({ 'crm.csv': file(people.slice(8)) })
  const refused = await folder.night(nightOf(2))

  expect(refused.summary.flows[0]).toMatchObject({ status: 'below-guard', missingCount: 0 })
  await accept(folder)
  const accepted = await folder.night(nightOf(3))

  expect(accepted.summary.flows[0]).toMatchObject({
    status: 'good',
    reason: 'Accepted by petr.',
    rowCount: 12,
    missingCount: 8,
  })
  expect(await refusedSnapshots(folder.store)).toEqual([])
  expect(await auditPage(folder.store, 1, 10)).toMatchObject([
    { actor: 'petr', action: 'snapshot-accepted', subject: 'crm.customer', at: '2026-03-02T09:00:00.000Z' },
  ])
  await folder.write({ 'crm.csv': file(people.slice(14)) })
  expect((await folder.night(nightOf(4))).summary.flows[0]).toMatchObject({ status: 'below-guard' })
})

test('an acceptance covers the number shown and not one record more', async () => {
  await using folder = await nightFolder(plan, { 'crm.csv': file(people) })

  await folder.night(nightOf(1))
  await folder.write({ 'crm.csv': file(people.slice(8)) })
  await folder.night(nightOf(2))
  await accept(folder)
  await folder.write({ 'crm.csv': file(people.slice(9)) })
  expect((await folder.night(nightOf(3))).summary.flows[0]).toMatchObject({ status: 'below-guard' })
})

test('a snapshot that is not whole, or is not the newest of its flow, cannot be accepted', async () => {
  await using folder = await nightFolder(plan, { 'crm.csv': file(people) })

  await folder.night(nightOf(1))
  await folder.write({ 'crm.csv': `${file(people)}21,"Karel` })
  await folder.night(nightOf(2))
  await expect(accept(folder)).rejects.toMatchObject({ code: 'SNAPSHOT_UNACCEPTABLE' })
  await folder.write({ 'crm.csv': file(people) })
  await folder.night(nightOf(3))
  await expect(accept(folder)).rejects.toMatchObject({ code: 'SNAPSHOT_UNKNOWN' })
})

test('a single time of change that is still to come is rejected, and wins nothing', async () => {
  const two = nightPlan([customersOf('crm'), customersOf('erp')], {
    rest: 'truth: { customer: { city: [mostRecent] } }\n',
  })
  const jana = (city: string, changed: string) =>
    file([`1  Jana Nováková  jana@example.cz  601234567  -  ${city}  ${changed}`])
  await using folder = await nightFolder(two, {
    'crm.csv': jana('Brno', '2026-02-28T08:00:00Z'),
    'erp.csv': jana('Zlín', '2062-02-28T08:00:00Z'),
  })
  const night = await folder.night(nightOf(1))

  expect(night.says('rejections', 'system', 'field', 'reason')).toEqual(rows('erp  changedAt  changed-in-future'))
  expect(night.says('golden-customers', 'city')).toEqual([['Brno']])
})
