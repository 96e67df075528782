import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Connector } from '../../connectors/connector.ts'
import { csv } from '../../connectors/csv/csv.ts'
import { postgres } from '../../connectors/postgres/postgres.ts'
import { loadPlan } from '../../engine/plan/load-plan.ts'
import { PlanInvalidError } from '../../engine/plan/plan-invalid-error.ts'
import { problemLine } from '../../engine/plan/plan-problem.ts'

const connectors = new Map<string, Connector>([
  ['csv', csv as unknown as Connector],
  ['postgres', postgres as unknown as Connector],
])

/** A small plan that holds together: an ERP behind a variable, a CRM as a file. */
export const examplePlan = `company: { name: Example s.r.o., country: CZ, timeZone: Europe/Prague, currency: CZK }
owners:
  erp-team: { business: finance@example.cz, technical: it@example.cz }
  crm-team: { business: sales@example.cz, technical: it@example.cz }
systems:
  erp:
    connector: postgres
    config:
      url: \${ERP_URL}
  crm:
    connector: csv
flows:
  - system: erp
    entity: invoice
    owner: erp-team
    direction: both
    freshness: { warnAfter: 26h, failAfter: 50h }
    runbook: docs/runbooks/erp.md
    select: { table: invoices, key: id }
    fields:
      number: inv_no
      issuedOn: { from: inv_date, format: dd.MM.yyyy }
  - system: crm
    entity: customer
    owner: crm-team
    freshness: { warnAfter: 1d, failAfter: 2d }
    runbook: docs/runbooks/crm.md
    select: { file: crm.csv, key: id }
    fields:
      email: mail
      city: town
`
export const exampleEnvironment = { ERP_URL: 'postgres://reader:hunter2@erp.example.cz/erp' }

/** Loads the text of a plan from a file of its own. */
export async function loadText(text: string, environment: Record<string, string> = exampleEnvironment) {
  const path = join(await mkdtemp(join(tmpdir(), 'plan-')), 'touchstone.yaml')

  await writeFile(path, text)
  return loadPlan(path, environment, connectors)
}

/** The error that a plan with mistakes ends in. */
export async function invalidPlan(text: string, environment?: Record<string, string>): Promise<PlanInvalidError> {
  try {
    await loadText(text, environment)
  } catch (error) {
    if (error instanceof PlanInvalidError) return error
    throw error
  }
  throw new Error('the plan was accepted')
}

/** Its problems as lines. */
export async function problemLines(text: string, environment?: Record<string, string>): Promise<readonly string[]> {
  return (await invalidPlan(text, environment)).problems.map(problemLine)
}

/** The example plan with stretches of text replaced; fails when a stretch is not there. */
export function planWith(...edits: readonly (readonly [from: string, to: string])[]): string {
  return edits.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the example plan has no ${from}`)
    return text.replace(from, () => to)
  }, examplePlan)
}
