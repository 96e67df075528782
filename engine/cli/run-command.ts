import type { Command } from 'commander'
import { openPlan, tell, withTools, type CommandSession } from './command-session.ts'
import { runExitCode } from './exit-code.ts'
import type { RunOptions, RunResult } from './night.ts'
import { readInstant } from './read-instant.ts'
import { textTable } from './text-table.ts'

export function addRunCommand(program: Command, session: CommandSession): void {
  program
    .command('run')
    .description('run one night: read every flow, match, decide, write reports, deliver what the plan allows')
    .option('--as-of <instant>', 'the moment the night stands for, ISO 8601 with offset; default: now', (text) =>
      readInstant('--as-of', text),
    )
    .addHelpText(
      'after',
      '\nExample:\n  DATABASE_URL=postgres://touchstone@db/touchstone touchstone run --json\n\nTOUCHSTONE_WORKERS sets the number of threads; it changes the time a run takes, never its result.',
    )
    .action(async (options: RunOptions) => {
      const loaded = await openPlan(session)
      const night = await session.surroundings.night()
      const result = await withTools(session, (tools) => night.run(loaded, options, tools))

      tell(session, 'run', result, runText(result))
      session.finish(runExitCode(result, loaded.plan.limits.findingsMax))
    })
}

function runText({ runId, findings, failedFlows, counts, reports }: RunResult): string {
  const failures = failedFlows.map(({ flow, code, message }) => `${code}  ${flow}: ${message}\n`)
  const table = textTable(
    ['what', 'count'],
    Object.entries(counts).map(([name, count]) => [name, String(count)]),
  )

  return [`\nRun ${runId}: ${findings} findings\n\n`, table, ...failures, ...reports.map((path) => `${path}\n`)].join(
    '',
  )
}
