import { join } from 'node:path'
import { expect, test } from 'vitest'
import { connectorNames, loadConnectors } from '../../engine/cli/connector-registry.ts'
import { nightTools } from '../support/night-tools.ts'
import { loadPlan } from '../../engine/plan/load-plan.ts'
import { normalizeFlow } from '../../engine/staging/normalize-flow.ts'
import { snapshotFlow } from '../../engine/staging/snapshot-flow.ts'
import { openRun } from '../../engine/store/operations/runs.ts'
import { nightFolder, type NightFolder } from '../support/night-folder.ts'
import { customersOf, nightPlan } from '../support/night-plan.ts'
import { csv, rows } from '../support/page.ts'

const plan = nightPlan([customersOf('crm'), customersOf('erp')])
const people = (city: string) =>
  csv(`
    id  name           email            phone      vat  city     changed
    1   Jana Nováková  jana@example.cz  601234567  -    ${city}  2026-01-05T08:00:00Z
  `)

/** The first half of a night: everything is read and normalized, nothing is decided; then the process is gone. */
async function halfNight({ path, store }: NightFolder, asOf: string): Promise<void> {
  const loaded = await loadPlan(join(path, 'touchstone.yaml'), {}, await loadConnectors(connectorNames))
  const tools = nightTools(store, asOf)
  const run = await openRun(store, asOf, loaded.fingerprint, 'UTC')

  for (const flow of loaded.flows) await normalizeFlow(loaded, await snapshotFlow(loaded, flow, run, tools), run, tools)
}

test.each([
  ['the same plan', plan, { runId: 2, asOf: '2026-03-02T02:00:00.000Z' }],
  ['another plan', `${plan}\nlimits: { findingsMax: 9 }`, { runId: 3, asOf: '2026-03-03T02:00:00.000Z' }],
])('what a killed run had read and not decided is decided by the next one of %s', async (_, next, summary) => {
  await using folder = await nightFolder(plan, { 'crm.csv': people('Brno'), 'erp.csv': people('Brno') })

  await folder.night('2026-03-01T02:00:00Z')
  await folder.write({ 'crm.csv': people('Praha'), 'erp.csv': people('Praha') })
  await halfNight(folder, '2026-03-02T02:00:00Z')
  await folder.write({ 'touchstone.yaml': next })
  const night = await folder.night('2026-03-03T02:00:00Z')

  expect(night.summary).toMatchObject(summary)
  expect(night.says('golden-customers', 'family_name', 'city')).toEqual(rows('Nováková  Praha'))
})
