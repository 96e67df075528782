import type { Condition } from './condition.ts'
import { letterBound } from './letter-bound.ts'
import type { MatchColumn, PairTest } from './match-column.ts'
import { measures } from './measure.ts'
import type { CodeMeasure, ColumnMeasureName, MeasureMemory } from './measure-memory.ts'

/** The conditions that measure two values of one column. */
export type MeasuredCondition = Exclude<
  Condition,
  { is: 'all' | 'any' | 'not' | 'otherwise' | 'crossed' | 'missing' | 'bothMissing' | 'exact' | 'different' }
>

interface Threshold {
  readonly measure: ColumnMeasureName
  /** The answer for equal values, which are not measured. */
  readonly equal: boolean
  readonly holds: (value: number) => boolean
}

/** The test of a measured condition: false when either value is missing. */
export function compileMeasured(condition: MeasuredCondition, column: MatchColumn, memory: MeasureMemory): PairTest {
  if (condition.is === 'numberWithin') return codesTest(column, true, numberWithin(condition, column))
  const { measure, equal, holds } = thresholdOf(condition)
  const measured = memory(measure, column)

  if (condition.is === 'jaroWinkler')
    return codesTest(column, equal, boundedJaroWinkler(condition.min, column, measured))

  return codesTest(column, equal, (leftCode, rightCode) => holds(measured(leftCode, rightCode)))
}

function thresholdOf(condition: Exclude<MeasuredCondition, { is: 'numberWithin' }>): Threshold {
  switch (condition.is) {
    case 'levenshtein':
      return { measure: 'levenshtein', equal: true, holds: (value) => value <= condition.max }
    case 'jaroWinkler':
    case 'tokenOverlap':
    case 'tokenJaccard':
      return { measure: condition.is, equal: true, holds: (value) => value >= condition.min }
    case 'sharesToken':
      return { measure: 'sharesToken', equal: true, holds: (value) => value === 1 }
    case 'rarityOverlap':
    case 'rarityJaccard':
      return { measure: condition.is, equal: true, holds: (value) => value >= condition.min }
    case 'prefix':
      return { measure: 'prefix', equal: true, holds: (value) => value >= condition.minLength }
    case 'dateSwap':
    case 'numberSlip':
    case 'wordReplaced':
    case 'initials':
    case 'acronym':
      return { measure: condition.is, equal: false, holds: (value) => value === 1 }
    case 'daysWithin':
      return { measure: 'days', equal: true, holds: (value) => value <= condition.max }
    case 'yearsApart':
      return { measure: 'years', equal: condition.min === 0, holds: (value) => value >= condition.min }
    case 'ratioIn':
      return {
        measure: 'ratio',
        equal: false,
        holds: (value) => condition.ratios.some((ratio) => Math.abs(value / ratio - 1) * 100 <= condition.percent),
      }
  }
}

type CodeTest = (leftCode: number, rightCode: number) => boolean

function codesTest({ codes, stride, offset }: MatchColumn, equal: boolean, test: CodeTest): PairTest {
  return (left, right) => {
    const leftCode = codes[left * stride + offset] as number
    const rightCode = codes[right * stride + offset] as number

    if (leftCode === 0 || rightCode === 0) return false

    return leftCode === rightCode ? equal : test(leftCode, rightCode)
  }
}

/** Most pairs share too few letters to reach the threshold; that is seen without measuring. */
function boundedJaroWinkler(min: number, column: MatchColumn, measured: CodeMeasure): CodeTest {
  const bound = letterBound(column)

  return (leftCode, rightCode) => bound(leftCode, rightCode) >= min && measured(leftCode, rightCode) >= min
}

function numberWithin(condition: Extract<Condition, { is: 'numberWithin' }>, { text }: MatchColumn): CodeTest {
  return (leftCode, rightCode) => {
    const left = text(leftCode)
    const right = text(rightCode)
    const allowed = Math.max(condition.absolute, (condition.percent / 100) * measures.magnitude(left, right))

    return measures.difference(left, right) <= allowed
  }
}
