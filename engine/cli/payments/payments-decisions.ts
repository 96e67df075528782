import { Option, type Command } from 'commander'
import { ReconcileError } from '../../domain/reconcile-error.ts'
import { openPlan, tell, withTools, type CommandSession } from '../command-session.ts'
import { matchDecidedText } from './match-text.ts'

interface Said {
  readonly by: string
  readonly reason: string
}

const by = () => new Option('--by <name>', 'who decides').makeOptionMandatory()
const reason = () => new Option('--reason <text>', 'why').makeOptionMandatory()

/** Commands by which a person decides what the night proposed. */
export function addPaymentDecisions(payments: Command, session: CommandSession): void {
  payments
    .command('approve <match>')
    .description('book a proposed match with its write-off; every later night starts from it')
    .option('--alternative <number>', 'one of the alternatives that `show` numbers, instead of what is proposed')
    .addOption(by())
    .addOption(reason())
    .addHelpText(
      'after',
      '\nExample:\n  touchstone payments approve pmt_4k2m9x7q0abc --by jana --reason "their remittance advice"',
    )
    .action(async (id: string, options: Said & { alternative?: string }) => {
      const said = { id, by: options.by, reason: options.reason, alternative: alternativeOf(options.alternative) }
      const loaded = await openPlan(session)
      const night = await session.surroundings.night()
      const decided = await withTools(session, (tools) => night.payments.approve(loaded, said, tools))

      tell(session, 'payments-approve', decided, matchDecidedText(decided))
    })

  payments
    .command('refuse <match>')
    .description('refuse a proposed match with its alternatives; it is not proposed again unless its evidence changes')
    .addOption(by())
    .addOption(reason())
    .addHelpText(
      'after',
      '\nExample:\n  touchstone payments refuse pmt_4k2m9x7q0abc --by jana --reason "another contract"',
    )
    .action(async (id: string, options: Said) => {
      const night = await session.surroundings.night()
      const said = { id, by: options.by, reason: options.reason }
      const decided = await withTools(session, (tools) => night.payments.refuse(said, tools))

      tell(session, 'payments-refuse', decided, matchDecidedText(decided))
    })

  payments
    .command('undo <match>')
    .description('take back what a person decided; the match waits again')
    .addOption(by())
    .addOption(reason())
    .addHelpText(
      'after',
      '\nExample:\n  touchstone payments undo pmt_4k2m9x7q0abc --by petr --reason "paid by somebody else"',
    )
    .action(async (id: string, options: Said) => {
      const night = await session.surroundings.night()
      const said = { id, by: options.by, reason: options.reason }
      const decided = await withTools(session, (tools) => night.payments.undo(said, tools))

      tell(session, 'payments-undo', decided, matchDecidedText(decided))
    })
}

function alternativeOf(text: string | undefined): number {
  if (text === undefined) return 0
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text)

  throw new ReconcileError('ARGUMENT_INVALID', {
    at: '--alternative',
    found: text,
    allowed: 'the number of an alternative, from 1',
  })
}
