import { resolve } from 'node:path'
import { Argument, Option, type Command } from 'commander'
import type { DecisionOutcome, Verdict } from '../../review/decide-proposal.ts'
import { tell, withTools, type CommandSession } from '../command-session.ts'
import { importText } from './proposal-text.ts'

/** Commands by which a person says a word on proposals. */
export function addReviewDecisions(review: Command, session: CommandSession): void {
  addDecide(review, session)
  addConfirm(review, session)
  addRefuse(review, session)
  addAssign(review, session)
  addImport(review, session)
}

const by = () => new Option('--by <name>', 'who says it').makeOptionMandatory()
const reason = () => new Option('--reason <text>', 'why').makeOptionMandatory()

interface DecideOptions {
  readonly member?: readonly string[]
  readonly by: string
  readonly reason: string
  readonly seen?: string
}

function addDecide(review: Command, session: CommandSession): void {
  review
    .command('decide <proposal>')
    .description('say whether the members are the same; the word of a person outranks every rule')
    .addArgument(new Argument('<verdict>', 'same, different or later').choices(['same', 'different', 'later']))
    .option('--member <system:key...>', 'only these members; default: all of them')
    .addOption(by())
    .addOption(reason())
    .option('--seen <version>', 'the version `review show` ended with: what changed since is not decided')
    .addHelpText(
      'after',
      '\nExample:\n  touchstone review decide pro_1f2e3d4c5b6a different --member crm:1042 --by jana --reason "father and son"',
    )
    .action(async (proposal: string, verdict: Verdict, options: DecideOptions) => {
      const { member = [], by: person, reason: why, seen } = options
      const decision = { proposal, verdict, members: member, by: person, reason: why, seen }
      const night = await session.surroundings.night()
      const outcome = await withTools(session, (tools) => night.review.decide(decision, tools))

      tell(session, 'review-decide', { ...decision, ...outcome }, outcomeText(proposal, verdict, outcome))
    })
}

function outcomeText(proposal: string, verdict: Verdict, { state, contradictions }: DecisionOutcome): string {
  return state === 'recorded'
    ? recordedText(proposal, verdict, contradictions)
    : `Proposal ${proposal}: ${verdict} is kept. It acts once a second person says \`touchstone review confirm ${proposal}\`.\n`
}

function recordedText(proposal: string, verdict: Verdict, contradictions: readonly string[]): string {
  if (contradictions.length === 0) return `Proposal ${proposal}: ${verdict}. The next run follows it.\n`

  return [
    `Proposal ${proposal}: ${verdict}, which is contradicted. The next run asks a person who has no part in it:\n`,
    ...contradictions.map((line) => `${line}\n`),
  ].join('')
}

function addConfirm(review: Command, session: CommandSession): void {
  review
    .command('confirm <proposal>')
    .description('as a second person, let the word of the first one act')
    .addOption(by())
    .addHelpText('after', '\nExample:\n  touchstone review confirm pro_1f2e3d4c5b6a --by petr')
    .action(async (proposal: string, options: { by: string }) => {
      const night = await session.surroundings.night()

      await withTools(session, (tools) => night.review.confirm({ proposal, by: options.by }, tools))
      tell(
        session,
        'review-confirm',
        { proposal, by: options.by },
        `Proposal ${proposal}: confirmed. The next run follows it.\n`,
      )
    })
}

function addRefuse(review: Command, session: CommandSession): void {
  review
    .command('refuse <proposal>')
    .description('take away the word that waits for a second person; the proposal is open as before')
    .addOption(by())
    .addOption(reason())
    .addHelpText('after', '\nExample:\n  touchstone review refuse pro_1f2e3d4c5b6a --by petr --reason "two companies"')
    .action(async (proposal: string, options: { by: string; reason: string }) => {
      const word = { proposal, by: options.by, reason: options.reason }
      const night = await session.surroundings.night()

      await withTools(session, (tools) => night.review.refuse(word, tools))
      tell(session, 'review-refuse', word, `Proposal ${proposal}: the word is taken away, the proposal is open.\n`)
    })
}

interface AssignOptions {
  readonly to?: string
  readonly nobody?: true
  readonly by: string
  readonly reason?: string
}

function addAssign(review: Command, session: CommandSession): void {
  review
    .command('assign <proposals...>')
    .description('give open proposals to a person, or take them back with --nobody')
    .option('--to <name>', 'who is to decide')
    .addOption(new Option('--nobody', 'take them back').conflicts('to'))
    .addOption(by())
    .option('--reason <text>', 'why')
    .addHelpText('after', '\nExample:\n  touchstone review assign pro_1f2e3d4c5b6a --to petr --by jana')
    .action(async (proposals: readonly string[], options: AssignOptions) => {
      const to = options.nobody === true ? null : (options.to ?? '')
      const assignment = { proposals, to, by: options.by, reason: options.reason ?? null }
      const night = await session.surroundings.night()
      const changed = await withTools(session, (tools) => night.review.assign(assignment, tools))
      const whose = to === null ? 'nobody’s' : `${to}’s`

      tell(
        session,
        'review-assign',
        { to, proposals: changed },
        `${changed.length} of ${proposals.length} proposals are ${whose} now; the others were before.\n`,
      )
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
      const result = await withTools(session, (tools) => night.review.import(path, tools))

      tell(session, 'review-import', result, importText(result))
    })
}
