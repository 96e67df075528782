import type { Command } from 'commander'
import type { CommandSession } from '../command-session.ts'
import { workerCountOf } from '../command-session.ts'
import type { MatchPaymentsOptions } from './match-payment-files.ts'
import { addPaymentDecisions } from './payments-decisions.ts'
import { addPaymentLists } from './payments-list-command.ts'

export function addPaymentsCommand(program: Command, session: CommandSession): void {
  const payments = program
    .command('payments')
    .description('decide the matches of payments that the night proposes; match the payments of two lists')

  addPaymentLists(payments, session)
  addPaymentDecisions(payments, session)
  addMatch(payments, session)
}

function addMatch(payments: Command, session: CommandSession): void {
  payments
    .command('match')
    .description('find the lines of two lists that are one payment; needs no plan and no store')
    .argument('<left>', 'CSV file with a header, plain or .gz: payments, or open items')
    .argument('<right>', 'the other list')
    .option('--id <column>', 'the column that names the lines; without it one called "id", else rows are numbered')
    .option('--out <folder>', 'where matches.csv is written', 'payments')
    .option('--truth <file>', 'what is known to be one payment (id_a,id_b): measures the result, changes nothing')
    .addHelpText(
      'after',
      `
How much payments differ in days, amount and text is learnt from the lists; every line gets one partner at most.

Examples:
  touchstone payments match sent.csv received.csv            two accounts of one transfer
  touchstone payments match bank.csv open-items.csv --json   payments against what is open
  touchstone payments match a.csv b.csv --truth known.csv    measure the result by pairs you know`,
    )
    .action(async (left: string, right: string, options: MatchPaymentsOptions) => {
      const { matchPaymentFiles } = await import('./match-payment-files.ts')

      await matchPaymentFiles(
        [left, right],
        options,
        session.options().json,
        workerCountOf(session.surroundings),
        session.surroundings,
      )
    })
}
