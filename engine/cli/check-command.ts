import type { Command } from 'commander'
import { SourceError } from '../../connectors/connector.ts'
import { columnsOf } from '../../rules/normalize/mapping-names.ts'
import type { FlowPlan, LoadedPlan } from '../plan/load-plan.ts'
import { suggestion } from '../plan/suggestion.ts'
import { openPlan, tell, type CommandSession } from './command-session.ts'
import { exitCodes } from './exit-code.ts'
import { plannedRates } from './planned-rates.ts'
import { textTable } from './text-table.ts'

/** What a probe said about one flow. */
export interface FlowCheck {
  readonly flow: string
  readonly owner: string
  readonly connector: string
  /** `ok`, or the code of the error. */
  readonly state: string
  readonly columns: number | null
  readonly rowEstimate: number | null
  readonly message: string | null
}

export function addCheckCommand(program: Command, session: CommandSession): void {
  program
    .command('check')
    .description('validate the plan and ask every system whether it answers, without reading data')
    .addHelpText('after', '\nExample:\n  touchstone check --plan touchstone.yaml')
    .action(async () => {
      const loaded = await openPlan(session)

      await plannedRates(loaded)
      const checks = await checkFlows(loaded, session.surroundings.signal)
      const failed = checks.filter(({ state }) => state !== 'ok')

      tell(session, 'check', { plan: loaded.fingerprint, flows: checks }, checkText(loaded, checks))
      session.finish(failed.length === 0 ? exitCodes.clean : exitCodes.operatorError)
    })
}

/** Probes the flows one after the other: a check must not be heavier for a system than a night. */
export async function checkFlows(
  { flows, systems, baseDir }: LoadedPlan,
  signal: AbortSignal,
): Promise<readonly FlowCheck[]> {
  const checks: FlowCheck[] = []

  for (const flow of flows) {
    const system = systems.get(flow.system)
    if (system === undefined) continue

    const about = { flow: flow.id, owner: flow.owner, connector: system.connector.name }
    try {
      await using source = await system.connector.open(system.config, { baseDir, signal })
      const { columns, rowCountEstimate } = await source.probe(flow.select)

      refuseMissingColumns(flow, columns)
      checks.push({ ...about, state: 'ok', columns: columns.length, rowEstimate: rowCountEstimate, message: null })
    } catch (error) {
      if (!(error instanceof SourceError)) throw error
      checks.push({ ...about, state: error.code, columns: null, rowEstimate: null, message: error.message })
    }
  }
  return checks
}

/** A connector knows only its key column; that the mapped ones exist is seen here, before a night finds them missing. */
function refuseMissingColumns(flow: FlowPlan, columns: readonly string[]): void {
  const missing = columnsOf(flow.fields).filter((column) => !columns.includes(column))
  if (columns.length === 0 || missing.length === 0) return

  const hints = missing.map((column) => [`"${column}"`, suggestion(column, columns)].filter(Boolean).join(': '))
  throw new SourceError('SOURCE_COLUMN_MISSING', {
    path: flow.id,
    column: hints.join(', '),
    columns: columns.join(', '),
  })
}

function checkText({ plan }: LoadedPlan, checks: readonly FlowCheck[]): string {
  const table = textTable(
    ['flow', 'connector', 'owner', 'state', 'columns', 'rows'],
    checks.map(({ flow, connector, owner, state, columns, rowEstimate }) => [
      flow,
      connector,
      owner,
      state,
      columns === null ? '' : String(columns),
      rowEstimate === null ? '' : `about ${rowEstimate}`,
    ]),
  )
  const failures = checks.flatMap(({ flow, state, message }) =>
    message === null ? [] : [`${state}  ${flow}: ${message}\n`],
  )
  const verdict =
    failures.length === 0
      ? `The plan of ${plan.company.name} is valid and every flow answers.\n`
      : `${failures.length} of ${checks.length} flows cannot be read:\n`

  return [`${table}\n`, verdict, ...failures].join('')
}
