import type { Condition } from './condition.ts'
import type { MatchColumn, MatchColumns, PairTest } from './match-column.ts'
import { compileMeasured, type MeasuredCondition } from './measured-condition.ts'
import { measures } from './measure.ts'

/** Turns conditions into functions over the columns: what they mean, said plainly; the many pairs of a run are weighed by a program made of them. */
export function conditionCompiler(columns: MatchColumns): (condition: Condition) => PairTest {
  function columnNamed(name: string): MatchColumn {
    const column = columns.get(name)

    if (column === undefined) throw new Error(`The match model names the column "${name}", which was not derived.`)

    return column
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
        return crossedTest(columnNamed(condition.of), columnNamed(condition.with), condition.min)
      case 'missing':
      case 'bothMissing':
      case 'exact':
      case 'different':
        return codeTest(condition.is, columnNamed(condition.of))
      default:
        return compileMeasured(condition satisfies MeasuredCondition, columnNamed(condition.of))
    }
  }

  return compile
}

function codeTest(
  is: 'missing' | 'bothMissing' | 'exact' | 'different',
  { codes, stride, offset }: MatchColumn,
): PairTest {
  const code = (record: number) => codes[record * stride + offset] as number

  switch (is) {
    case 'missing':
      return (left, right) => code(left) === 0 || code(right) === 0
    case 'bothMissing':
      return (left, right) => code(left) === 0 && code(right) === 0
    case 'exact':
      return (left, right) => code(left) === code(right) && code(left) !== 0
    case 'different':
      return (left, right) => code(left) !== code(right) && code(left) !== 0 && code(right) !== 0
  }
}

/** left's first value is like right's second and the other way round. Two columns have codes of their own, so texts are compared. */
function crossedTest(one: MatchColumn, other: MatchColumn, min: number): PairTest {
  const alike = (left: number, right: number) => {
    const leftCode = one.codes[left * one.stride + one.offset] as number
    const rightCode = other.codes[right * other.stride + other.offset] as number

    if (leftCode === 0 || rightCode === 0) return false
    const leftText = one.text(leftCode)
    const rightText = other.text(rightCode)

    return leftText === rightText || (min < 1 && measures.jaroWinkler(leftText, rightText) >= min)
  }

  return (left, right) => alike(left, right) && alike(right, left)
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
