import { dateFormat } from '../date-format.ts'
import { isEpochFormat } from '../date-step.ts'
import { excelSerial } from '../serial-date.ts'
import { isOpen, type ColumnMeaning } from './column-meaning.ts'

/** What the plan says to the same question, in the words of the verdicts; null when it leaves it open. */
export type Declared = string | null

/** The verdict a declared format stands for. */
export function declaredDateOrder(format: string | undefined): Declared {
  if (format === undefined || isEpochFormat(format) || format === excelSerial) return format ?? null
  if (dateFormat(format) === undefined) return null
  if (/MMM/.test(format)) return 'named-month'
  const [first] = [...format.replace(/'[^']*'/g, '')].filter((letter) => /[dMyu]/.test(letter))

  return first === 'd' ? 'day-first' : first === 'M' ? 'month-first' : 'year-first'
}

export type Judgement = 'agrees' | 'contradicts' | 'decided' | 'declared' | 'undecided'

/** A column's meaning beside the plan's word. */
export interface JudgedMeaning extends ColumnMeaning {
  readonly declared: Declared
  readonly judgement: Judgement
}

/** Values that speak against what the plan declares, by question, declared word and label of the evidence. */
const against: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'date-order': {
    'day-first': ['only month first', 'two-digit year only first'],
    'month-first': ['only day first', 'two-digit year only first', 'two-digit year or day first'],
    'year-first': ['only day first', 'only month first'],
  },
  'decimal-mark': { point: ['only comma'], comma: ['only point'] },
  'time-zone': {},
}

/** Compares what the plan declares with what the values say. One value that exists only the other way is a contradiction. */
export function judge(meaning: ColumnMeaning, declared: Declared): JudgedMeaning {
  return { ...meaning, declared, judgement: judgementOf(meaning, declared) }
}

function judgementOf(meaning: ColumnMeaning, declared: Declared): Judgement {
  const { question, verdict, evidence } = meaning
  if (question === 'time-zone') return zoneJudgement(meaning, declared)
  if (declared === null) return isOpen(verdict) ? 'undecided' : 'decided'
  const contrary = against[question]?.[declared] ?? []
  if (contrary.some((label) => (evidence[label] ?? 0) > 0)) return 'contradicts'

  return isOpen(verdict) || verdict === 'not needed' ? 'declared' : isSaid(declared, verdict) ? 'agrees' : 'contradicts'
}

function isSaid(declared: string, verdict: string): boolean {
  return verdict === 'one for each value' || verdict.split(' and ').includes(declared)
}

/** A declared zone is contradicted by times its clocks never show, and needed by those without offset. */
function zoneJudgement({ verdict, evidence }: ColumnMeaning, declared: Declared): Judgement {
  if (declared !== null && (evidence['skipped by the clocks'] ?? 0) > 0) return 'contradicts'
  if (!isOpen(verdict)) return 'decided'

  return declared === null ? 'undecided' : 'declared'
}
