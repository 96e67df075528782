import type { Command } from 'commander'
import { readInstant } from '../read-instant.ts'
import { addWords } from './golden-words.ts'
import { tell, withTools, type CommandSession } from '../command-session.ts'

export function addGoldenCommand(program: Command, session: CommandSession): void {
  const golden = program.command('golden').description('golden records: what is believed, since when, and why')

  addWords(golden, session)
  golden
    .command('show <name>')
    .description('one golden record by its id, by an id that ended in it, or by system:key')
    .option('--as-of <instant>', 'as it was believed then, ISO 8601 with offset', (text) =>
      readInstant('--as-of', text),
    )
    .addHelpText(
      'after',
      '\nExamples:\n  touchstone golden show crm:1042\n  touchstone golden show cus_01kjjjbkr0c8f3kq2m1v7x0c4h --as-of 2026-03-01T02:00:00Z',
    )
    .action(async (name: string, { asOf }: { asOf?: string }) => {
      const night = await session.surroundings.night()
      const sheet = await withTools(session, (tools) => night.showGolden(name, asOf, tools))
      const { goldenText } = await import('./golden-text.ts')

      tell(session, 'golden-show', sheet, goldenText(sheet))
    })
}
