import { monthNamed } from './month-name.ts'

const dayName = String.raw`(?:\p{L}{2,10}\.?,?\s+)?`
const endOfDate = String.raw`\.?(?:,?\s+(?:at\s+|v\s+|um\s+)?(?<clock>\d.*))?$`
const written = [
  String.raw`(?<day>\d{1,2})(?:st|nd|rd|th)?\.?[\s/-]?\s*(?<name>\p{L}{3,10})\.?[\s,/-]?\s*(?<year>\d{4}|\d{2})`,
  String.raw`(?<name>\p{L}{3,10})\.?[\s-](?<day>\d{1,2})(?:st|nd|rd|th)?,?[\s-]\s*(?<year>\d{4})`,
  String.raw`(?<year>\d{4})[\s/-](?<name>\p{L}{3,10})\.?[\s/-](?<day>\d{1,2})`,
].map((date) => new RegExp(`^${dayName}${date}${endOfDate}`, 'iu'))

/** A date with the name of its month, and the text of its time of day. */
export interface NamedDateParts {
  readonly day: number
  readonly month: number
  /** As written: below 100 it has two digits. */
  readonly year: number
  readonly clock: string | undefined
}

/**
 * "1 July 2026", "July 1, 2026", "1. července 2026", "1-Jul-26", "2026-Jul-01": a name of a month leaves nothing to decide. Beside a
 * name, a two-digit year is last, as in the dd-MMM-yy of spreadsheets and the DD-MON-RR of Oracle.
 */
export function namedDateParts(text: string): NamedDateParts | undefined {
  for (const form of written) {
    const { day, name = '', year, clock } = form.exec(text)?.groups ?? {}
    const month = monthNamed(name)

    if (month !== undefined) return { day: Number(day), month, year: Number(year), clock }
  }
  return undefined
}
