import { existsSync } from 'node:fs'
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { loadConnectors } from '../../engine/cli/connector-registry.ts'
import { engineNight } from '../../engine/cli/engine-night.ts'
import { connectorNamesIn, loadPlan } from '../../engine/plan/load-plan.ts'
import { runIn } from '../support/command-line-surroundings.ts'
import { repository } from '../tidy/repository.ts'

type Row = Readonly<Record<string, string>>

const data = resolve(repository, process.env['TOUCHSTONE_DATA'] ?? '../shared/data')
const absent = existsSync(join(data, 'northwind')) ? '' : ' (skipped: no data in TOUCHSTONE_DATA or ../shared/data)'
const examples = ['northwind', 'sap-bikes', 'grouparoo', 'shopify-products'] as const
const planOf = (example: string) => join(repository, 'examples', example, 'touchstone.yaml')

const rowsOf = async (path: string) => parse<Row>(await readFile(path, 'utf8'), { columns: true })

/** One night of an example, in a folder of its own; answers the summary and the rows of each report. */
async function night(example: (typeof examples)[number]) {
  const folder = await mkdtemp(join(tmpdir(), 'real-data-'))
  await copyFile(planOf(example), join(folder, 'touchstone.yaml'))
  const { exitCode, errors } = await runIn(
    { folder, environment: { TOUCHSTONE_DATA: data, TOUCHSTONE_WORKERS: '1' }, night: engineNight },
    'run',
    '--json',
  )

  // What went wrong is told before the reports that are not there.
  expect({ exitCode, errors: /^[A-Z]+_[A-Z_]+ .*$/m.exec(errors)?.[0] }).toEqual({ exitCode: 0, errors: undefined })
  const report = (name: string) => rowsOf(join(folder, 'reports', `${name}.csv`))
  const [crosswalk = [], rejections = [], conflicts = [], mismatches = []] = await Promise.all(
    ['crosswalk', 'rejections', 'conflicts', 'order-mismatches'].map(report),
  )

  await rm(folder, { recursive: true, force: true })
  return { crosswalk, rejections, conflicts, mismatches }
}

/** How many rows have each value of the columns. */
function countBy(rows: readonly Row[], ...columns: readonly string[]): Readonly<Record<string, number>> {
  const keys = rows.map((row) => columns.map((column) => row[column]).join(' ')).toSorted()

  return Object.fromEntries([...new Set(keys)].map((key) => [key, keys.filter((other) => other === key).length]))
}

/** The source keys of each golden record of a kind, as system:key. */
function clusters(crosswalk: readonly Row[], entity: string): readonly (readonly string[])[] {
  const members = new Map<string, string[]>()

  for (const row of crosswalk.filter((found) => found['entity'] === entity)) {
    const golden = row['golden_id'] ?? ''
    members.set(golden, [...(members.get(golden) ?? []), `${row['system']}:${row['source_key']}`])
  }
  return [...members.values()]
}

test.each(examples)('the plan of %s names no place on a machine and holds together', async (example) => {
  const path = planOf(example)
  const connectors = await loadConnectors(await connectorNamesIn(path))

  await loadPlan(path, { TOUCHSTONE_DATA: 'anywhere' }, connectors)
  await expect(loadPlan(path, {}, connectors)).rejects.toThrow('TOUCHSTONE_DATA')
})

describe.skipIf(absent !== '')(`real data${absent}`, { timeout: 120_000 }, () => {
  test('northwind: the ship-to of an order finds its customer, and never another', async () => {
    const { crosswalk, rejections, conflicts } = await night('northwind')
    const truth = await rowsOf(join(data, 'northwind/truth_order_customer.csv'))
    const found = clusters(crosswalk, 'customer').flatMap((members) => {
      const customers = members.filter((key) => key.startsWith('customers:'))
      const orders = members.filter((key) => key.startsWith('ship-to:'))

      return orders.flatMap((order) => customers.map((customer) => `${order} ${customer}`))
    })
    const correct = new Set(truth.map((row) => `ship-to:${row['OrderID']} customers:${row['CustomerID']}`))
    const hits = found.filter((pair) => correct.has(pair)).length

    process.stderr.write(`northwind: ${hits} of ${found.length} linked orders are right, of ${correct.size} orders\n`)
    expect(hits).toBe(found.length)
    expect(hits / correct.size).toBeGreaterThan(0.98)
    expect(countBy(rejections, 'system', 'field', 'reason')).toEqual({
      'customers phone phone-invalid': 43,
      'customers postalCode postal-code-invalid': 4,
      'ship-to postalCode postal-code-invalid': 35,
      'suppliers phone phone-invalid': 12,
      'suppliers postalCode postal-code-invalid': 5,
    })
    expect(conflicts.map((row) => row['loser_value'])).toContain('Blondel père et fils')
  })

  test('sap-bikes: an article number finds its texts, and partners stay apart', async () => {
    const { crosswalk, rejections, mismatches } = await night('sap-bikes')
    const articles = clusters(crosswalk, 'product').map((members) =>
      members.map((key) => key.replace(/^\w+:|\|.*$/g, '')),
    )

    expect({ rejections, mismatches }).toEqual({ rejections: [], mismatches: [] })
    expect(articles.filter((members) => new Set(members).size > 1)).toEqual([])
    expect(articles.filter((members) => members.length > 1).length).toBe(42)
    expect(clusters(crosswalk, 'customer')).toHaveLength(40)
    expect(clusters(crosswalk, 'order')).toHaveLength(334)
  })

  test('grouparoo: where nothing is doubled, nothing is joined', async () => {
    const { crosswalk, rejections, conflicts, mismatches } = await night('grouparoo')

    expect({ rejections, conflicts, mismatches }).toEqual({
      rejections: [],
      conflicts: [],
      mismatches: [],
    })
    expect(clusters(crosswalk, 'customer')).toHaveLength(1_050)
    expect(clusters(crosswalk, 'order')).toHaveLength(1_000)
  })

  test('shopify-products: variants stay apart, and the handle of two products is refused where they clash', async () => {
    const { crosswalk, rejections } = await night('shopify-products')

    expect(clusters(crosswalk, 'product')).toHaveLength(298)
    expect(rejections.map((row) => [row['source_key'], row['reason']])).toEqual([
      ['mediocre-concrete-pants|cerise', 'key-conflict'],
    ])
  })
})
