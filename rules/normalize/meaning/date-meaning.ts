import {
  decideDateOrders,
  emptyDateOrderEvidence,
  observeDate,
  type DateOrder,
  type DateOrderEvidence,
} from '../date-order.ts'
import { countsAboveZero, isOpen, type ColumnMeaning } from './column-meaning.ts'
import { notationsOf, type DateNotation } from './date-notation.ts'

/** What a column of dates shows. */
export interface DateEvidence {
  readonly order: DateOrderEvidence
  /** Values by the notations each can have, joined with " or ". */
  readonly notations: Map<string, number>
  valueCount: number
}

export function emptyDateEvidence(): DateEvidence {
  return { order: emptyDateOrderEvidence(), notations: new Map(), valueCount: 0 }
}

/** Counts one stated value. */
export function observeDateMeaning(evidence: DateEvidence, text: string): void {
  const notations = notationsOf(text)
  const name = notations.length === 0 ? 'no date' : notations.join(' or ')

  evidence.valueCount++
  evidence.notations.set(name, (evidence.notations.get(name) ?? 0) + 1)
  observeDate(evidence.order, text)
}

/** What decides each open question of a date. */
const dateDeciders = {
  'day-or-month': 'one date with a day above 12, or `format` in the plan',
  'place-of-year': 'one date whose year is 00 or above 31, years with four digits, or `format` in the plan',
  mixed: '`format` in the plan, and an export that writes one order only: this column holds dates of both',
  digits: 'a number that has only one of these meanings, or `format` in the plan',
  nothing: 'a date in the column',
} as const

/**
 * How the dates of a column are written. Names of months and years in front decide for themselves; short dates by what they rule
 * out; numbers of days or seconds only where the column holds nothing else.
 */
export function dateMeaning(column: string, evidence: DateEvidence): ColumnMeaning {
  const { verdict, wouldDecide } = dateVerdict(evidence)
  const { order, notations } = evidence
  const suggestion = isOpen(verdict) ? dateSuggestion(order, notations) : null

  return { column, question: 'date-order', verdict, evidence: dateCounts(evidence), wouldDecide, suggestion }
}

interface Verdict {
  readonly verdict: string
  readonly wouldDecide: string | null
}

function dateVerdict({ order, notations }: DateEvidence): Verdict {
  if ((notations.get('short-date') ?? 0) > 0) return shortDateVerdict(order)
  const written = (['year-first', 'named-month'] as const).filter((notation) => notations.has(notation))
  if (written[0] !== undefined) return { verdict: written.join(' and '), wouldDecide: null }

  const possible = digitNotations(notations)
  if (possible === undefined) return { verdict: 'undecided', wouldDecide: dateDeciders.nothing }
  const [only, ...others] = possible
  if (only === undefined) return { verdict: 'mixed', wouldDecide: dateDeciders.digits }
  return others.length === 0
    ? { verdict: only, wouldDecide: null }
    : { verdict: 'undecided', wouldDecide: dateDeciders.digits }
}

/** The notations that fit every number; undefined when there is none at all. */
function digitNotations(notations: ReadonlyMap<string, number>): readonly DateNotation[] | undefined {
  const sets = [...notations.keys()]
    .filter((name) => name !== 'no date')
    .map((name) => name.split(' or ') as DateNotation[])

  return sets[0] === undefined
    ? undefined
    : sets[0].filter((notation) => sets.every((possible) => possible.includes(notation)))
}

function shortDateVerdict(evidence: DateOrderEvidence): Verdict {
  const { order, shortYearOrder } = decideDateOrders(evidence)
  const verdicts = [...(hasLongYears(evidence) ? [order] : []), ...(hasShortYears(evidence) ? [shortYearOrder] : [])]
  const verdict = verdicts.find(isOpen) ?? verdicts[0] ?? 'undecided'

  if (verdict === 'mixed') return { verdict, wouldDecide: dateDeciders.mixed }
  if (verdict !== 'undecided') return { verdict: [...new Set(verdicts)].join(' and '), wouldDecide: null }
  const isPlaceOpen = evidence.any + evidence.dayOrYear > 0 && isOpen(shortYearOrder)
  return { verdict, wouldDecide: dateDeciders[isPlaceOpen ? 'place-of-year' : 'day-or-month'] }
}

function hasShortYears({ firstParts }: DateOrderEvidence): boolean {
  return firstParts !== 0
}

/** Dates counted by day and month are those with four digits of the year, and those with two that must stand last. */
function hasLongYears(evidence: DateOrderEvidence): boolean {
  const { dayFirst, monthFirst, either, yearLast, dotted } = evidence

  return !hasShortYears(evidence) || dayFirst + monthFirst + either > yearLast + dotted
}

function dateCounts({ order, notations }: DateEvidence): Readonly<Record<string, number>> {
  const others = [...notations]
    .filter(([name]) => name !== 'short-date')
    .toSorted(([left], [right]) => (left < right ? -1 : 1))

  return countsAboveZero({
    'only day first': order.dayFirst,
    'only month first': order.monthFirst,
    'either way': order.either,
    'two-digit year only first': order.yearFirst,
    'two-digit year or day first': order.dayOrYear,
    'any order': order.any,
    ...Object.fromEntries(others),
  })
}

/** Tie-breakers: what a person would bet on. */
function dateSuggestion(order: DateOrderEvidence, notations: ReadonlyMap<string, number>): string | null {
  const likely: DateOrder | null =
    order.dayOrYear + order.dotted > 0 && order.monthFirst === 0 && order.yearFirst === 0 ? 'day-first' : null
  if (likely !== null) return `likely ${likely}, the year last: declare \`format\` if so`
  if (order.dayFirst > 0 && order.monthFirst > 0) {
    const [less, more] = [order.dayFirst, order.monthFirst].toSorted((left, right) => left - right) as [number, number]
    const name = order.dayFirst > order.monthFirst ? 'day-first' : 'month-first'

    return more >= 20 * less ? `nearly all are ${name}: look at the ${less} that are not` : null
  }
  return notations.has('excel-serial or year-and-day') ? 'likely days counted by a spreadsheet' : null
}
