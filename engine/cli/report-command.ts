import type { Command } from 'commander'
import { openPlan, tell, withTools, type CommandSession } from './command-session.ts'

export function addReportCommand(program: Command, session: CommandSession): void {
  program
    .command('report')
    .description('write the reports of the last run again, from the store')
    .addHelpText('after', '\nExample:\n  touchstone report --plan touchstone.yaml')
    .action(async () => {
      const loaded = await openPlan(session)
      const night = await session.surroundings.night()
      const reports = await withTools(session, (tools) => night.report(loaded, tools))

      tell(session, 'report', { reports }, reports.map((path) => `${path}\n`).join(''))
    })
}
