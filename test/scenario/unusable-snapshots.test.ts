import { describe, expect, test } from 'vitest'
import { troubleOf } from '../../engine/domain/snapshot-troubles.ts'
import { nightFolder } from '../support/night-folder.ts'
import { customersOf, nightPlan } from '../support/night-plan.ts'
import { csv, rows } from '../support/page.ts'

const [one, two, three] = ['2026-03-01T02:00:00Z', '2026-03-02T02:00:00Z', '2026-03-03T02:00:00Z'] as const
const plan = nightPlan([customersOf('crm'), customersOf('erp')], {
  systems: { crm: "{ connector: csv, config: { delimiter: ',' } }" },
})

const people = [
  '1  Jana Nováková   jana@example.cz   601234567  -  Brno     2026-01-05T08:00:00Z',
  '2  Petr Svoboda    petr@example.cz   602345678  -  Praha    2026-01-05T08:00:00Z',
  '3  Eva Malá        eva@example.cz    603456789  -  Plzeň    2026-01-05T08:00:00Z',
  '4  Daniel Horák    dan@example.cz    604567890  -  Zlín     2026-01-05T08:00:00Z',
  '5  Alena Dvořáková  alena@example.cz  605678901  -  Opava    2026-01-05T08:00:00Z',
]
const file = (lines: readonly string[], header = 'id  name  email  phone  vat  city  changed', delimiter = ',') =>
  csv([header, ...lines].join('\n'), delimiter)
const whole = file(people)

/** What may go wrong with an export overnight, what the run calls it, and what it tells the operator. */
const accidents: readonly (readonly [name: string, broken: string | undefined, code: string, message: RegExp])[] = [
  ['is missing', undefined, 'failed', /SOURCE_FILE_MISSING.*Check the path in the plan, or whether the export ran/],
  ['is empty', '', 'failed', /SOURCE_FILE_EMPTY.*check the job that writes it/],
  ['has another delimiter', file(people, undefined, ';'), 'failed', /SOURCE_\w+: .*delimiter|column/],
  [
    'lost its key column',
    whole.replace('id,', 'number,'),
    'failed',
    /SOURCE_COLUMN_MISSING.*Correct the name in the plan/,
  ],
  [
    'renamed a mapped column',
    whole.replace('email', 'e_mail'),
    'drifted',
    /The plan maps email, which the source no longer has/,
  ],
  ['has a header and nothing else', file([]), 'empty', /It has 0 rows; the plan expects at least 1/],
  ['lost half of its rows', file(people.slice(0, 3)), 'below-guard', /It has 3 rows where 5 are usual/],
  ['holds other records', whole.replaceAll(/^(\d)/gm, '9$1'), 'other-keys', /Only 0 % of the known keys are in it/],
  ['was cut within a quoted field', `${whole}6,"Karel`, 'incomplete', /a quote opened at line 7 never closes/],
]

describe.each(accidents)('the export of the CRM %s', (_, broken, code, message) => {
  test('it is kept, marked and not used: the last good one stands in, labelled stale, and the others go on', async () => {
    await using folder = await nightFolder(plan, { 'crm.csv': whole, 'erp.csv': whole })
    const before = await folder.night(one)

    if (broken === undefined) await folder.remove('crm.csv')
    else await folder.write({ 'crm.csv': broken })
    await folder.write({ 'erp.csv': whole.replace('Opava', 'Ostrava') })
    const night = await folder.night(two)

    expect(before.exitCode).toBe(0)
    expect(night.exitCode).toBe(3)
    expect(night.failedFlows).toMatchObject([{ flow: 'crm.customer', code }])
    expect(night.failedFlows[0]?.message).toMatch(message)
    expect(night.failedFlows[0]?.message).not.toMatch(/Jana|Karel|example\.cz|60\d{7}/)
    expect(night.summary.night).toBe('stale')
    expect(night.summary.flows).toMatchObject([
      { flow: 'crm.customer', status: code, isStale: true, lastGoodAt: '2026-03-01T02:00:00.000Z', missingCount: 0 },
      { flow: 'erp.customer', status: 'good', isStale: false, changedCount: 1 },
    ])
    expect(night.reports['run.md']).toMatch(new RegExp(`crm, customer: ${code}.*follow .docs/runbook.md`, 's'))
    expect(night.reports['run.md']).toContain(troubleOf(code)?.whatToDo)
    expect(night.reports['crosswalk.csv']).toBe(before.reports['crosswalk.csv'])
    expect(night.says('conflicts', 'field', 'winner_system', 'loser_system')).toEqual(rows('city  crm  erp'))
  })

  test('nothing is deleted, however often it happens, and the next good one is taken as if nothing had been', async () => {
    await using folder = await nightFolder(plan, { 'crm.csv': whole, 'erp.csv': whole })
    const before = await folder.night(one)

    for (const asOf of [two, three, '2026-03-04T02:00:00Z']) {
      if (broken === undefined) await folder.remove('crm.csv').catch(() => {})
      else await folder.write({ 'crm.csv': broken })
      await folder.night(asOf)
    }
    const gone = await folder.store.db
      .selectFrom('staging.source_record')
      .select('source_key')
      .where((where) => where.or([where('missing_since', 'is not', null), where('tombstoned_run', 'is not', null)]))
      .execute()

    await folder.write({ 'crm.csv': whole })
    const after = await folder.night('2026-03-05T02:00:00Z')

    expect(gone).toEqual([])
    expect(after.exitCode).toBe(0)
    for (const report of ['crosswalk.csv', 'golden-customers.csv', 'duplicates.csv', 'conflicts.csv', 'rejections.csv'])
      expect(after.reports[report]).toBe(before.reports[report])
  })
})

test('a flow that may stop the run stops it with its reason, and the next night begins anew', async () => {
  const strict = nightPlan([customersOf('crm', 'onFailure: stop-run'), customersOf('erp')])
  await using folder = await nightFolder(strict, { 'erp.csv': whole })

  await expect(folder.night(one)).rejects.toMatchObject({
    code: 'RUN_STOPPED_BY_FLOW',
    parameters: { flow: 'crm.customer' },
  })
  await folder.write({ 'crm.csv': whole })
  const night = await folder.night(two)

  expect(night.exitCode).toBe(0)
  expect(night.summary.asOf).toBe('2026-03-02T02:00:00.000Z')
  expect(night.clusters()).toEqual(['crm:1 erp:1', 'crm:2 erp:2', 'crm:3 erp:3', 'crm:4 erp:4', 'crm:5 erp:5'])
})

test('an export that is broken on the first night leaves its system empty and the others are read', async () => {
  await using folder = await nightFolder(plan, { 'erp.csv': whole })
  const night = await folder.night(one)

  expect(night.exitCode).toBe(3)
  expect(night.summary.flows).toMatchObject([{ status: 'failed', lastGoodAt: null }, { status: 'good' }])
  expect(night.clusters()).toEqual(['erp:1', 'erp:2', 'erp:3', 'erp:4', 'erp:5'])
})
