import type { Command } from 'commander'
import type { CommandSession } from '../command-session.ts'

export function addCompare(documents: Command, session: CommandSession): void {
  documents
    .command('compare')
    .description('compare the e-invoices (UBL, CII, ISDOC) of two folders; needs no plan and no store')
    .argument('<left>', 'a file or folder: what the other side is compared with')
    .argument('<right>', 'a file or folder')
    .addHelpText(
      'after',
      `
Documents are paired by number, parties, dates and amounts. Exit code 1 says that something differs, is missing or unreadable.

Examples:
  touchstone documents compare sent received             two folders
  touchstone documents compare invoice.xml booked.xml    two files
  touchstone documents compare sent received --json      one line for each finding`,
    )
    .action(async (left: string, right: string) => {
      const { compareEInvoices } = await import('./compare-e-invoices.ts')

      session.finish(await compareEInvoices([left, right], session.options().json, session.surroundings))
    })
}
