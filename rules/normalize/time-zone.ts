import { wallMilliseconds, wallTimeOf, type WallTime } from './wall-time.ts'

const dayMs = 86_400_000
const daysMax = 40_000

/**
 * A time zone asked for its offset. `Intl` is asked directly: date-fns-tz goes through the zone of the machine and gives a
 * moment for a time that never was. Days without a change of offset are remembered, for `Intl` is slow.
 */
export interface TimeZone {
  /** Milliseconds that clocks of the zone are ahead of UTC at a moment. */
  offsetAt(epochMs: number): number
}

/** How a wall time meets its zone: once, twice (the hour repeated in autumn) or never (the hour skipped in spring). */
export type ZonedReading = { readonly epochMs: number; readonly occurs: 'once' | 'twice' | 'never' }

const zones = new Map<string, TimeZone | undefined>()

/** The zone of an IANA name; undefined when there is none. */
export function timeZone(name: string): TimeZone | undefined {
  if (!zones.has(name)) zones.set(name, openZone(name))

  return zones.get(name)
}

function openZone(name: string): TimeZone | undefined {
  const clock = clockOf(name)
  if (clock === undefined) return undefined
  const steadyOffsets = new Map<number, number | null>()

  return {
    offsetAt(epochMs) {
      const day = Math.floor(epochMs / dayMs)
      let steady = steadyOffsets.get(day)

      if (steady === undefined) {
        const atStart = exactOffset(clock, day * dayMs)
        steady = atStart === exactOffset(clock, (day + 1) * dayMs) ? atStart : null
        if (steadyOffsets.size >= daysMax) steadyOffsets.clear()
        steadyOffsets.set(day, steady)
      }
      return steady ?? exactOffset(clock, epochMs)
    },
  }
}

function clockOf(name: string): Intl.DateTimeFormat | undefined {
  const digits = {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  } as const

  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      era: 'short',
      ...digits,
    })
  } catch {
    return undefined
  }
}

function exactOffset(clock: Intl.DateTimeFormat, epochMs: number): number {
  const wholeSecond = Math.floor(epochMs / 1000) * 1000
  const parts = Object.fromEntries(clock.formatToParts(wholeSecond).map(({ type, value }) => [type, value]))
  const year = Number(parts['year'])
  const shown = new Date(0)
  shown.setUTCFullYear(
    parts['era']?.startsWith('B') ? 1 - year : year,
    Number(parts['month']) - 1,
    Number(parts['day']),
  )
  shown.setUTCHours(Number(parts['hour']), Number(parts['minute']), Number(parts['second']))

  return shown.getTime() - wholeSecond
}

/**
 * The moment of a wall time by the "compatible" rule of RFC 5545: a repeated hour is its earlier one, a skipped hour is read
 * with the offset before the gap and so lands after it. Found by a round trip through the offsets of the day around it.
 */
export function momentOf(time: WallTime, zone: TimeZone): ZonedReading {
  const wallMs = wallMilliseconds(time)
  const before = zone.offsetAt(wallMs - dayMs)
  const after = zone.offsetAt(wallMs + dayMs)
  if (before === after && zone.offsetAt(wallMs - before) === before) return { epochMs: wallMs - before, occurs: 'once' }

  const [earliest, ...later] = [before, after]
    .map((offset) => wallMs - offset)
    .filter((epochMs) => epochMs + zone.offsetAt(epochMs) === wallMs)
    .sort((left, right) => left - right)

  if (earliest === undefined) return { epochMs: wallMs - before, occurs: 'never' }
  return { epochMs: earliest, occurs: later.some((epochMs) => epochMs !== earliest) ? 'twice' : 'once' }
}

/** What the clocks of a zone show at a moment. */
export function wallTimeIn(zone: TimeZone, epochMs: number): WallTime {
  return wallTimeOf(epochMs + zone.offsetAt(epochMs))
}
