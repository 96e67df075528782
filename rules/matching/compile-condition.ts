import type { Condition } from './condition.ts'
import type { MatchColumn, MatchColumns } from './match-column.ts'
import { measures, type MeasureName } from './measure.ts'

/** Answers a condition for two records, given by their positions in the columns. */
export type PairTest = (left: number, right: number) => boolean

type CodeMeasure = (leftCode: number, rightCode: number) => number

const MEMO_SIZE = 1 << 15

/** Turns conditions into functions over the columns. A measure of the same two values is computed once while it is remembered. */
export function conditionCompiler(columns: MatchColumns): (condition: Condition) => PairTest {
  const remembered = new Map<string, CodeMeasure>()

  function columnNamed(name: string): MatchColumn {
    const column = columns.get(name)

    if (column === undefined) throw new Error(`The match model names the column "${name}", which was not derived.`)

    return column
  }

  function measured(name: MeasureName, column: MatchColumn, key: string): CodeMeasure {
    const id = `${name} ${key}`
    const known = remembered.get(id) ?? rememberingMeasure(measures[name], column)

    remembered.set(id, known)

    return known
  }

  /** A test of one measure of one column: false when either value is missing; `equal` is the answer for equal values. */
  function threshold(of: string, name: MeasureName, equal: boolean, holds: (value: number) => boolean): PairTest {
    const column = columnNamed(of)
    const { codes } = column
    const measure = measured(name, column, of)

    return (left, right) => {
      const leftCode = codes[left] as number
      const rightCode = codes[right] as number

      if (leftCode === 0 || rightCode === 0) return false

      return leftCode === rightCode ? equal : holds(measure(leftCode, rightCode))
    }
  }

  function compile(condition: Condition): PairTest {
    switch (condition.is) {
      case 'all':
        return everyTest(condition.of.map(compile))
      case 'any':
        return someTest(condition.of.map(compile))
      case 'not': {
        const test = compile(condition.of)

        return (left, right) => !test(left, right)
      }
      case 'otherwise':
        return () => true
      case 'crossed':
        return crossedTest(columnNamed(condition.of), columnNamed(condition.with))
      case 'missing':
      case 'bothMissing':
      case 'exact':
      case 'different':
        return codeTest(condition.is, columnNamed(condition.of).codes)
      default:
        return compileMeasure(condition)
    }
  }

  function compileMeasure(condition: MeasuredCondition): PairTest {
    const { of } = condition

    switch (condition.is) {
      case 'levenshtein':
        return threshold(of, 'levenshtein', true, (value) => value <= condition.max)
      case 'jaroWinkler':
        return threshold(of, 'jaroWinkler', true, (value) => value >= condition.min)
      case 'tokenOverlap':
        return threshold(of, 'tokenOverlap', true, (value) => value >= condition.min)
      case 'prefix':
        return threshold(of, 'prefix', true, (value) => value >= condition.minLength)
      case 'dateSwap':
        return threshold(of, 'dateSwap', false, (value) => value === 1)
      case 'numberSlip':
        return threshold(of, 'numberSlip', false, (value) => value === 1)
      case 'daysWithin':
        return threshold(of, 'days', true, (value) => value <= condition.max)
      case 'yearsApart':
        return threshold(of, 'years', condition.min === 0, (value) => value >= condition.min)
      case 'ratioIn':
        return threshold(of, 'ratio', false, (value) =>
          condition.ratios.some((ratio) => Math.abs(value / ratio - 1) * 100 <= condition.percent),
        )
      case 'numberWithin':
        return numberWithinTest(condition, columnNamed(of))
    }
  }

  return compile
}

type MeasuredCondition = Exclude<
  Condition,
  { is: 'all' | 'any' | 'not' | 'otherwise' | 'crossed' | 'missing' | 'bothMissing' | 'exact' | 'different' }
>

function numberWithinTest(condition: Extract<Condition, { is: 'numberWithin' }>, column: MatchColumn): PairTest {
  const { codes, text } = column

  return (left, right) => {
    const leftCode = codes[left] as number
    const rightCode = codes[right] as number

    if (leftCode === 0 || rightCode === 0) return false
    if (leftCode === rightCode) return true
    const allowed = Math.max(
      condition.absolute,
      (condition.percent / 100) * measures.magnitude(text(leftCode), text(rightCode)),
    )

    return measures.difference(text(leftCode), text(rightCode)) <= allowed
  }
}

function codeTest(is: 'missing' | 'bothMissing' | 'exact' | 'different', codes: Int32Array): PairTest {
  switch (is) {
    case 'missing':
      return (left, right) => codes[left] === 0 || codes[right] === 0
    case 'bothMissing':
      return (left, right) => codes[left] === 0 && codes[right] === 0
    case 'exact':
      return (left, right) => codes[left] === codes[right] && codes[left] !== 0
    case 'different':
      return (left, right) => codes[left] !== codes[right] && codes[left] !== 0 && codes[right] !== 0
  }
}

/** left's first column equals right's second and the other way round. Two columns have codes of their own, so texts are compared. */
function crossedTest(one: MatchColumn, other: MatchColumn): PairTest {
  const equal = (left: number, right: number) =>
    one.codes[left] !== 0 &&
    other.codes[right] !== 0 &&
    one.text(one.codes[left] as number) === other.text(other.codes[right] as number)

  return (left, right) => equal(left, right) && equal(right, left)
}

function everyTest(tests: readonly PairTest[]): PairTest {
  const [first, second] = tests as [PairTest, PairTest]

  if (tests.length === 1) return first
  if (tests.length === 2) return (left, right) => first(left, right) && second(left, right)

  return (left, right) => {
    for (const test of tests) if (!test(left, right)) return false

    return true
  }
}

function someTest(tests: readonly PairTest[]): PairTest {
  return (left, right) => {
    for (const test of tests) if (test(left, right)) return true

    return false
  }
}

/** A direct-mapped table of the last answers: bounded, never wrong, and the common names are nearly always in it. */
function rememberingMeasure(measure: (left: string, right: string) => number, column: MatchColumn): CodeMeasure {
  const lows = new Int32Array(MEMO_SIZE)
  const highs = new Int32Array(MEMO_SIZE)
  const answers = new Float64Array(MEMO_SIZE)

  return (leftCode, rightCode) => {
    const low = leftCode < rightCode ? leftCode : rightCode
    const high = leftCode < rightCode ? rightCode : leftCode
    const slot = (Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)) >>> 17

    if (lows[slot] === low && highs[slot] === high) return answers[slot] as number
    const answer = measure(column.text(low), column.text(high))

    lows[slot] = low
    highs[slot] = high
    answers[slot] = answer

    return answer
  }
}
