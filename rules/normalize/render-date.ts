import { dateFormat } from './date-format.ts'
import { shortDateParts } from './short-date.ts'
import { declaredFormat, isEpochFormat } from './date-step.ts'
import type { FullFieldMapping } from './field-mapping.ts'
import type { EpochFormat } from './instant.ts'
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
  const epochMs = Date.parse(value)
  if (Number.isNaN(epochMs)) return undefined
  const { format } = rendering.full
  const time = rendering.storage === 'date' ? wallTimeOf(epochMs) : localTime(epochMs, rendering.full, context)

  if (format === undefined) return time && unformatted(value, time, rendering, context)
  if (!isEpochFormat(format)) return time && declaredFormat(format)?.print(time)
  return rendering.storage === 'date' ? undefined : epochText(epochMs, format)
}

function unformatted(
  value: string,
  time: WallTime,
  rendering: DateRendering,
  context: NormalizeContext,
): string | undefined {
  const present = rendering.before?.trim() ?? ''
  if (present !== '') return likePresent(value, time, rendering, present, context)

  const orders = [context.dateOrders, context.shortYearOrders].map(
    (known) => known?.get(rendering.column) ?? 'undecided',
  )

  return orders.every((order) => order === 'undecided') ? value : undefined
}

function localTime(
  epochMs: number,
  full: FullFieldMapping,
  { system, company }: NormalizeContext,
): WallTime | undefined {
  const zone = timeZone(full.timeZone ?? system.timeZone ?? company.timeZone)

  return zone === undefined ? undefined : wallTimeIn(zone, epochMs)
}

function epochText(epochMs: number, format: EpochFormat): string {
  if (format === 'epoch-milliseconds') return String(epochMs)

  return epochMs % 1000 === 0 ? String(epochMs / 1000) : (epochMs / 1000).toFixed(3)
}

function likePresent(
  value: string,
  time: WallTime,
  rendering: DateRendering,
  present: string,
  context: NormalizeContext,
): string | undefined {
  if (/^\d{4}-\d{2}-\d{2}/.test(present)) return rendering.storage === 'date' ? value : likeIso(value, time, present)
  const pattern = rendering.storage === 'date' ? shortPattern(present, rendering.column, context) : undefined

  return pattern === undefined ? undefined : dateFormat(pattern)?.print(time)
}

/** A moment with offset stays UTC; one without is written as local time. */
function likeIso(value: string, time: WallTime, present: string): string | undefined {
  const [, separator] = /^[\d-]{10}([T ])\d{2}:\d{2}[\d:.,]*$/.exec(present) ?? []

  return separator === undefined ? value : dateFormat(`yyyy-MM-dd'${separator}'HH:mm:ss`)?.print(time)
}

/** The pattern of a short date such as "3.4.2026" in a column whose order is decided. */
function shortPattern(before: string, column: string, context: NormalizeContext): string | undefined {
  const parts = shortDateParts(before)
  const separators = before.match(/\D+/g) ?? []
  if (parts === undefined || parts.rest !== '' || separators.length === 0) return undefined
  const isPadded = /^0|^\d\d\D+0/.test(before) || /^\d\d\D+\d\d\D/.test(before)
  const letters = firstLetters(parts.lastDigits, column, context)
  if (letters === undefined) return undefined
  const [first, second] = letters.map((letter) => (isPadded ? letter + letter : letter))

  return [first, separators[0], second, separators[1], 'y'.repeat(parts.lastDigits)].join('')
}

function firstLetters(yearDigits: number, column: string, { dateOrders, shortYearOrders }: NormalizeContext) {
  const order = (yearDigits === 4 ? dateOrders : (shortYearOrders ?? dateOrders)).get(column)
  if (order === 'day-first') return ['d', 'M']

  return order === 'month-first' ? ['M', 'd'] : undefined
}
