import { Option, type Command } from 'commander'
import { causeOrder } from '../../../rules/documents/mismatch-cause.ts'
import { ReconcileError } from '../../domain/reconcile-error.ts'
import { pageWord, partsOfPageWord } from '../page-word.ts'
import type { FindingFilter, FindingState } from '../../store/documents/finding-filter.ts'
import type { ListPlace } from '../../store/documents/finding-list.ts'

/** The filter of a command line, as commander gives it. */
export interface FilterOptions {
  readonly period?: string
  readonly cause?: string
  readonly system?: string
  readonly counterparty?: string
  readonly minAmount?: string
}

/** Which findings a command is about; every option narrows. */
export function addFilterOptions(command: Command): Command {
  return command
    .option('--period <YYYY-MM>', 'month of the document’s date')
    .addOption(new Option('--cause <cause>', 'one cause').choices([...causeOrder]))
    .option('--system <name>', 'a system on either side')
    .option('--counterparty <customer>', 'golden id, or system:key of one of its records')
    .option('--min-amount <amount>', 'at least so much money, in the finding’s own currency')
}

export function filterOf(options: FilterOptions, state?: FindingState): FindingFilter {
  const { period, cause, system, counterparty, minAmount } = options

  return {
    state,
    period: period === undefined ? undefined : periodOf(period, '--period'),
    cause,
    system,
    counterparty,
    amountMin: minAmount === undefined ? undefined : amountOf(minAmount),
  }
}

export function isNarrowed({ period, cause, system, counterparty, minAmount }: FilterOptions): boolean {
  return [period, cause, system, counterparty, minAmount].some((option) => option !== undefined)
}

export function periodOf(text: string, at: string): string {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return text

  throw new ReconcileError('ARGUMENT_INVALID', { at, found: text, allowed: 'a month as YYYY-MM' })
}

function amountOf(text: string): string {
  if (/^\d{1,15}(\.\d{1,4})?$/.test(text)) return text

  throw new ReconcileError('ARGUMENT_INVALID', {
    at: '--min-amount',
    found: text,
    allowed: 'a plain amount such as 1000 or 99.50',
  })
}

export function cursorText({ rank, currency, order, id }: ListPlace): string {
  return pageWord([rank, currency, order, id])
}

export function cursorOf(text: string): ListPlace {
  const pattern = /^\[([0-3]),"([A-Z]{0,3})","(-?\d+(?:\.\d+)?)","(fnd_[0-9a-z]+)"\]$/
  const [rank = '', currency = '', order = '', id = ''] = partsOfPageWord(text, pattern)

  return { rank: Number(rank), currency, order, id }
}
