import type { MatchColumn } from './match-column.ts'
import { measures, type MeasureName } from './measure.ts'

/** A measure of two values of one column, by their codes. */
export type CodeMeasure = (leftCode: number, rightCode: number) => number

/** Gives out the measures of a column; asked for the same one twice, it gives the same one, with what it remembers. */
export type MeasureMemory = (name: MeasureName, column: MatchColumn) => CodeMeasure

const MEMO_BITS = 15

export function measureMemory(): MeasureMemory {
  const known = new Map<MatchColumn, Map<MeasureName, CodeMeasure>>()

  return (name, column) => {
    const ofColumn = known.get(column) ?? new Map<MeasureName, CodeMeasure>()
    const measure = ofColumn.get(name) ?? remembering(measures[name], column)

    known.set(column, ofColumn.set(name, measure))

    return measure
  }
}

/** A direct-mapped table of the last answers: bounded, never wrong, and the common names are nearly always in it. */
function remembering(measure: (left: string, right: string) => number, column: MatchColumn): CodeMeasure {
  const lows = new Int32Array(2 ** MEMO_BITS)
  const highs = new Int32Array(2 ** MEMO_BITS)
  const answers = new Float64Array(2 ** MEMO_BITS)

  return (leftCode, rightCode) => {
    const low = leftCode < rightCode ? leftCode : rightCode
    const high = leftCode < rightCode ? rightCode : leftCode
    const slot = (Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)) >>> (32 - MEMO_BITS)

    if (lows[slot] === low && highs[slot] === high) return answers[slot] as number
    const answer = measure(column.text(low), column.text(high))

    lows[slot] = low
    highs[slot] = high
    answers[slot] = answer

    return answer
  }
}
