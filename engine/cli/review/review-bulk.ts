import { Argument, Option, type Command } from 'commander'
import { counted } from '../../../reports/readable-number.ts'
import { ReconcileError } from '../../domain/reconcile-error.ts'
import type { BulkOutcome, BulkWord, Shown } from '../../review/decide-all.ts'
import { openPlan, tell, withTools, type CommandSession } from '../command-session.ts'
import { previewText } from './proposal-text.ts'
import type { BulkPreview } from './review-desk.ts'
import { addReviewFilter, reviewWish, type ReviewFilterOptions } from './review-filter.ts'
import { textTable } from '../text-table.ts'

interface BulkOptions extends ReviewFilterOptions {
  readonly by: string
  readonly reason: string
  readonly expect?: string
}

/** One word on many proposals: shown first, decided only with the number that was shown. */
export function addReviewBulk(review: Command, session: CommandSession): void {
  addReviewFilter(review.command('decide-all'))
    .addArgument(new Argument('<verdict>', 'same or different').choices(['same', 'different']))
    .description('say one word of all open proposals of a filter: shown first, decided with the number shown')
    .addOption(new Option('--by <name>', 'who decides').makeOptionMandatory())
    .addOption(new Option('--reason <text>', 'why').makeOptionMandatory())
    .option('--expect <count@run>', 'decide, at most what was shown; without it nothing is written')
    .addHelpText(
      'after',
      '\nExample:\n  touchstone review decide-all same --entity customer --min-weight 14 --by jana --reason "same e-mail and telephone"',
    )
    .action(async (verdict: BulkWord['verdict'], options: BulkOptions) => {
      const wish = reviewWish(options, 'open')

      if (Object.values({ ...wish, state: undefined }).every((value) => value === undefined)) {
        throw new ReconcileError('ARGUMENT_INVALID', {
          at: 'review decide-all',
          found: 'no filter',
          allowed: 'options that narrow such as --min-weight; `review decide` is for one proposal',
        })
      }
      const night = await session.surroundings.night()

      if (options.expect === undefined) {
        const loaded = await openPlan(session)
        const plan = await withTools(session, (tools) => night.review.planAll(loaded, wish, verdict, tools))

        return tell(session, 'review-decide-all', { applied: false, ...plan }, bulkText(plan, verdict))
      }
      const shown = shownOf(options.expect)
      const word = { wish, verdict, by: options.by, reason: options.reason }
      const outcome = await withTools(session, (tools) => night.review.decideAll(word, shown, tools))

      tell(
        session,
        'review-decide-all',
        { applied: true, verdict, ...outcome, shown },
        decidedText(verdict, outcome, shown),
      )
    })
}

function decidedText(verdict: BulkWord['verdict'], { id, decided }: BulkOutcome, { count }: Shown): string {
  return [
    `${verdict}: ${counted(decided, 'proposal')} decided as ${id}, ${counted(count, 'was', 'were')} shown. The next run follows it;`,
    `\`touchstone review undo ${id}\` takes it back.\n`,
  ].join(' ')
}

function shownOf(text: string): Shown {
  const [, count, runId] = /^(\d{1,7})@(\d{1,9})$/.exec(text) ?? []

  if (count === undefined) {
    throw new ReconcileError('ARGUMENT_INVALID', {
      at: '--expect',
      found: text,
      allowed: 'what the same command without --expect ended with, such as 312@17',
    })
  }
  return { count: Number(count), runId: Number(runId) }
}

function bulkText(plan: BulkPreview, verdict: BulkWord['verdict']): string {
  const { count, goldenRecords, needSecond, answeredBefore, changed, runId, samples } = plan
  const effect =
    verdict === 'same'
      ? `${counted(goldenRecords, 'golden record')} would become ${count}`
      : `${counted(goldenRecords, 'golden record')} would stay apart`
  const leftOut = [
    [needSecond, 'need a second person: `review decide` them one by one'],
    [answeredBefore, 'were answered before: name them with --why'],
    [changed, 'changed after the run that is shown'],
  ] as const

  return [
    `Would call ${counted(count, 'proposal')} ${verdict}; ${effect}.\n`,
    ...leftOut.flatMap(([left, why]) => (left === 0 ? [] : [`Left out: ${left} ${why}.\n`])),
    `\n${textTable(
      ['proposal', 'members', 'question'],
      samples.map(({ id, members, question }) => [id, members.join(', '), question]),
    )}`,
    ...samples.slice(0, 1).map(({ preview }) => (preview === null ? '' : previewText(preview))),
    `\nNothing was written. The same command with --expect ${count}@${runId} decides them.\n`,
  ].join('')
}
