import { readDecimal, type DecimalMark } from '../decimal-number.ts'
import { countsAboveZero, type ColumnMeaning } from './column-meaning.ts'

/** Counts of a column's numbers; plain data, so that it can be kept. */
export interface DecimalMarkEvidence {
  /** Numbers that exist only with a decimal point, as 1,234.50 and 12.5. */
  point: number
  /** Numbers that exist only with a decimal comma, as 1.234,50 and 12,5. */
  comma: number
  /** Numbers that exist both ways and differ, as 1.234. */
  either: number
  /** Numbers without any mark. */
  whole: number
}

export function emptyDecimalMarkEvidence(): DecimalMarkEvidence {
  return { point: 0, comma: 0, either: 0, whole: 0 }
}

/** Names, signs and codes of currencies, per cent: what stands beside a number and is none of it. */
const beside = /\p{L}+\.?|[\p{Sc}%]/gu
/** A power of ten, whose letter is part of the number. */
const scientific = /\d\s*e[-+]?\d/i
/** "1 234,-" and "1.234,--": whole amounts as written by hand. */
const handDash = /[.,](?:-{1,2}|\u2013|\u2014)\s*$/u

/** What most numbers look like, decided by one look: a million rows pass here. */
const everyday =
  /^-?(?:\d{1,18}|[1-9]\d{0,2}(?:[ \u00a0\u202f'’]\d{3})+)(?:([.,])\d\d?)?(?:[ \u00a0]?(?:Kč|€|[A-Z]{3}))?$/

/** Counts one value of the column. What is no number says nothing. */
export function observeNumber(evidence: DecimalMarkEvidence, raw: string): void {
  const plain = everyday.exec(raw)
  if (plain === null) observeDressed(evidence, raw)
  else evidence[plain[1] === undefined ? 'whole' : plain[1] === '.' ? 'point' : 'comma']++
}

function observeDressed(evidence: DecimalMarkEvidence, raw: string): void {
  if (raw.length > 60 || !/\d/.test(raw)) return
  const number = raw.replace(beside, '').replace(handDash, '').trim()
  if (!/[.,]/.test(number)) {
    if (readDecimal(number, '.').ok) evidence.whole++
    return
  }
  if (scientific.test(raw)) return
  const isPoint = readDecimal(number, '.').ok
  const isComma = readDecimal(number, ',').ok

  if (isPoint && isComma) evidence.either++
  else if (isPoint) evidence.point++
  else if (isComma) evidence.comma++
}

/** Decides for the whole column, by numbers that exist one way only; a number such as 1.234 decides nothing. */
export function decideDecimalMark({ point, comma }: DecimalMarkEvidence): DecimalMark | 'mixed' | 'undecided' {
  if (point > 0 && comma > 0) return 'mixed'
  if (point > 0) return '.'

  return comma > 0 ? ',' : 'undecided'
}

const deciders = {
  undecided: 'one number with one or two decimals, or with both marks, or `decimalMark` in the plan',
  mixed: '`decimalMark` in the plan, and an export that writes one mark only: this column holds numbers of both',
} as const

/** How the numbers of a column are written; `not needed` where none has a mark. */
export function decimalMeaning(column: string, evidence: DecimalMarkEvidence): ColumnMeaning {
  const decided = decideDecimalMark(evidence)
  const isNeeded = decided !== 'undecided' || evidence.either > 0
  const verdict = isNeeded ? (decided === '.' ? 'point' : decided === ',' ? 'comma' : decided) : 'not needed'

  return {
    column,
    question: 'decimal-mark',
    verdict,
    evidence: countsAboveZero({
      'only point': evidence.point,
      'only comma': evidence.comma,
      'either way': evidence.either,
      'no mark': evidence.whole,
    }),
    wouldDecide: verdict === 'undecided' || verdict === 'mixed' ? deciders[verdict] : null,
    suggestion: isNeeded && decided === 'undecided' ? suggestionOf(evidence) : null,
  }
}

/** A column of thousands apart has small numbers without a mark too; one of three decimals hardly ever. */
function suggestionOf({ either, whole }: DecimalMarkEvidence): string | null {
  if (whole >= either) return 'many numbers have no mark at all: it likely parts thousands'

  return whole === 0 && either >= 20 ? 'every number has three digits behind the mark: they are likely decimals' : null
}
