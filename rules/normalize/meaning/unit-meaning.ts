import { countsAboveZero, type ColumnMeaning } from './column-meaning.ts'
import type { DecimalMarkEvidence } from './decimal-mark.ts'

/** Units by how people write them; a unit decides only itself, nothing is converted by it. */
const spellings: Readonly<Record<string, string>> = {
  ...{
    kg: 'kg',
    kgs: 'kg',
    kilogram: 'kg',
    g: 'g',
    gr: 'g',
    gram: 'g',
    mg: 'mg',
    t: 't',
    lb: 'lb',
    lbs: 'lb',
    oz: 'oz',
  },
  ...{ m: 'm', cm: 'cm', mm: 'mm', km: 'km', l: 'l', ml: 'ml', m2: 'm²', m3: 'm³' },
  ...{
    ks: 'piece',
    pc: 'piece',
    pcs: 'piece',
    pce: 'piece',
    stk: 'piece',
    stück: 'piece',
    kus: 'piece',
    kusů: 'piece',
  },
  ...{ h: 'h', hod: 'h', hr: 'h', hrs: 'h', std: 'h', min: 'min' },
}
const withUnit = /^[-+\d.,\s'’]*\d\s*(\p{L}[\p{L}\d]{0,8})\.?$/u
const headerWord = /(?:[_\s([/-]|(?<=[a-z])(?=[A-Z]))(\p{L}[\p{L}\d]{0,8})\)?\]?\s*$/u

/** Units that the numbers of a column carry, by unit. */
export type UnitEvidence = Map<string, number>

/** Counts the unit of one value, if it has one. */
export function observeUnit(evidence: UnitEvidence, text: string): void {
  const unit = unitOf(withUnit.exec(text)?.[1])

  if (unit !== undefined) evidence.set(unit, (evidence.get(unit) ?? 0) + 1)
}

function unitOf(word: string | undefined): string | undefined {
  return word === undefined ? undefined : spellings[word.toLowerCase()]
}

/** Of the filled values, so many must carry a unit before the column has one: a word behind a number is often none. */
const shareMin = 0.5

/** The unit of a column by its texts, else by the end of its heading, as in "weight_kg"; undefined when neither names one. */
export function unitMeaning(column: string, evidence: UnitEvidence, filledCount: number): ColumnMeaning | undefined {
  const heading = unitOf(headerWord.exec(column)?.[1])
  const withUnits = [...evidence.values()].reduce((sum, count) => sum + count, 0)
  const units = (withUnits < shareMin * filledCount ? [] : [...evidence]).toSorted(([left], [right]) =>
    left < right ? -1 : 1,
  )
  const named = new Set([...units.map(([unit]) => unit), ...(heading === undefined ? [] : [heading])])
  const [only] = named
  if (only === undefined) return undefined

  return {
    column,
    question: 'unit',
    verdict: named.size === 1 ? only : 'mixed',
    evidence: { ...(heading === undefined ? {} : { [`heading says ${heading}`]: 1 }), ...Object.fromEntries(units) },
    wouldDecide: named.size === 1 ? null : 'one unit for the whole column, or a column of units',
    suggestion: null,
  }
}

/** Whether amounts count cents: one with decimals proves that they do not; without one, only another system can tell. */
export function minorUnitMeaning(column: string, numbers: DecimalMarkEvidence): ColumnMeaning {
  const withDecimals = numbers.point + numbers.comma
  const isMajor = withDecimals > 0

  return {
    column,
    question: 'unit',
    verdict: isMajor ? 'major' : 'undecided',
    evidence: countsAboveZero({ 'with decimals': withDecimals, whole: numbers.whole + numbers.either }),
    wouldDecide: isMajor ? null : 'one amount with decimals, or the same documents in another system',
    suggestion: null,
  }
}
