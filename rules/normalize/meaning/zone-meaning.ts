import { readZoned, type InstantReading } from '../instant.ts'
import { countsAboveZero, type ColumnMeaning } from './column-meaning.ts'

/** What the times of a column say about their zone. */
export interface ZoneEvidence {
  utc: number
  offset: number
  zoneless: number
  /** Of the times without offset: those that the clocks of the assumed zone skip in spring, and those they show twice in autumn. */
  never: number
  twice: number
  /** Times without offset by the hour they show. */
  readonly hours: number[]
}

export function emptyZoneEvidence(): ZoneEvidence {
  return { utc: 0, offset: 0, zoneless: 0, never: 0, twice: 0, hours: Array.from({ length: 24 }, () => 0) }
}

const clock =
  /(?:^|[t\s])(\d{1,2}):(\d{2})(?::\d{2}(?:[.,]\d+)?)?\s*([ap])?\.?m?\.?\s*(z|utc|gmt|[+-]\d{2}(?::?\d{2})?)?$/i

/** Counts one moment; `reading` holds the assumed zone and how the column writes its dates. A date without time says nothing. */
export function observeZone(evidence: ZoneEvidence, text: string, reading: InstantReading): void {
  const found = clock.exec(text)
  if (found === null) return
  const stated = found[4]
  if (stated !== undefined) {
    evidence[/^[+-](?!00:?(?:00)?$)/.test(stated) ? 'offset' : 'utc']++
    return
  }
  const hour = hourOf(found)
  const read = readZoned(text, reading)

  evidence.zoneless++
  evidence.hours[hour] = (evidence.hours[hour] ?? 0) + 1
  if (read.ok && read.value.occurs !== 'once') evidence[read.value.occurs]++
}

function hourOf([, hour, , half]: RegExpExecArray): number {
  if (half === undefined) return Number(hour)

  return (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
}

const wouldDecide = '`timeZone` in the plan, offsets in the texts, or the same documents in another system'

/** Whether the times of a column say where their clocks hang; undefined when it holds no times. */
export function zoneMeaning(column: string, evidence: ZoneEvidence): ColumnMeaning | undefined {
  const { utc, offset, zoneless, never, twice } = evidence
  const stated = utc + offset
  if (stated + zoneless === 0) return undefined
  const verdict = zoneless === 0 ? (offset === 0 ? 'UTC' : 'stated') : stated > 0 ? 'mixed' : 'undecided'

  return {
    column,
    question: 'time-zone',
    verdict,
    evidence: countsAboveZero({
      'says UTC': utc,
      'says an offset': offset,
      'says nothing': zoneless,
      'skipped by the clocks': never,
      'shown twice by the clocks': twice,
    }),
    wouldDecide: zoneless === 0 ? null : wouldDecide,
    suggestion:
      never > 0 ? 'times that the clocks of the zone skip: likely UTC or another zone' : hoursSuggestion(evidence),
  }
}

const timeCountMin = 50

/** When people work says little about a zone, and only to people. */
function hoursSuggestion({ zoneless, hours }: ZoneEvidence): string | null {
  if (zoneless < timeCountMin) return null
  const first = hours.findIndex((count) => count > 0.01 * zoneless)
  const last = hours.findLastIndex((count) => count > 0.01 * zoneless)

  return first === -1 || last - first > 13
    ? null
    : `nearly all between ${first}:00 and ${last}:59: office hours, if that is local time`
}
