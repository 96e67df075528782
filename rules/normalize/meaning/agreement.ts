import { readCalendarDate } from '../calendar-date.ts'
import { countsAboveZero, type ColumnMeaning, type MeaningQuestion } from './column-meaning.ts'
import { isPlusVat } from './plus-vat.ts'

/** How the values of a column stand to those of another system on the same documents. */
export interface Agreement {
  readonly field: string
  readonly system: string
  readonly question: MeaningQuestion
  /** What the other system's values say of this column; `undecided` where they say several things, or too little. */
  readonly verdict: string
  readonly evidence: ColumnMeaning['evidence']
}

/** Documents that must agree, nearly all of them, before another system's word counts. */
const documentCountMin = 5
const shareMin = 0.9

function verdictOf(counts: ReadonlyMap<string, number>, silent: readonly string[]): string {
  const speaking = [...counts].filter(([name]) => !silent.includes(name))
  const total = speaking.reduce((sum, [, count]) => sum + count, 0)
  const [most] = speaking.toSorted(([, left], [, right]) => right - left)

  return most !== undefined && most[1] >= documentCountMin && most[1] >= shareMin * total && most[0] !== 'other'
    ? most[0]
    : 'undecided'
}

function counted<Item>(items: readonly Item[], nameOf: (item: Item) => string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(nameOf(item), (counts.get(nameOf(item)) ?? 0) + 1)

  return counts
}

/** A value of the column as the source writes it, and the date the other system has for the same document. */
export interface DatePair {
  readonly raw: string
  readonly there: string
}

const orders = ['day-first', 'month-first', 'year-first'] as const

/** In which order the dates of the column are those of the other system. A date that is the same in two orders says nothing. */
export function dateAgreement(field: string, system: string, pairs: readonly DatePair[]): Agreement {
  const counts = counted(pairs, ({ raw, there }) => {
    const fitting = orders.filter((order) => {
      const read = readCalendarDate(raw, { order, lastYear: Number(there.slice(0, 4)) + 50, timeZone: 'UTC' })
      return read.ok && read.value === there
    })

    return fitting.length === 1 ? (fitting[0] ?? 'other') : fitting.length > 1 ? 'either way' : 'other'
  })

  return {
    field,
    system,
    question: 'date-order',
    verdict: verdictOf(counts, ['either way']),
    evidence: countsAboveZero(
      Object.fromEntries([...orders, 'either way', 'other'].map((name) => [name, counts.get(name) ?? 0])),
    ),
  }
}

/** An amount of the column and the other system's, in the minor units of one currency, with the rates of VAT of their day. */
export interface AmountPair {
  readonly here: bigint
  readonly there: bigint
  readonly rates: readonly string[]
}

const amountRelations = ['the same', 'with VAT', 'without VAT', 'a hundred times', 'a hundredth', 'other'] as const

/** Whether the amounts are the other system's, those plus or less VAT, or those counted in cents. */
export function amountAgreement(field: string, system: string, pairs: readonly AmountPair[]): Agreement {
  const counts = counted(pairs, relationOf)
  const verdict = verdictOf(counts, [])

  return {
    field,
    system,
    question: verdict.startsWith('a hundred') ? 'unit' : 'vat',
    verdict,
    evidence: countsAboveZero(Object.fromEntries(amountRelations.map((name) => [name, counts.get(name) ?? 0]))),
  }
}

function relationOf({ here, there, rates }: AmountPair): (typeof amountRelations)[number] {
  if (here === there) return 'the same'
  if (here === there * 100n) return 'a hundred times'
  if (here * 100n === there) return 'a hundredth'
  if (isPlusVat(here, there, rates)) return 'with VAT'

  return isPlusVat(there, here, rates) ? 'without VAT' : 'other'
}

/** The moments of one document in both systems, in milliseconds. */
export interface MomentPair {
  readonly here: number
  readonly there: number
}

const hourMs = 3_600_000

/** Whether the moments are the other system's, or always the same whole number of hours away: then one of the two zones is wrong. */
export function momentAgreement(field: string, system: string, pairs: readonly MomentPair[]): Agreement {
  const counts = counted(pairs, ({ here, there }) => {
    const shiftMs = here - there
    const hours = Math.round(shiftMs / hourMs)
    if (Math.abs(shiftMs) < 60_000) return 'the same'

    return Math.abs(shiftMs - hours * hourMs) < 60_000 && Math.abs(hours) <= 14 ? hourText(hours) : 'other'
  })
  const names = [...counts.keys()].toSorted()
  const verdict = verdictOf(counts, [])

  return {
    field,
    system,
    question: 'time-zone',
    verdict: verdict === 'undecided' ? seasonalVerdict(counts) : verdict,
    evidence: Object.fromEntries(names.map((name) => [name, counts.get(name) ?? 0])),
  }
}

/** Local times read as UTC are an hour further away in summer: two neighbouring shifts together tell of a zone. */
function seasonalVerdict(counts: ReadonlyMap<string, number>): string {
  for (const direction of ['earlier', 'later']) {
    for (let hours = 1; hours < 14; hours++) {
      const [winter, summer] = [`${hours} h ${direction}`, `${hours + 1} h ${direction}`]
      const both = `${hours} or ${hours + 1} h ${direction}, as clocks change`
      const joined = new Map(counts).set(both, (counts.get(winter) ?? 0) + (counts.get(summer) ?? 0))
      joined.delete(winter)
      joined.delete(summer)
      if (verdictOf(joined, []) === both) return both
    }
  }
  return 'undecided'
}

function hourText(hours: number): string {
  return `${Math.abs(hours)} h ${hours > 0 ? 'later' : 'earlier'}`
}
