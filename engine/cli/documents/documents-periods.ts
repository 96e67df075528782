import { Option, type Command } from 'commander'
import { tell, withTools, type CommandSession } from '../command-session.ts'
import { periodOf } from './documents-filter.ts'

interface Said {
  readonly by: string
  readonly reason: string
}

/** Commands that close a month and open it again. */
export function addPeriods(documents: Command, session: CommandSession): void {
  periodCommand(documents, 'close-period <period>')
    .description('keep the answer of a month, and of every earlier one: later nights change it no more')
    .addHelpText(
      'after',
      '\nExample:\n  touchstone documents close-period 2026-03 --by jana --reason "month end, agreed with the auditor"',
    )
    .action(async (text: string, { by, reason }: Said) => {
      const period = periodOf(text, '<period>')
      const night = await session.surroundings.night()
      const closed = await withTools(session, (tools) => night.documents.closePeriod(period, { by, reason }, tools))
      const { openCount } = closed
      const open = openCount === 1 ? '1 finding is' : `${openCount} findings are`

      tell(session, 'documents-close-period', closed, `Closed ${period}; ${open} carried forward.\n`)
    })

  periodCommand(documents, 'reopen-period <period>')
    .description('open the newest closed month again; what was closed stays on record')
    .addHelpText(
      'after',
      '\nExample:\n  touchstone documents reopen-period 2026-03 --by jana --reason "a late credit note belongs to March"',
    )
    .action(async (text: string, { by, reason }: Said) => {
      const period = periodOf(text, '<period>')
      const night = await session.surroundings.night()

      await withTools(session, (tools) => night.documents.reopenPeriod(period, { by, reason }, tools))
      tell(session, 'documents-reopen-period', { period }, `Open again: ${period}.\n`)
    })
}

function periodCommand(documents: Command, usage: string): Command {
  return documents
    .command(usage)
    .addOption(new Option('--by <name>', 'who decides').makeOptionMandatory())
    .addOption(new Option('--reason <text>', 'why').makeOptionMandatory())
}
