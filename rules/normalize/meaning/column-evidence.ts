import { decideDateOrder, emptyDateOrderEvidence, observeDate, type DateOrderEvidence } from '../date-order.ts'
import { readZoned, type InstantReading } from '../instant.ts'
import { isOpen } from './column-meaning.ts'
import { decideDecimalMark, emptyDecimalMarkEvidence, observeNumber, type DecimalMarkEvidence } from './decimal-mark.ts'

/** What a night counted in the columns of a flow; plain data, kept with the flow until the next night. */
export interface ColumnEvidence {
  readonly dates: Readonly<Record<string, DateOrderEvidence>>
  readonly numbers: Readonly<Record<string, DecimalMarkEvidence>>
  readonly clocks: Readonly<Record<string, ClockEvidence>>
}

/** Moments without offset that the clocks of their zone skip in spring, and those they show twice in autumn. */
export interface ClockEvidence {
  skipped: number
  twice: number
}

/** Counts the values of a flow's columns as they come in. */
export interface ColumnObserver {
  observe(fields: Readonly<Record<string, string | null>>): void
  evidence(): ColumnEvidence
}

interface Watched<Evidence> {
  readonly column: string
  readonly evidence: Evidence
  /** Values still to be looked at. */
  left: number
}

/** Values of a declared column that are looked at: enough to contradict the plan, and cheap. */
export const declaredValueCountMax = 20_000

/**
 * Observes columns of dates and of numbers. All values count where the plan leaves the meaning open, for the one that decides may be
 * the last; of declared columns the first 20,000 are compared with the plan.
 */
export function columnObserver(columns: {
  readonly dates: readonly string[]
  readonly numbers: readonly string[]
  readonly isDeclared: (column: string) => boolean
  /** How moments without offset are read, by column. */
  readonly moments?: ReadonlyMap<string, InstantReading>
}): ColumnObserver {
  const watch = <Evidence>(names: readonly string[], empty: () => Evidence): Watched<Evidence>[] =>
    names.map((column) => ({
      column,
      evidence: empty(),
      left: columns.isDeclared(column) ? declaredValueCountMax : Infinity,
    }))
  const dates = watch(columns.dates, emptyDateOrderEvidence)
  const numbers = watch(columns.numbers, emptyDecimalMarkEvidence)
  const clocks = [...(columns.moments ?? [])].map(([column, reading]) => ({
    column,
    reading,
    evidence: { skipped: 0, twice: 0 },
    left: Infinity,
  }))

  return {
    observe(fields) {
      count(dates, fields, observeDate)
      count(numbers, fields, observeNumber)
      for (const { column, reading, evidence } of clocks) observeClock(evidence, fields[column] ?? '', reading)
    },
    evidence: () => ({ dates: byColumn(dates), numbers: byColumn(numbers), clocks: byColumn(clocks) }),
  }
}

/** Clocks change at night: only such times are looked at closely. */
const atNight = /[t\s]0?[0-3]:[0-5]\d(?::[\d.,]+)?$/i

function observeClock(evidence: ClockEvidence, text: string, reading: InstantReading): void {
  if (!atNight.test(text)) return
  const read = readZoned(text, reading)
  if (!read.ok || read.value.occurs === 'once') return

  evidence[read.value.occurs === 'never' ? 'skipped' : 'twice']++
}

function count<Evidence>(
  watched: readonly Watched<Evidence>[],
  fields: Readonly<Record<string, string | null>>,
  observe: (evidence: Evidence, raw: string) => void,
): void {
  for (const column of watched) {
    const raw = fields[column.column]
    if (raw === null || raw === undefined || raw === '' || column.left === 0) continue
    column.left--
    observe(column.evidence, raw)
  }
}

function byColumn<Evidence>(watched: readonly Watched<Evidence>[]): Readonly<Record<string, Evidence>> {
  return Object.fromEntries(watched.map(({ column, evidence }) => [column, evidence]))
}

/**
 * The evidence to keep with a flow. Tonight's counts, because an export may change its ways; but where they decide nothing, a
 * column that was decided before stays so: the one value that proved it may just have left.
 */
export function keptEvidence(before: Partial<ColumnEvidence>, tonight: ColumnEvidence): ColumnEvidence {
  return {
    dates: kept(before.dates ?? {}, tonight.dates, decideDateOrder),
    numbers: kept(before.numbers ?? {}, tonight.numbers, decideDecimalMark),
    clocks: tonight.clocks,
  }
}

function kept<Evidence>(
  before: Readonly<Record<string, Evidence>>,
  tonight: Readonly<Record<string, Evidence>>,
  decide: (evidence: Evidence) => string,
): Readonly<Record<string, Evidence>> {
  return Object.fromEntries(
    Object.entries(tonight).map(([column, counts]) => {
      const known = before[column]
      const isKept = known !== undefined && !isOpen(decide(known)) && decide(counts) === 'undecided'

      return [column, isKept ? known : counts]
    }),
  )
}
