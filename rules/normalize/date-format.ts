import type { WallTime } from './wall-time.ts'

/** Reads and writes the wall time of one date-fns pattern. */
export interface DateFormat {
  /** Undefined when the text does not have the format. Two-digit years come out as they are. */
  parse(text: string): (WallTime & { readonly hasShortYear: boolean }) | undefined
  /** Undefined when the pattern holds something that cannot be written from a wall time alone. */
  print(time: WallTime): string | undefined
}

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]
const token = /''|'(?:''|[^'])+'|([A-Za-z])\1*|[^A-Za-z']+/g
const numeric: Readonly<Record<string, readonly [part: Part, digitsMax: number]>> = {
  ...{
    yyyy: ['year', 4],
    uuuu: ['year', 4],
    yy: ['shortYear', 2],
    MM: ['month', 2],
    M: ['month', 2],
    dd: ['day', 2],
    d: ['day', 2],
  },
  ...{
    HH: ['hour', 2],
    H: ['hour', 2],
    hh: ['hour12', 2],
    h: ['hour12', 2],
    mm: ['minute', 2],
    m: ['minute', 2],
    ss: ['second', 2],
    s: ['second', 2],
  },
  ...{ S: ['fraction', 1], SS: ['fraction', 2], SSS: ['fraction', 3], SSSSSS: ['fraction', 6] },
}
const worded: Readonly<Record<string, readonly [part: Part, pattern: string]>> = {
  ...{ MMM: ['monthName', months.map((name) => name.slice(0, 3)).join('|')], MMMM: ['monthName', months.join('|')] },
  ...{ a: ['half', 'am|pm|a\\.m\\.|p\\.m\\.'], aa: ['half', 'am|pm'] },
  ...{
    X: ['offset', 'z|[+-]\\d{2}(?::?\\d{2})?'],
    XX: ['offset', 'z|[+-]\\d{4}'],
    XXX: ['offset', 'z|[+-]\\d{2}:\\d{2}'],
  },
  ...{ x: ['offset', '[+-]\\d{2}(?::?\\d{2})?'], xx: ['offset', '[+-]\\d{4}'], xxx: ['offset', '[+-]\\d{2}:\\d{2}'] },
  ...{ EEE: ['weekday', '\\p{L}+\\.?'], EEEE: ['weekday', '\\p{L}+'] },
}

type Part =
  | 'year'
  | 'shortYear'
  | 'month'
  | 'monthName'
  | 'day'
  | 'hour'
  | 'hour12'
  | 'half'
  | 'minute'
  | 'second'
  | 'fraction'
  | 'offset'
  | 'weekday'

/** Compiles a date-fns pattern; undefined when it has no full date or a token that is not supported. */
export function dateFormat(pattern: string): DateFormat | undefined {
  const tokens = pattern.match(token) ?? []
  const parts = tokens.map((text) => numeric[text]?.[0] ?? worded[text]?.[0])
  const isSupported =
    tokens.join('') === pattern &&
    tokens.every((text, position) => parts[position] !== undefined || !/^[A-Za-z]/.test(text))
  const has = (...wanted: Part[]) => wanted.some((part) => parts.includes(part))
  if (!isSupported || !has('year', 'shortYear') || !has('month', 'monthName') || !has('day')) return undefined

  const expression = new RegExp(`^${tokens.map((text, position) => source(text, tokens, position)).join('')}$`, 'iu')
  const captured = parts.filter((part) => part !== undefined)

  return {
    parse: (text) => {
      const values = expression.exec(text)?.slice(1)
      return values === undefined
        ? undefined
        : toWallTime(new Map(captured.map((part, position) => [part, values[position] ?? ''])))
    },
    print: (time) => printTokens(tokens, time),
  }
}

/** Digits may lack their leading zero unless they touch other digits, as date-fns allows; years never may. */
function source(text: string, tokens: readonly string[], position: number): string {
  const number = numeric[text]
  if (number !== undefined) {
    const [part, digits] = number
    const isTight =
      numeric[tokens[position - 1] ?? ''] !== undefined || numeric[tokens[position + 1] ?? ''] !== undefined
    return isTight || part === 'year' || part === 'shortYear' || part === 'fraction'
      ? `(\\d{${digits}})`
      : `(\\d{1,${digits}})`
  }
  if (worded[text] !== undefined) return `(${worded[text][1]})`

  return [...literal(text)]
    .map((character) => (/\s/.test(character) ? '\\s+' : `${escape(character)}${character === '.' ? '\\s*' : ''}`))
    .join('')
    .replaceAll('\\s*\\s+', '\\s*')
    .replaceAll('\\s+\\s+', '\\s+')
}

function literal(text: string): string {
  if (text === "''") return "'"
  return text.startsWith("'") ? text.slice(1, -1).replaceAll("''", "'") : text
}

function escape(character: string): string {
  return /[\p{L}\p{N}]/u.test(character) ? character : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
}

function toWallTime(values: ReadonlyMap<Part, string>): WallTime & { hasShortYear: boolean } {
  const number = (part: Part) => Number(values.get(part) ?? '0')
  const monthName = values.get('monthName')?.slice(0, 3).toLowerCase()

  return {
    year: values.has('year') ? number('year') : number('shortYear'),
    month: monthName === undefined ? number('month') : months.findIndex((name) => name.startsWith(monthName)) + 1,
    day: number('day'),
    hour: values.has('hour12') ? hourOfDay(number('hour12'), values.get('half')) : number('hour'),
    minute: number('minute'),
    second: number('second'),
    millisecond: Number((values.get('fraction') ?? '').padEnd(3, '0').slice(0, 3)),
    offsetMinutes: offsetMinutes(values.get('offset')),
    hasTime: values.has('hour') || values.has('hour12'),
    hasShortYear: !values.has('year'),
  }
}

function hourOfDay(hour12: number, half: string | undefined): number {
  if (hour12 < 1 || hour12 > 12) return 24
  return (hour12 % 12) + (half?.toLowerCase().startsWith('p') === true ? 12 : 0)
}

/** Minutes east of UTC of "Z", "+02", "+0200" or "+02:00"; null for none. */
export function offsetMinutes(offset: string | undefined): number | null {
  if (offset === undefined || offset === '') return null
  if (!/^[+-]/.test(offset)) return 0
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3).replace(':', '') || '0')

  return offset.startsWith('-') ? -minutes : minutes
}

function printTokens(tokens: readonly string[], time: WallTime): string | undefined {
  const printed = tokens.map((text) => printToken(text, time))

  return printed.includes(undefined) ? undefined : printed.join('')
}

function printToken(text: string, time: WallTime): string | undefined {
  const part = numeric[text]?.[0]
  if (part === 'fraction') return String(time.millisecond).padStart(3, '0').padEnd(6, '0').slice(0, text.length)
  if (part === 'shortYear') return String(time.year % 100).padStart(2, '0')
  if (part === 'hour12' || worded[text] !== undefined) return undefined
  if (part === undefined) return literal(text)

  return String(time[part as 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second']).padStart(text.length, '0')
}
