import type { Command } from 'commander'
import { tell, withTools, type CommandSession } from './command-session.ts'
import { exitCodes } from './exit-code.ts'
import { readInstant } from './read-instant.ts'

export function addAuditCommand(program: Command, session: CommandSession): void {
  const audit = program.command('audit').description('the chained record of what people and plans decided')

  audit
    .command('verify')
    .description('check that no entry was changed or taken out')
    .addHelpText('after', '\nExample:\n  touchstone audit verify')
    .action(async () => {
      const night = await session.surroundings.night()
      const result = await withTools(session, (tools) => night.verifyAudit(tools))
      const text =
        result.broken === null
          ? `${result.entryCount} entries, unbroken. The newest has the hash ${result.newestHash}: kept elsewhere, it also shows entries taken off the end.\n${result.erasedCount === 0 ? '' : `Of ${result.erasedCount} of them the detail was erased with a person; their hashes stand.\n`}`
          : `Broken after ${result.entryCount} sound entries: ${result.broken}.\n`

      tell(session, 'audit-verify', result, text)
      session.finish(result.broken === null ? exitCodes.clean : exitCodes.findings)
    })

  audit
    .command('export')
    .description('the entries of a period as JSON lines, oldest first, with all that is needed to verify them')
    .option('--from <instant>', 'from this moment on', (text) => readInstant('--from', text))
    .option('--to <instant>', 'before this moment', (text) => readInstant('--to', text))
    .addHelpText(
      'after',
      '\nExample:\n  touchstone audit export --from 2026-01-01T00:00:00+01:00 --to 2027-01-01T00:00:00+01:00',
    )
    .action(async (period: { from?: string; to?: string }) => {
      const night = await session.surroundings.night()

      await withTools(session, async (tools) => {
        for await (const entries of night.auditEntries(period, tools)) {
          session.surroundings.write(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''))
        }
      })
    })
}
