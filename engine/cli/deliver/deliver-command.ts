import { Option, type Command } from 'commander'
import { ReconcileError } from '../../domain/reconcile-error.ts'
import { openPlan, tell, withTools, type CommandSession } from '../command-session.ts'
import { addApproveAgain, addDeliveryLists, addRollback, countOf } from './delivery-commands.ts'
import { deliveryText, previewText } from './delivery-text.ts'
import { exitCodes, type ExitCode } from '../exit-code.ts'
import type { DeliveryResult } from './delivery-result.ts'

export function addDeliverCommand(program: Command, session: CommandSession): void {
  const deliver = program
    .command('deliver')
    .description('send corrections to their systems (as `deliver send`); see and take back what was sent')
    .addHelpText('after', '\nExample:\n  touchstone deliver --dry-run\n  touchstone deliver --apply --by jana')

  deliver
    .command('send', { isDefault: true })
    .description('send the corrections that wait to their systems, which approves them')
    .addOption(new Option('--dry-run', 'ask the systems what would be written, write nothing').conflicts('apply'))
    .addOption(new Option('--apply', 'write'))
    .option('--flow <system.entity>', 'one flow only')
    .addOption(
      new Option(
        '--expect <records>',
        'let exactly so many records be changed, also where the brake of the plan stops',
      ).argParser((text: string) => countOf('--expect', text)),
    )
    .option('--by <name>', 'who approves', 'command line')
    .addHelpText('after', '\nExample:\n  touchstone deliver --dry-run\n  touchstone deliver --apply --by jana')
    .action((options: DeliverOptions) => deliverAction(session, options))

  addDeliveryLists(deliver, session)
  addRollback(deliver, session)
  addApproveAgain(deliver, session)
}

interface DeliverOptions {
  readonly dryRun?: true
  readonly apply?: true
  readonly flow?: string
  readonly expect?: number
  readonly by: string
}

async function deliverAction(session: CommandSession, { dryRun, apply, flow, expect, by }: DeliverOptions) {
  if (dryRun !== true && apply !== true) {
    throw new ReconcileError('ARGUMENT_INVALID', { at: 'deliver', found: 'neither', allowed: '--dry-run or --apply' })
  }
  if (expect !== undefined && flow === undefined) {
    throw new ReconcileError('ARGUMENT_INVALID', {
      at: '--expect',
      found: 'no --flow',
      allowed: '--expect with --flow',
    })
  }
  const loaded = await openPlan(session)
  const { deliveries } = await session.surroundings.night()

  if (dryRun === true) {
    const previews = await withTools(session, (tools) => deliveries.preview(loaded, flow, tools))
    // Values are for the eyes of whoever stands at the console; what programs read ends in logs.
    const flows = previews.map((preview) => ({
      ...preview,
      samples: preview.samples.map(({ changes, ...sample }) => ({
        ...sample,
        columns: changes.map(({ column }) => column),
      })),
    }))

    return tell(session, 'deliver', { mode: 'dry-run', flows }, previewText(previews))
  }
  const result = await withTools(session, (tools) => deliveries.apply(loaded, { by, flow, expected: expect }, tools))

  tell(session, 'deliver', { mode: 'apply', ...result }, deliveryText(result))
  return session.finish(deliveryExitCode(result))
}

/** What nobody knows the outcome of outranks what only waits. */
function deliveryExitCode({ counts, flows }: DeliveryResult): ExitCode {
  if ((counts['uncertain'] ?? 0) > 0) return exitCodes.sourceFailed
  return flows.some(({ held }) => held.length > 0) ? exitCodes.findings : exitCodes.clean
}
