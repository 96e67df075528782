import { Option, type Command } from 'commander'
import { ReconcileError } from '../../domain/reconcile-error.ts'
import { tell, withTools, type CommandSession } from '../command-session.ts'
import { addFilterOptions, filterOf, isNarrowed, type FilterOptions } from './documents-filter.ts'
import { totalsText } from './finding-text.ts'

/** Commands by which a person says a word on findings. */
export function addDecisions(documents: Command, session: CommandSession): void {
  addAccept(documents, session)
  addAssign(documents, session)
  addReopen(documents, session)
}

interface Said {
  readonly by: string
  readonly reason: string
}

const by = () => new Option('--by <name>', 'who decides').makeOptionMandatory()
const reason = () => new Option('--reason <text>', 'why').makeOptionMandatory()

function addAccept(documents: Command, session: CommandSession): void {
  addFilterOptions(documents.command('accept [findings...]'))
    .description('take findings as they are, until their evidence changes; those of a filter only with --apply')
    .addOption(by())
    .addOption(reason())
    .option('--apply', 'accept what the filter means; without it, say how many that is')
    .addHelpText(
      'after',
      '\nExample:\n  touchstone documents accept fnd_4k2m9x7q0abc --by jana --reason "agreed by phone"\n' +
        '  touchstone documents accept --cause vat-rounding --period 2026-03 --by jana --reason "both methods are agreed"',
    )
    .action(async (ids: readonly string[], options: FilterOptions & Said & { apply?: true }) => {
      const isFilter = isNarrowed(options)

      if (isFilter === ids.length > 0) {
        throw new ReconcileError('ARGUMENT_INVALID', {
          at: 'documents accept',
          found: isFilter ? 'findings and a filter' : 'neither findings nor a filter',
          allowed: 'ids of findings, or options that narrow such as --cause',
        })
      }
      const filter = isFilter ? filterOf(options, 'open') : { ids }
      const night = await session.surroundings.night()

      if (isFilter && options.apply !== true) {
        const totals = await withTools(session, (tools) => night.documents.totals(filter, tools))
        const text = `Would accept ${totalsText(totals)}. Nothing was written; --apply does it.\n`

        return tell(session, 'documents-accept', { applied: false, ...totals }, text)
      }
      const word = { verdict: 'accept', by: options.by, reason: options.reason } as const
      const findings = await withTools(session, (tools) => night.documents.decide(filter, word, tools))

      tell(session, 'documents-accept', { applied: true, findings }, `Accepted: ${countText(findings)}\n`)
    })
}

function addAssign(documents: Command, session: CommandSession): void {
  documents
    .command('assign <findings...>')
    .description('hand findings to a person, who then acts instead of the owner in the plan')
    .addOption(new Option('--to <name>', 'who is to act').makeOptionMandatory())
    .addOption(by())
    .option('--reason <text>', 'why')
    .addHelpText('after', '\nExample:\n  touchstone documents assign fnd_4k2m9x7q0abc --to petr --by jana')
    .action(async (ids: readonly string[], options: { to: string; by: string; reason?: string }) => {
      const word = { verdict: 'assign', to: options.to, by: options.by, reason: options.reason ?? null } as const
      const night = await session.surroundings.night()
      const findings = await withTools(session, (tools) => night.documents.decide({ ids }, word, tools))

      tell(session, 'documents-assign', { to: options.to, findings }, `Assigned: ${countText(findings)}\n`)
    })
}

function addReopen(documents: Command, session: CommandSession): void {
  documents
    .command('reopen <findings...>')
    .description('take the acceptance of findings back')
    .addOption(by())
    .addOption(reason())
    .addHelpText(
      'after',
      '\nExample:\n  touchstone documents reopen fnd_4k2m9x7q0abc --by jana --reason "the supplier disagrees"',
    )
    .action(async (ids: readonly string[], options: Said) => {
      const word = { verdict: 'reopen', by: options.by, reason: options.reason } as const
      const night = await session.surroundings.night()
      const findings = await withTools(session, (tools) => night.documents.decide({ ids }, word, tools))

      tell(session, 'documents-reopen', { findings }, `Open again: ${countText(findings)}\n`)
    })
}

function countText(findings: readonly string[]): string {
  return findings.length === 1 ? (findings[0] ?? '') : `${findings.length} findings`
}
