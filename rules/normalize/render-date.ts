import { dateFormat } from './date-format.ts'
import { shortDateParts } from './date-order.ts'
import type { FullFieldMapping } from './field-mapping.ts'
import type { NormalizeContext } from './normalize-context.ts'
import { timeZone, wallTimeIn } from './time-zone.ts'
import { wallTimeOf, type WallTime } from './wall-time.ts'

export interface DateRendering {
  readonly full: FullFieldMapping
  readonly storage: 'date' | 'instant'
  /** What the column holds now, where that is known. */
  readonly before: string | null | undefined
  readonly column: string
}

/**
 * Writes a canonical date or moment as its column does: by the declared format, else as the present value is written, else
 * as ISO 8601, unless the column is known to hold short dates. Undefined when the column's way is not known.
 */
export function renderDate(value: string, rendering: DateRendering, context: NormalizeContext): string | undefined {
  const { full, storage, before, column } = rendering
  const epochMs = Date.parse(value)
  if (Number.isNaN(epochMs)) return undefined
  if (full.format === 'epoch-seconds') return storage === 'date' ? undefined : seconds(epochMs)
  if (full.format === 'epoch-milliseconds') return storage === 'date' ? undefined : String(epochMs)

  const wallTime = storage === 'date' ? wallTimeOf(epochMs) : localTime(epochMs, full, context)
  if (wallTime === undefined) return undefined
  if (full.format !== undefined) return dateFormat(full.format)?.print(wallTime)
  if (before != null && before.trim() !== '') return likeBefore(value, wallTime, rendering, before.trim(), context)

  const order = context.dateOrders.get(column) ?? 'undecided'
  return order === 'undecided' ? value : undefined
}

function localTime(
  epochMs: number,
  full: FullFieldMapping,
  { system, company }: NormalizeContext,
): WallTime | undefined {
  const zone = timeZone(full.timeZone ?? system.timeZone ?? company.timeZone)

  return zone === undefined ? undefined : wallTimeIn(zone, epochMs)
}

function seconds(epochMs: number): string {
  return epochMs % 1000 === 0 ? String(epochMs / 1000) : (epochMs / 1000).toFixed(3)
}

function likeBefore(
  value: string,
  time: WallTime,
  { storage, column }: DateRendering,
  before: string,
  context: NormalizeContext,
): string | undefined {
  const [, separator] = /^\d{4}-\d{2}-\d{2}(?:([T ])\d{2}:\d{2}[\d:.,]*)?(?:Z|[+-]\d{2}.*)?$/.exec(before) ?? []
  const isIso = /^\d{4}-\d{2}-\d{2}/.test(before)

  if (isIso && storage === 'date') return value
  if (isIso)
    return separator === undefined || /Z$|[+-]\d{2}(?::?\d{2})?$/.test(before.slice(10))
      ? value
      : dateFormat(`yyyy-MM-dd'${separator}'HH:mm:ss`)?.print(time)
  const pattern = shortPattern(before, context.dateOrders.get(column))
  return pattern === undefined || storage === 'instant' ? undefined : dateFormat(pattern)?.print(time)
}

/** The pattern of a short date such as "3.4.2026" in a column whose order is decided. */
function shortPattern(before: string, order: string | undefined): string | undefined {
  const parts = shortDateParts(before)
  if (parts === undefined || parts.rest !== '' || (order !== 'day-first' && order !== 'month-first')) return undefined
  const [first, second] = order === 'day-first' ? ['d', 'M'] : ['M', 'd']
  const isPadded = /^0|^\d\d\D+0/.test(before) || /^\d\d\D+\d\d\D/.test(before)
  const [firstSeparator, secondSeparator] = before.match(/\D+/g) ?? []

  return [
    isPadded ? first + first : first,
    firstSeparator,
    isPadded ? second + second : second,
    secondSeparator,
    'y'.repeat(parts.year.length),
  ].join('')
}
