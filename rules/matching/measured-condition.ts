import type { Condition } from './condition.ts'
import { decimalOf } from './decimal-of.ts'
import type { MatchColumn, PairTest } from './match-column.ts'
import { measures, ratioOf, type MeasureName } from './measure.ts'
import { tokenRarity } from './token-rarity.ts'

/** The conditions that measure two values of one column. */
export type MeasuredCondition = Exclude<
  Condition,
  { is: 'all' | 'any' | 'not' | 'otherwise' | 'crossed' | 'missing' | 'bothMissing' | 'exact' | 'different' }
>

/** Conditions on two numbers. */
export type NumberCondition = Extract<MeasuredCondition, { is: 'numberWithin' | 'ratioIn' }>

/** A measure of two texts, or one that knows all values of their column. */
export type ColumnMeasureName = MeasureName | 'rarityOverlap' | 'rarityJaccard'

/** A limit that a measure is within. */
export interface Threshold {
  readonly is: 'atLeast' | 'atMost'
  readonly limit: number
}

/** A measured condition as data: the measure of the two values is within the limit. */
export function thresholdOf(
  condition: Exclude<MeasuredCondition, NumberCondition>,
): Threshold & { readonly measure: ColumnMeasureName } {
  switch (condition.is) {
    case 'levenshtein':
      return { measure: 'levenshtein', is: 'atMost', limit: condition.max }
    case 'daysWithin':
      return { measure: 'days', is: 'atMost', limit: condition.max }
    case 'yearsApart':
      return { measure: 'years', is: 'atLeast', limit: condition.min }
    case 'prefix':
      return { measure: 'prefix', is: 'atLeast', limit: condition.minLength }
    case 'jaroWinkler':
    case 'tokenOverlap':
    case 'tokenJaccard':
    case 'rarityOverlap':
    case 'rarityJaccard':
      return { measure: condition.is, is: 'atLeast', limit: condition.min }
    case 'sharesToken':
    case 'dateSwap':
    case 'numberSlip':
    case 'wordReplaced':
    case 'initials':
    case 'acronym':
      return { measure: condition.is, is: 'atLeast', limit: 1 }
  }
}

/** The answer for equal values, which are not measured. */
export function holdsForEqual(condition: MeasuredCondition): boolean {
  switch (condition.is) {
    case 'dateSwap':
    case 'numberSlip':
    case 'wordReplaced':
    case 'initials':
    case 'acronym':
    case 'ratioIn':
      return false
    case 'yearsApart':
      return condition.min === 0
    default:
      return true
  }
}

/** The test of two different numbers; a text that is no number is NaN, and within nothing. */
export function numberTest(condition: NumberCondition): (left: number, right: number) => boolean {
  if (condition.is === 'numberWithin') {
    const { absolute, percent } = condition

    return (left, right) =>
      Math.abs(left - right) <= Math.max(absolute, (percent / 100) * Math.max(Math.abs(left), Math.abs(right)))
  }
  const { ratios, percent } = condition

  return (left, right) => ratios.some((ratio) => Math.abs(ratioOf(left, right) / ratio - 1) * 100 <= percent)
}

/** The test of a measured condition, as plainly as possible: false when either value is missing. */
export function compileMeasured(condition: MeasuredCondition, column: MatchColumn): PairTest {
  const { codes, stride, offset } = column
  const equal = holdsForEqual(condition)
  const holds = codesTest(condition, column)

  return (left, right) => {
    const leftCode = codes[left * stride + offset] as number
    const rightCode = codes[right * stride + offset] as number

    if (leftCode === 0 || rightCode === 0) return false

    return leftCode === rightCode ? equal : holds(leftCode, rightCode)
  }
}

function codesTest(
  condition: MeasuredCondition,
  column: MatchColumn,
): (leftCode: number, rightCode: number) => boolean {
  const { text } = column

  if (condition.is === 'numberWithin' || condition.is === 'ratioIn') {
    const test = numberTest(condition)

    return (leftCode, rightCode) => test(decimalOf(text(leftCode)), decimalOf(text(rightCode)))
  }
  const { measure, is, limit } = thresholdOf(condition)
  const value = valueOf(measure, column)

  return is === 'atLeast'
    ? (leftCode, rightCode) => value(leftCode, rightCode) >= limit
    : (leftCode, rightCode) => value(leftCode, rightCode) <= limit
}

function valueOf(name: ColumnMeasureName, column: MatchColumn): (leftCode: number, rightCode: number) => number {
  if (name !== 'rarityOverlap' && name !== 'rarityJaccard') {
    const measure = measures[name]

    return (leftCode, rightCode) => measure(column.text(leftCode), column.text(rightCode))
  }
  const shares = tokenRarity(column)
  const share = name === 'rarityOverlap' ? 'overlap' : 'jaccard'

  return (leftCode, rightCode) => shares(leftCode, rightCode)[share]
}
