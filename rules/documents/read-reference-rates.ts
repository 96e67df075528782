import { byCodeUnits } from '../truth/code-unit-order.ts'
import type { ReferenceRates } from './exchange-rate.ts'

/** The files of rates that can be read. */
export const rateSources = ['ecb', 'cnb', 'table'] as const

export type RateSource = (typeof rateSources)[number]

/** What is wrong with a file of rates, and where. */
export interface RatesProblem {
  readonly line: number
  readonly found: string
  readonly expected: string
}

/** A rate against the euro as a file of the European Central Bank states it, in whatever syntax. */
export interface EcbRate {
  readonly line: number
  readonly day: string
  readonly currency: string
  readonly rate: string
}

interface Quote {
  readonly day: string
  readonly from: string
  readonly to: string
  readonly rate: string
}

type PlacedQuote = Quote & { readonly line: number }

type Problem = Omit<RatesProblem, 'line'>

interface Layout {
  isHeader(cells: readonly string[]): boolean
  /** What the header must look like. */
  readonly header: string
  quotes(cells: readonly string[], header: readonly string[]): readonly (Quote | Problem)[]
  readonly ageDaysMax: number
}

/** Easter and Christmas leave four days without publication at the ECB and the Czech National Bank; a table of one's own may be monthly. */
const layouts: Readonly<Record<RateSource, Layout>> = {
  ecb: {
    isHeader: ([first]) => first === 'Date',
    header: 'Date,USD,JPY,… (eurofxref-hist.csv), or the XML of the bank (eurofxref-hist.xml)',
    ageDaysMax: 6,
    quotes: ([day = '', ...cells], [, ...currencies]) =>
      cells.flatMap((rate, at) =>
        rate === '' || rate === 'N/A' ? [] : [quoteOf({ day, from: 'EUR', to: currencies[at] ?? '', rate })],
      ),
  },
  cnb: {
    isHeader: ([first]) => first === 'Datum' || first === 'Date',
    header: 'Datum|1 AUD|… (the rates of a year, rok.txt)',
    ageDaysMax: 6,
    quotes: ([date = '', ...cells], [, ...columns]) =>
      cells.flatMap((cell, at) => {
        const [amount = '', from = ''] = (columns[at] ?? '').split(' ')

        return cell === ''
          ? []
          : [quoteOf({ day: isoDay(date), from, to: 'CZK', rate: ofOne(cell.replace(',', '.'), amount) })]
      }),
  },
  table: {
    isHeader: (cells) => ['day', 'from', 'to', 'rate'].every((name) => cells.includes(name)),
    header: 'day,from,to,rate',
    ageDaysMax: 35,
    quotes: (cells, header) => {
      const cell = (name: string) => cells[header.indexOf(name)] ?? ''

      return [quoteOf({ day: cell('day'), from: cell('from'), to: cell('to'), rate: cell('rate').replace(',', '.') })]
    },
  },
}

/**
 * Reads a downloaded file of exchange rates: `ecb` the history of the European Central Bank (eurofxref-hist.csv, one column per
 * currency, N/A where it was not quoted), `cnb` the years of the Czech National Bank (amounts in the header, which may repeat),
 * `table` rows of day, from, to and rate that all have one currency on the same side. The first problem ends the reading.
 */
export function readReferenceRates(text: string, source: RateSource): ReferenceRates | RatesProblem {
  const layout = layouts[source]
  const quotes: PlacedQuote[] = []
  let header: readonly string[] | undefined
  const mark = ['|', ';', '\t'].find((delimiter) => text.includes(delimiter)) ?? ','

  for (const [at, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const cells = line.split(mark).map((cell) => cell.trim())
    if (line.trim() === '') continue
    if (layout.isHeader(cells)) header = cells
    else if (header === undefined) return { line: at + 1, found: 'another header', expected: layout.header }
    else {
      for (const quote of layout.quotes(cells, header)) {
        if ('found' in quote) return { line: at + 1, ...quote }
        quotes.push({ ...quote, line: at + 1 })
      }
    }
  }
  return assembled(quotes, layout)
}

/** The rates that the XML of the European Central Bank states. The first problem ends the reading. */
export function readEcbRates(rates: readonly EcbRate[]): ReferenceRates | RatesProblem {
  const quotes: PlacedQuote[] = []

  for (const { line, day, currency, rate } of rates) {
    const quote = quoteOf({ day, from: 'EUR', to: currency, rate })

    if ('found' in quote) return { line, ...quote }
    quotes.push({ ...quote, line })
  }
  return assembled(quotes, layouts.ecb)
}

function assembled(quotes: readonly PlacedQuote[], layout: Layout): ReferenceRates | RatesProblem {
  const [first] = quotes
  if (first === undefined) return { line: 1, found: 'no rate', expected: layout.header }
  const side = quotes.every(({ from }) => from === first.from) ? 'from' : 'to'
  const base = first[side]
  if (quotes.some((quote) => quote[side] !== base)) {
    return {
      line: 1,
      found: 'rates between several currencies',
      expected: 'one currency on the same side of every rate',
    }
  }
  const days = [...new Set(quotes.map(({ day }) => day))].toSorted(byCodeUnits)
  const table = tableOf(quotes, side === 'to' ? 'from' : 'to', days)

  if ('line' in table) return table
  return { base, quoted: side === 'to' ? 'in-base' : 'per-base', days, quotes: table, ageDaysMax: layout.ageDaysMax }
}

/** The rates of each currency in the order of the days. */
function tableOf(
  quotes: readonly PlacedQuote[],
  side: 'from' | 'to',
  days: readonly string[],
): ReadonlyMap<string, readonly (string | null)[]> | RatesProblem {
  const positionOf = new Map(days.map((day, position) => [day, position]))
  const table = new Map<string, (string | null)[]>()

  for (const { line, day, rate, [side]: currency } of quotes) {
    let row = table.get(currency)

    if (row === undefined) table.set(currency, (row = days.map(() => null)))
    const position = positionOf.get(day) ?? 0
    const known = row[position] ?? null

    if (known !== null && Number(known) !== Number(rate)) {
      return { line, found: 'another rate for a currency and day', expected: 'one rate for each' }
    }
    row[position] = rate
  }
  return table
}

function quoteOf(quote: Quote): Quote | Problem {
  if (!isDay(quote.day)) return { found: `the day "${quote.day.slice(0, 20)}"`, expected: 'a day as YYYY-MM-DD' }
  if (![quote.from, quote.to].every((code) => /^[A-Z]{3}$/.test(code)) || quote.from === quote.to) {
    return { found: 'a rate without its currency', expected: 'two different ISO 4217 codes' }
  }
  return /^\d{1,12}(\.\d{1,12})?$/.test(quote.rate) && /[1-9]/.test(quote.rate)
    ? quote
    : { found: `the rate "${quote.rate.slice(0, 20)}"`, expected: 'a positive decimal' }
}

function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN

  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** 31.12.2025 as 2025-12-31; anything else as it is, to be refused. */
function isoDay(date: string): string {
  return date.replace(/^(\d{2})\.(\d{2})\.(\d{4})$/, '$3-$2-$1')
}

/** The rate of one unit from that of 1, 100 or 1000: the point moves. */
function ofOne(rate: string, amount: string): string {
  const places = /^10*$/.test(amount) ? amount.length - 1 : 0
  const [whole = '', decimals = ''] = rate.split('.')
  const digits = whole.padStart(places + 1, '0') + decimals
  const point = Math.max(whole.length, places + 1) - places

  return /^\d+$/.test(digits) && /^10*$/.test(amount)
    ? `${digits.slice(0, point)}.${digits.slice(point)}`.replace(/\.$/, '')
    : ''
}
