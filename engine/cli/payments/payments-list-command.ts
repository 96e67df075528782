import { Option, type Command } from 'commander'
import { ReconcileError } from '../../domain/reconcile-error.ts'
import { pageWord, partsOfPageWord } from '../page-word.ts'
import { readLimit } from '../read-limit.ts'
import type { StandingVerdict } from '../../store/documents/payment-decisions.ts'
import type { ProposalPlace } from '../../store/documents/payment-proposals.ts'
import { openPlan, tell, withTools, type CommandSession } from '../command-session.ts'
import { decidedListText, matchSheetText, proposalListText } from './match-text.ts'

const LIST_LIMIT = 50

interface ListOptions {
  readonly state: 'proposed' | StandingVerdict
  readonly limit: string
  readonly after?: string
}

export function addPaymentLists(payments: Command, session: CommandSession): void {
  payments
    .command('list')
    .description('matches of payments that wait for a person, most money first; or those a person decided')
    .addOption(
      new Option('--state <state>', 'proposed, first-approval, approved or refused; decided ones newest first')
        .choices(['proposed', 'first-approval', 'approved', 'refused'])
        .default('proposed'),
    )
    .option('--limit <count>', 'how many', String(LIST_LIMIT))
    .option('--after <word>', 'the next page: the word the page before ended with')
    .addHelpText(
      'after',
      '\nExamples:\n  touchstone payments list\n  touchstone payments list --state approved --limit 20',
    )
    .action((options: ListOptions) =>
      options.state === 'proposed' ? listWaiting(session, options) : listDecided(session, options.state, options),
    )

  payments
    .command('show <match>')
    .description('one match: the payment, the documents, what speaks for each way to match them, what would remain')
    .addHelpText('after', '\nExample:\n  touchstone payments show pmt_4k2m9x7q0abc')
    .action(async (id: string) => {
      const night = await session.surroundings.night()
      const sheet = await withTools(session, (tools) => night.payments.show(id, tools))

      tell(session, 'payments-show', sheet, matchSheetText(sheet))
    })
}

async function listWaiting(session: CommandSession, options: ListOptions): Promise<void> {
  const page = {
    limit: readLimit(options.limit),
    after: options.after === undefined ? undefined : placeOf(options.after),
  }
  const loaded = await openPlan(session)
  const night = await session.surroundings.night()
  const list = await withTools(session, (tools) => night.payments.waiting(loaded, page, tools))
  const next = list.next === null ? null : placeText(list.next)

  tell(session, 'payments-list', { state: 'proposed', ...list, next }, proposalListText(list, next))
}

async function listDecided(session: CommandSession, state: StandingVerdict, options: ListOptions): Promise<void> {
  const page = {
    limit: readLimit(options.limit),
    before: options.after === undefined ? undefined : numberOf(options.after),
  }
  const night = await session.surroundings.night()
  const list = await withTools(session, (tools) => night.payments.decided(state, page, tools))

  tell(session, 'payments-list', { state, ...list }, decidedListText(list, state))
}

function placeText({ rank, currency, order, id }: ProposalPlace): string {
  return pageWord([rank, currency, order, id])
}

function placeOf(text: string): ProposalPlace {
  const pattern = /^\[([0-2]),"([A-Z]{3})","(-?\d+(?:\.\d+)?)","(pmt_[0-9a-z]+)"\]$/
  const [rank = '', currency = '', order = '', id = ''] = partsOfPageWord(text, pattern)

  return { rank: Number(rank), currency, order, id }
}

function numberOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)

  throw new ReconcileError('ARGUMENT_INVALID', {
    at: '--after',
    found: text,
    allowed: 'the word that the page before ended with',
  })
}
