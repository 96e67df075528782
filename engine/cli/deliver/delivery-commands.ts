import { Option, type Command } from 'commander'
import { ReconcileError } from '../../domain/reconcile-error.ts'
import type { DeliveredPlace } from '../../store/write-back/delivery-list.ts'
import { openPlan, tell, withTools, type CommandSession } from '../command-session.ts'
import { deliveryListText, deliverySheetText, rollbackPreviewText, rollbackText } from './delivery-text.ts'
import { exitCodes } from '../exit-code.ts'
import { pageWord, partsOfPageWord } from '../page-word.ts'
import { readLimit } from '../read-limit.ts'

const LIST_LIMIT = '50'

interface PageOptions {
  readonly limit: string
  readonly after?: string
}

const after = () => new Option('--after <word>', 'the next page: the word the page before ended with')

/** Commands that show what was delivered. */
export function addDeliveryLists(deliver: Command, session: CommandSession): void {
  deliver
    .command('list')
    .description('batches of corrections, newest first: to which flow, by whom, what became of them')
    .option('--limit <count>', 'how many', LIST_LIMIT)
    .addOption(after())
    .addHelpText('after', '\nExample:\n  touchstone deliver list --limit 10')
    .action(async (options: PageOptions) => {
      const limit = readLimit(options.limit)
      const { deliveries } = await session.surroundings.night()
      const sheets = await withTools(session, (tools) => deliveries.list(options.after, limit, tools))
      const next = sheets.length < limit ? null : (sheets.at(-1)?.id ?? null)

      tell(session, 'deliver-list', { batches: sheets, next }, deliveryListText(sheets, next))
    })

  deliver
    .command('show <batch>')
    .description('one batch: every correction with its values, what became of it, and each attempt')
    .option('--limit <count>', 'how many', LIST_LIMIT)
    .addOption(after())
    .addHelpText('after', '\nExample:\n  touchstone deliver show dlv_000012')
    .action(async (batch: string, options: PageOptions) => {
      const limit = readLimit(options.limit)
      const place = options.after === undefined ? { recordId: 0, idempotencyKey: '' } : placeOf(options.after)
      const { deliveries } = await session.surroundings.night()
      const shown = await withTools(session, (tools) => deliveries.show(batch, place, limit, tools))
      const last = shown.corrections.at(-1)
      const next = last === undefined || shown.corrections.length < limit ? null : placeText(last)
      // Values are for the eyes of whoever stands at the console; what programs read ends in logs.
      const corrections = shown.corrections.map(({ changes, recordId: _recordId, ...correction }) => ({
        ...correction,
        columns: changes.map(({ column }) => column),
      }))

      tell(session, 'deliver-show', { ...shown.sheet, corrections, next }, deliverySheetText(shown, next))
    })
}

const by = () => new Option('--by <name>', 'who decides').makeOptionMandatory()
const reason = () => new Option('--reason <text>', 'why').makeOptionMandatory()

export function addRollback(deliver: Command, session: CommandSession): void {
  deliver
    .command('rollback <batch>')
    .description('put back what a batch replaced, wherever the value we wrote still stands; the rest is told')
    .addOption(by())
    .addOption(reason())
    .option('--dry-run', 'say how many corrections of the batch stand, change nothing')
    .addHelpText('after', '\nExample:\n  touchstone deliver rollback dlv_000012 --by jana --reason "wrong price list"')
    .action(async (batch: string, options: { by: string; reason: string; dryRun?: true }) => {
      const loaded = await openPlan(session)
      const { deliveries } = await session.surroundings.night()

      if (options.dryRun === true) {
        const preview = await withTools(session, (tools) => deliveries.previewRollback(loaded, batch, tools))

        return tell(session, 'deliver-rollback', { mode: 'dry-run', ...preview }, rollbackPreviewText(preview))
      }
      const request = { batch, by: options.by, reason: options.reason }
      const outcome = await withTools(session, (tools) => deliveries.rollBack(loaded, request, tools))

      tell(session, 'deliver-rollback', { mode: 'apply', of: batch, ...outcome }, rollbackText(batch, outcome))
      if ((outcome.counts['uncertain'] ?? 0) > 0) return session.finish(exitCodes.sourceFailed)
      return session.finish(outcome.held.length > 0 ? exitCodes.findings : exitCodes.clean)
    })
}

export function addApproveAgain(deliver: Command, session: CommandSession): void {
  deliver
    .command('approve <corrections...>')
    .description('let corrections go again that were refused or rolled back; the next delivery sends them')
    .addOption(by())
    .addOption(reason())
    .addHelpText(
      'after',
      '\nExample:\n  touchstone deliver approve 1f0c9a7be2d84c55a7b0e2f49c3d6a18 --by jana --reason "the price list was right"',
    )
    .action(async (keys: readonly string[], word: { by: string; reason: string }) => {
      const { deliveries } = await session.surroundings.night()

      await withTools(session, (tools) => deliveries.approve([...new Set(keys)], word, tools))
      tell(
        session,
        'deliver-approve',
        { corrections: keys },
        `Approved again: ${keys.length}. The next run or \`touchstone deliver --apply\` sends them.\n`,
      )
    })
}

export function countOf(at: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)

  throw new ReconcileError('ARGUMENT_INVALID', { at, found: text, allowed: 'a whole number' })
}

const placeText = ({ recordId, idempotencyKey }: DeliveredPlace) => pageWord([recordId, idempotencyKey])

function placeOf(word: string): DeliveredPlace {
  const [recordId = '', idempotencyKey = ''] = partsOfPageWord(word, /^\[(\d{1,10}),"([0-9a-f]{32})"\]$/)

  return { recordId: Number(recordId), idempotencyKey }
}
