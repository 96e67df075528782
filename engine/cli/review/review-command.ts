import { Option, type Command } from 'commander'
import { proposalStates, type ProposalState } from '../../store/review/proposal-filter.ts'
import { openPlan, tell, withTools, type CommandSession } from '../command-session.ts'
import { proposalListText, proposalSheetText } from './proposal-text.ts'
import { readLimit } from '../read-limit.ts'
import { addReviewBulk } from './review-bulk.ts'
import { addReviewDecisions } from './review-decisions.ts'
import { addReviewUndo } from './review-undo.ts'
import { addReviewFilter, placeOf, placeText, reviewWish, type ReviewFilterOptions } from './review-filter.ts'

const LIST_LIMIT = 50

export function addReviewCommand(program: Command, session: CommandSession): void {
  const review = program.command('review').description('see and decide what the machine may not decide')

  addList(review, session)
  addShow(review, session)
  addReviewDecisions(review, session)
  addReviewBulk(review, session)
  addReviewUndo(review, session)
}

interface ListOptions extends ReviewFilterOptions {
  readonly state: ProposalState
  readonly limit: string
  readonly after?: string
}

function addList(review: Command, session: CommandSession): void {
  addReviewFilter(review.command('list'))
    .description('proposals, most at stake first')
    .addOption(
      new Option('--state <state>', 'open, awaiting a second person, decided or withdrawn')
        .choices([...proposalStates])
        .default('open'),
    )
    .option('--limit <count>', 'how many', String(LIST_LIMIT))
    .option('--after <word>', 'the next page: the word the page before ended with')
    .addHelpText('after', '\nExample:\n  touchstone review list --entity customer --system crm --min-weight 8')
    .action(async (options: ListOptions) => {
      const page = {
        limit: readLimit(options.limit),
        after: options.after === undefined ? undefined : placeOf(options.after),
      }
      const wish = reviewWish(options, options.state)
      const night = await session.surroundings.night()
      const list = await withTools(session, (tools) => night.review.list(wish, page, tools))
      const next = list.next === null ? null : placeText(list.next)

      tell(session, 'review-list', { ...list, next }, proposalListText(list, options.state, next))
    })
}

function addShow(review: Command, session: CommandSession): void {
  review
    .command('show <proposal>')
    .description('one proposal: its records side by side, what speaks for it, and the golden record it would become')
    .option('--member <system:key...>', 'the golden record of only these members; default: all of them')
    .addHelpText('after', '\nExample:\n  touchstone review show pro_1f2e3d4c5b6a')
    .action(async (id: string, { member = [] }: { member?: string[] }) => {
      const loaded = await openPlan(session)
      const night = await session.surroundings.night()
      const sheet = await withTools(session, (tools) => night.review.show(loaded, id, member, tools))

      tell(session, 'review-show', sheet, proposalSheetText(sheet))
    })
}
