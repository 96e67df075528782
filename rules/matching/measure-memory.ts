import type { MatchColumn } from './match-column.ts'
import { measures, type MeasureName } from './measure.ts'
import { tokenRarity } from './token-rarity.ts'

/** A measure of two values of one column, by their codes. */
export type CodeMeasure = (leftCode: number, rightCode: number) => number

/** A measure of two texts, or one that knows all values of their column. */
export type ColumnMeasureName = MeasureName | 'rarityOverlap' | 'rarityJaccard'

/** Gives out the measures of a column; asked for the same one twice, it gives the same one, with what it remembers. */
export type MeasureMemory = (name: ColumnMeasureName, column: MatchColumn) => CodeMeasure

const MEMO_BITS = 15

export function measureMemory(): MeasureMemory {
  const known = new Map<MatchColumn, Map<ColumnMeasureName, CodeMeasure>>()

  return (name, column) => {
    const ofColumn = known.get(column) ?? new Map<ColumnMeasureName, CodeMeasure>()
    const measure = ofColumn.get(name) ?? remembering(codeMeasure(name, column))

    known.set(column, ofColumn.set(name, measure))

    return measure
  }
}

function codeMeasure(name: ColumnMeasureName, column: MatchColumn): CodeMeasure {
  if (name !== 'rarityOverlap' && name !== 'rarityJaccard') {
    const measure = measures[name]

    return (leftCode, rightCode) => measure(column.text(leftCode), column.text(rightCode))
  }
  const shares = tokenRarity(column)
  const share = name === 'rarityOverlap' ? 'overlap' : 'jaccard'

  return (leftCode, rightCode) => shares(leftCode, rightCode)[share]
}

/** A direct-mapped table of the last answers: bounded, never wrong, and the common names are nearly always in it. */
function remembering(measure: CodeMeasure): CodeMeasure {
  const lows = new Int32Array(2 ** MEMO_BITS)
  const highs = new Int32Array(2 ** MEMO_BITS)
  const answers = new Float64Array(2 ** MEMO_BITS)

  return (leftCode, rightCode) => {
    const low = leftCode < rightCode ? leftCode : rightCode
    const high = leftCode < rightCode ? rightCode : leftCode
    const slot = (Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)) >>> (32 - MEMO_BITS)

    if (lows[slot] === low && highs[slot] === high) return answers[slot] as number
    const answer = measure(low, high)

    lows[slot] = low
    highs[slot] = high
    answers[slot] = answer

    return answer
  }
}
