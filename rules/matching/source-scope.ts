import { codeMeasures, type CodeMeasure, type CodeMeasures } from './code-measure.ts'
import type { MatchColumn, MatchColumns } from './match-column.ts'
import type { Threshold } from './measured-condition.ts'

/** A measure that the source refers to, once its weakest limit is known. */
export interface MeasureReference {
  readonly threshold: Threshold
  readonly make: (measures: CodeMeasures, threshold: Threshold) => CodeMeasure
}

/**
 * What the source of a weigher refers to. A column is the variables l0, r0, l1, … (the codes of the left and the right
 * record), a measure the function f0, f1, …, and its answer the variable m0, m1, …, NaN until it is asked for.
 */
export interface SourceScope {
  columnNumber(name: string): number
  /** The answer of a measure, taken once and only when it is needed. Equal keys are one measure. */
  answerOf(key: string, args: string, reference: MeasureReference): string
  /** A function of two records, `left` and `right`, with the variables its body uses. */
  functionSource(name: string, body: string): string
  /** The arrays of codes, c0, c1, … */
  codes(): readonly Int32Array[]
  measures(): readonly CodeMeasure[]
}

export function sourceScope(known: MatchColumns): SourceScope {
  const columns = new Map<string, MatchColumn>()
  const references = new Map<string, MeasureReference>()
  const codes = () => [...new Set([...columns.values()].map((column) => column.codes))]

  return {
    columnNumber(name) {
      const column = known.get(name)

      if (column === undefined) throw new Error(`The match model names the column "${name}", which was not derived.`)
      columns.set(name, column)

      return [...columns.keys()].indexOf(name)
    },
    answerOf(key, args, reference) {
      references.set(key, weaker(reference, references.get(key) ?? reference))
      const number = [...references.keys()].indexOf(key)

      return `(m${number} === m${number} ? m${number} : (m${number} = f${number}(${args})))`
    },
    functionSource(name, body) {
      const declared = [
        ...numbersUsed(body, /\b[lr](\d+)\b/g).map((number) => codesSource([...columns.values()], codes(), number)),
        ...numbersUsed(body, /\bm(\d+)\b/g).map((number) => `let m${number} = NaN`),
      ]

      return `function ${name}(left, right) {\n${declared.join('\n')}\n${body}\n}`
    },
    codes,
    measures() {
      const measures = codeMeasures(known)

      return [...references.values()].map(({ make, threshold }) => make(measures, threshold))
    },
  }
}

function numbersUsed(body: string, variable: RegExp): readonly number[] {
  return [...new Set(Array.from(body.matchAll(variable), ([, number]) => Number(number)))].toSorted(
    (one, other) => one - other,
  )
}

function codesSource(columns: readonly MatchColumn[], arrays: readonly Int32Array[], number: number): string {
  const { codes, stride, offset } = columns[number] as MatchColumn
  const codeOf = (record: string) => `c${arrays.indexOf(codes)}[${record} * ${stride} + ${offset}]`

  return `const l${number} = ${codeOf('left')}, r${number} = ${codeOf('right')}`
}

/** A measure is exact within its limit, so the limit must be the weakest that is asked for. */
function weaker(one: MeasureReference, other: MeasureReference): MeasureReference {
  const isWeaker =
    one.threshold.is === 'atLeast'
      ? one.threshold.limit < other.threshold.limit
      : one.threshold.limit > other.threshold.limit

  return isWeaker ? one : other
}
