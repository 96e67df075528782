import { Option, type Command } from 'commander'
import { ReconcileError } from '../domain/reconcile-error.ts'
import { openPlan, tell, withTools, type CommandSession } from './command-session.ts'
import { exitCodes } from './exit-code.ts'
import type { DeliveryResult } from './night.ts'

export function addDeliverCommand(program: Command, session: CommandSession): void {
  program
    .command('deliver')
    .description('send the approved corrections to their systems')
    .addOption(new Option('--dry-run', 'say what would be written, write nothing').conflicts('apply'))
    .addOption(new Option('--apply', 'write'))
    .addHelpText('after', '\nExample:\n  touchstone deliver --dry-run\n  touchstone deliver --apply')
    .action(async (options: { dryRun?: true; apply?: true }) => {
      if (options.dryRun !== true && options.apply !== true) {
        throw new ReconcileError('ARGUMENT_INVALID', {
          at: 'deliver',
          found: 'neither',
          allowed: '--dry-run or --apply',
        })
      }
      const mode = options.apply === true ? 'apply' : 'dry-run'
      const loaded = await openPlan(session)
      const night = await session.surroundings.night()
      const result = await withTools(session, (tools) => night.deliver(loaded, mode, tools))

      tell(session, 'deliver', { mode, ...result }, deliveryText(mode, result))
      session.finish((result.counts['uncertain'] ?? 0) > 0 ? exitCodes.sourceFailed : exitCodes.clean)
    })
}

function deliveryText(mode: 'dry-run' | 'apply', { counts, lines }: DeliveryResult): string {
  const parts = Object.entries(counts).map(([state, count]) => `${count} ${state}`)
  const summary = parts.length === 0 ? 'nothing to deliver' : parts.join(', ')

  return [
    ...lines.map((line) => `${line}\n`),
    `${mode === 'apply' ? 'Delivered' : 'Dry run, nothing written'}: ${summary}\n`,
  ].join('')
}
