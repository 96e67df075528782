import { readDateText, type DateReading } from './date-text.ts'
import { accept, reject, type Outcome } from './outcome.ts'
import { momentOf, timeZone, type ZonedReading } from './time-zone.ts'
import { wallMilliseconds } from './wall-time.ts'

export type EpochFormat = 'epoch-seconds' | 'epoch-milliseconds'

export interface InstantReading extends DateReading {
  /** Zone of a time without offset; a wall time in no zone is not a moment. */
  readonly timeZone: string | undefined
  readonly epoch?: EpochFormat | undefined
  /** A bare date is a moment only where the beginning of the day will do, as for a time of change. */
  readonly isDateEnough?: boolean | undefined
}

/** Years 1 to 9999: what the canonical form and the store can write. */
const epochMsMin = Date.parse('0001-01-01T00:00:00.000Z')
const epochMsMax = Date.parse('9999-12-31T23:59:59.999Z')

/** Reads a moment as UTC with milliseconds; finer digits are cut. Hours that a clock change repeats or skips are read as `momentOf` says. */
export function readInstant(raw: string, reading: InstantReading): Outcome {
  const moment = reading.epoch === undefined ? readZoned(raw, reading) : readEpoch(raw, reading.epoch)
  if (!moment.ok) return moment
  const epochMs = typeof moment.value === 'number' ? moment.value : moment.value.epochMs

  return epochMs < epochMsMin || epochMs > epochMsMax ? reject('date-impossible', raw) : accept(instantText(epochMs))
}

/** The moment of a text, and whether the clocks of its zone show that time once, twice or never. */
export function readZoned(raw: string, reading: InstantReading): Outcome<ZonedReading> {
  const read = readDateText(raw, reading)
  if (!read.ok) return read.issue === 'date-invalid' ? reject('instant-invalid', raw) : read
  if (!read.value.hasTime && reading.isDateEnough !== true) return reject('instant-without-time', raw)

  const { offsetMinutes } = read.value
  if (offsetMinutes !== null)
    return accept({ epochMs: wallMilliseconds(read.value) - offsetMinutes * 60_000, occurs: 'once' })
  const zone = reading.timeZone === undefined ? undefined : timeZone(reading.timeZone)
  return zone === undefined ? reject('instant-zone-unknown', raw) : accept(momentOf(read.value, zone))
}

/** Milliseconds of an epoch number; fractions of a millisecond are cut. */
export function readEpoch(raw: string, format: EpochFormat): Outcome<number> {
  const [all, sign = '', whole = '', fraction = ''] = /^\s*(-?)(\d{1,16})(?:[.,](\d{1,9}))?\s*$/.exec(raw) ?? []
  if (all === undefined) return reject('instant-invalid', raw)
  const magnitude =
    format === 'epoch-seconds' ? Number(whole) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3)) : Number(whole)
  const epochMs = sign === '-' ? -magnitude : magnitude

  return epochMs < epochMsMin || epochMs > epochMsMax ? reject('date-impossible', raw) : accept(epochMs)
}

/** The canonical text of a moment: YYYY-MM-DDTHH:mm:ss.sssZ. */
export function instantText(epochMs: number): string {
  return new Date(epochMs).toISOString()
}
