import { resolve } from 'node:path'
import { Argument, Option, type Command } from 'commander'
import type { DecisionImport } from '../review/import-decisions.ts'
import { tell, withTools, type CommandSession } from './command-session.ts'
import type { ProposalSheet, Verdict } from './night.ts'
import { readLimit } from './read-limit.ts'
import { textTable } from './text-table.ts'
import { waterfallText } from './waterfall-text.ts'

const LIST_LIMIT = 50

export function addReviewCommand(program: Command, session: CommandSession): void {
  const review = program.command('review').description('see and decide what the machine may not decide')

  addList(review, session)
  addShow(review, session)
  addDecide(review, session)
  addImport(review, session)
}

function addList(review: Command, session: CommandSession): void {
  review
    .command('list')
    .description('open proposals, most at stake first')
    .option('--limit <count>', 'how many', String(LIST_LIMIT))
    .addHelpText('after', '\nExample:\n  touchstone review list --limit 20')
    .action(async (options: { limit: string }) => {
      const limit = readLimit(options.limit)
      const night = await session.surroundings.night()
      const { proposals, openCount } = await withTools(session, (tools) => night.listProposals(limit, tools))
      const table = textTable(
        ['proposal', 'entity', 'members', 'question'],
        proposals.map(({ id, entity, members, question }) => [id, entity, String(members.length), question]),
      )

      tell(session, 'review-list', { openCount, proposals }, `${table}${proposals.length} of ${openCount} open\n`)
    })
}

function addShow(review: Command, session: CommandSession): void {
  review
    .command('show <proposal>')
    .description('one proposal: its records side by side, and what speaks for it')
    .addHelpText('after', '\nExample:\n  touchstone review show 17')
    .action(async (id: string) => {
      const night = await session.surroundings.night()
      const sheet = await withTools(session, (tools) => night.showProposal(id, tools))

      tell(session, 'review-show', sheet, sheetText(sheet))
    })
}

function addDecide(review: Command, session: CommandSession): void {
  review
    .command('decide <proposal>')
    .description('say whether the members are the same; the word of a person outranks every rule')
    .addArgument(new Argument('<verdict>', 'same, different or later').choices(['same', 'different', 'later']))
    .option('--member <system:key...>', 'only these members; default: all of them')
    .addOption(new Option('--by <name>', 'who decides').makeOptionMandatory())
    .addOption(new Option('--reason <text>', 'why').makeOptionMandatory())
    .addHelpText(
      'after',
      '\nExample:\n  touchstone review decide 17 different --member crm:1042 --by jana --reason "father and son"',
    )
    .action(async (proposal: string, verdict: Verdict, options: { member?: string[]; by: string; reason: string }) => {
      const decision = { proposal, verdict, members: options.member ?? [], by: options.by, reason: options.reason }
      const night = await session.surroundings.night()

      await withTools(session, (tools) => night.decide(decision, tools))
      tell(session, 'review-decide', decision, `Proposal ${proposal}: ${verdict}. The next run follows it.\n`)
    })
}

function addImport(review: Command, session: CommandSession): void {
  review
    .command('import <file>')
    .description('take over decisions made before or elsewhere: CSV with left, right, verdict, by, reason, decided_at')
    .addHelpText(
      'after',
      '\nleft and right are system:key, verdict is same or different, decided_at may be left out.\n\nExample:\n  touchstone review import decisions-2025.csv',
    )
    .action(async (file: string) => {
      const path = resolve(session.surroundings.workingDirectory, file)
      const night = await session.surroundings.night()
      const result = await withTools(session, (tools) => night.importDecisions(path, tools))

      tell(session, 'review-import', result, importText(result))
    })
}

function importText({ imported, known, refusedCount, refused }: DecisionImport): string {
  return [
    `${imported} decisions taken over, ${known} were known, ${refusedCount} lines refused. The next run follows them.\n`,
    ...refused.map(({ line, reason }) => `line ${line}: ${reason}\n`),
    ...(refusedCount > refused.length ? [`and ${refusedCount - refused.length} more\n`] : []),
  ].join('')
}

function sheetText({ id, entity, members, question, rows, evidence, waterfalls }: ProposalSheet): string {
  const table = textTable(
    ['field', ...members],
    rows.map(({ field, values }) => [field, ...values.map((value) => value ?? '')]),
  )

  return [
    `Proposal ${id} (${entity}): ${question}\n\n`,
    table,
    '\n',
    ...evidence.map((line) => `${line}\n`),
    ...waterfalls.map(
      (fall) =>
        `\nWhy ${fall.left} and ${fall.right} weigh ${fall.weight.toFixed(2)}:\n\n${waterfallText(fall, fall.left, fall.right)}`,
    ),
  ].join('')
}
