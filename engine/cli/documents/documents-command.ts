import { Option, type Command } from 'commander'
import { openPlan, tell, withTools, type CommandSession } from '../command-session.ts'
import { addCompare } from './documents-compare-command.ts'
import { addDecisions } from './documents-decisions.ts'
import { addFilterOptions, cursorOf, cursorText, filterOf, type FilterOptions } from './documents-filter.ts'
import { addPeriods } from './documents-periods.ts'
import { readLimit } from '../read-limit.ts'
import { findingListText, findingSheetText } from './finding-text.ts'
import type { FindingState } from '../../store/documents/finding-filter.ts'

const LIST_LIMIT = 50

export function addDocumentsCommand(program: Command, session: CommandSession): void {
  const documents = program
    .command('documents')
    .description('what does not fit in orders, invoices and payments: see it, decide it, close the month')

  addList(documents, session)
  addShow(documents, session)
  addDecisions(documents, session)
  addPeriods(documents, session)
  addCompare(documents, session)
}

interface ListOptions extends FilterOptions {
  readonly state: FindingState | 'all'
  readonly limit: string
  readonly after?: string
}

function addList(documents: Command, session: CommandSession): void {
  addFilterOptions(documents.command('list'))
    .description('findings, most money first; the company’s own currency before others')
    .addOption(
      new Option('--state <state>', 'open, accepted, resolved or all')
        .choices(['open', 'accepted', 'resolved', 'all'])
        .default('open'),
    )
    .option('--limit <count>', 'how many', String(LIST_LIMIT))
    .option('--after <word>', 'the next page: the word the page before ended with')
    .addHelpText('after', '\nExample:\n  touchstone documents list --period 2026-03 --cause missing --min-amount 1000')
    .action(async (options: ListOptions) => {
      const page = {
        limit: readLimit(options.limit),
        after: options.after === undefined ? undefined : cursorOf(options.after),
      }
      const filter = filterOf(options, options.state === 'all' ? undefined : options.state)
      const loaded = await openPlan(session)
      const night = await session.surroundings.night()
      const list = await withTools(session, (tools) => night.documents.list(loaded, filter, page, tools))
      const next = list.next === null ? null : cursorText(list.next)

      tell(session, 'documents-list', { ...list, next }, findingListText(list))
    })
}

function addShow(documents: Command, session: CommandSession): void {
  documents
    .command('show <finding>')
    .description('one finding: every system’s copy side by side and raw, the evidence, who acts, and its history')
    .addHelpText('after', '\nExample:\n  touchstone documents show fnd_4k2m9x7q0abc')
    .action(async (id: string) => {
      const loaded = await openPlan(session)
      const night = await session.surroundings.night()
      const sheet = await withTools(session, (tools) => night.documents.show(loaded, id, tools))

      tell(session, 'documents-show', sheet, findingSheetText(sheet))
    })
}
