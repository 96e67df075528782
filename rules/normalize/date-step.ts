import { readCalendarDate, businessDate } from './calendar-date.ts'
import { dateFormat, type DateFormat } from './date-format.ts'
import { lastYearOf, type DateReading } from './date-text.ts'
import type { FieldMapping, FullFieldMapping } from './field-mapping.ts'
import { readInstant, type EpochFormat } from './instant.ts'
import { fullMapping, inputColumns, mappedInput, statedInput } from './mapped-input.ts'
import {
  addRejection,
  type DraftRow,
  type MappingStep,
  type NormalizeContext,
  type SourceFields,
} from './normalize-context.ts'
import { reject, type Outcome } from './outcome.ts'
import { remember } from './remember.ts'
import { excelSerial, serialDate } from './serial-date.ts'

const epochFormats: readonly string[] = ['epoch-seconds', 'epoch-milliseconds'] satisfies readonly EpochFormat[]

/** What databases write where a date is missing. */
const zeroDate = /^0{2,4}[-./]0{2}[-./]0{2,4}(?:[ T]00:00(?::00(?:\.0+)?)?Z?)?$/

/** A date field of a kind. Births lie in the past; every other two-digit year may lie 20 years ahead. */
export function dateStep(field: string, mapping: FieldMapping, context: NormalizeContext): MappingStep {
  const full = fullMapping(mapping)
  const reading = { ...dateReading(full, context, field === 'birthDate'), timeZone: context.company.timeZone }
  const read = reader(full, (text) => readCalendarDate(text, reading))

  return valueStep(field, full, read, (draft, value) => {
    draft.record[field] = value
  })
}

/** An instant field of a kind. */
export function instantStep(field: string, mapping: FieldMapping, context: NormalizeContext): MappingStep {
  const full = fullMapping(mapping)
  const reading = {
    ...dateReading(full, context, false),
    timeZone: full.timeZone ?? context.system.timeZone ?? context.company.timeZone,
  }
  const read = reader(full, (text) => readInstant(text, reading))

  return valueStep(field, full, read, (draft, value) => {
    draft.record[field] = value
  })
}

/** Gives a document the company's business date of its moment where the source states no date. A date that was rejected stays unknown. */
export function businessDateStep(dateField: string, instantField: string, { company }: NormalizeContext): MappingStep {
  const dateOf = remember((instant) => businessDate(Date.parse(instant), company.timeZone, instant))

  return (_, { record, rejections }) => {
    const instant = record[instantField] ?? null
    if (instant === null || record[dateField] !== null) return
    if (rejections.some(({ field }) => field === dateField)) return
    const date = dateOf(instant)

    if (date.ok) record[dateField] = date.value
  }
}

/** Reads when a row changed: the mapped column, else what the connector says. A bare date is the beginning of that day. */
export function changedAtReader(
  mapping: FieldMapping | undefined,
  context: NormalizeContext,
): (row: { changedAt: string | null; fields: SourceFields }, draft: DraftRow) => string | null {
  const full = mapping === undefined ? {} : fullMapping(mapping)
  const zone = full.timeZone ?? context.system.timeZone ?? context.company.timeZone
  const reading = { ...dateReading(full, context, false), timeZone: zone, isDateEnough: true }
  const inputText = mapping === undefined ? () => null : mappedInput(full)
  const readMapped = reader(full, (text) => readInstant(text, reading))
  const readStated = reader({}, (text) =>
    readInstant(text, { lastYear: reading.lastYear, timeZone: zone, isDateEnough: true }),
  )

  return ({ changedAt, fields }, draft) => {
    const mapped = inputText(fields)
    const raw = mapped ?? changedAt
    if (raw === null || raw === '') return null
    const outcome = mapped === null ? readStated(raw) : readMapped(raw)

    if (outcome === null) return null
    if (outcome.ok) return outcome.value
    addRejection(draft, 'changedAt', outcome.issue, raw)
    return null
  }
}

function dateReading(
  mapping: FullFieldMapping,
  context: NormalizeContext,
  isPast: boolean,
): DateReading & { epoch?: EpochFormat } {
  const [column = ''] = inputColumns(mapping)
  const { format } = mapping
  const lastYear = lastYearOf(context.asOf, isPast)

  if (format === undefined)
    return {
      order: context.dateOrders.get(column),
      shortYearOrder: context.shortYearOrders?.get(column),
      lastYear,
    }
  return isEpochFormat(format) ? { epoch: format, lastYear } : { format: declaredFormat(format), lastYear }
}

/** Whether a declared format counts from 1970 instead of naming parts of a date. */
export function isEpochFormat(format: string): format is EpochFormat {
  return epochFormats.includes(format)
}

/** The reader and writer of a declared format that does not count from 1970. */
export function declaredFormat(format: string): DateFormat | undefined {
  return format === excelSerial ? serialDate : dateFormat(format)
}

/** Whether a declared format means something here. */
export function isDateFormat(format: string): boolean {
  return isEpochFormat(format) || declaredFormat(format) !== undefined
}

function reader(mapping: FullFieldMapping, read: (text: string) => Outcome): (raw: string) => Outcome | null {
  const stated = statedInput(mapping)
  const isReadable = mapping.format === undefined || isDateFormat(mapping.format)

  return remember((raw) => {
    const text = stated(raw)
    if (text === null || !text.ok) return text
    if (zeroDate.test(text.value)) return null
    return isReadable ? read(text.value) : reject('format-unsupported', raw)
  })
}

function valueStep(
  field: string,
  mapping: FullFieldMapping,
  read: (raw: string) => Outcome | null,
  place: (draft: DraftRow, value: string) => void,
): MappingStep {
  const inputText = mappedInput(mapping)

  return (fields, draft) => {
    const raw = inputText(fields)
    const outcome = raw === null || raw === '' ? null : read(raw)

    if (raw === null || outcome === null) return
    if (outcome.ok) place(draft, outcome.value)
    else addRejection(draft, field, outcome.issue, raw)
  }
}
