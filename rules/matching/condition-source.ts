import type { Condition } from './condition.ts'
import { holdsForEqual, thresholdOf, type MeasuredCondition } from './measured-condition.ts'
import { allOf, anyOf, notOf, numberSource } from './source-logic.ts'
import type { SourceScope } from './source-scope.ts'

/** A condition as JavaScript: whether it holds, and what the codes alone tell of that without measuring anything. */
export interface ConditionSource {
  readonly holds: string
  /** True wherever the condition holds. */
  readonly possible: string
  /** True only where the condition holds. */
  readonly certain: string
}

export function conditionSource(condition: Condition, scope: SourceScope): ConditionSource {
  switch (condition.is) {
    case 'all':
      return joinedSource(condition.of, allOf, scope)
    case 'any':
      return joinedSource(condition.of, anyOf, scope)
    case 'not': {
      const { holds, possible, certain } = conditionSource(condition.of, scope)

      return { holds: notOf(holds), possible: notOf(certain), certain: notOf(possible) }
    }
    case 'otherwise':
      return decided('true')
    case 'crossed':
      return crossedSource(condition, scope)
    case 'missing':
    case 'bothMissing':
    case 'exact':
    case 'different':
      return decided(codeTest(condition.is, scope.columnNumber(condition.of)))
    default:
      return measuredSource(condition satisfies MeasuredCondition, scope)
  }
}

function joinedSource(
  conditions: readonly Condition[],
  join: (parts: readonly string[]) => string,
  scope: SourceScope,
): ConditionSource {
  const sources = conditions.map((condition) => conditionSource(condition, scope))

  return {
    holds: join(sources.map(({ holds }) => holds)),
    possible: join(sources.map(({ possible }) => possible)),
    certain: join(sources.map(({ certain }) => certain)),
  }
}

function decided(source: string): ConditionSource {
  return { holds: source, possible: source, certain: source }
}

function codeTest(is: 'missing' | 'bothMissing' | 'exact' | 'different', number: number): string {
  const left = `l${number}`
  const right = `r${number}`

  switch (is) {
    case 'missing':
      return `(${left} === 0 || ${right} === 0)`
    case 'bothMissing':
      return `(${left} === 0 && ${right} === 0)`
    case 'exact':
      return `(${left} === ${right} && ${left} !== 0)`
    case 'different':
      return `(${left} !== ${right} && ${left} !== 0 && ${right} !== 0)`
  }
}

/** Equal values are not measured: the answer for them is part of the condition. */
function measuredSource(condition: MeasuredCondition, scope: SourceScope): ConditionSource {
  const number = scope.columnNumber(condition.of)
  const different = codeTest('different', number)
  const equal = holdsForEqual(condition) ? codeTest('exact', number) : 'false'

  return {
    holds: anyOf([equal, allOf([different, measureTest(condition, number, scope)])]),
    possible: anyOf([equal, different]),
    certain: equal,
  }
}

function measureTest(condition: MeasuredCondition, number: number, scope: SourceScope): string {
  const args = `l${number}, r${number}`

  if (condition.is === 'numberWithin' || condition.is === 'ratioIn') {
    const answer = scope.answerOf(JSON.stringify([number, condition]), args, {
      threshold: { is: 'atLeast', limit: 1 },
      make: (measures) => measures.numberTest(condition, condition.of),
    })

    return `${answer} === 1`
  }
  const { measure, ...threshold } = thresholdOf(condition)
  const answer = scope.answerOf(JSON.stringify([number, measure]), args, {
    threshold,
    make: (measures, weakest) => measures.measure(measure, condition.of, weakest),
  })

  return `${answer} ${threshold.is === 'atLeast' ? '>=' : '<='} ${numberSource(threshold.limit)}`
}

function crossedSource(condition: Extract<Condition, { is: 'crossed' }>, scope: SourceScope): ConditionSource {
  const one = scope.columnNumber(condition.of)
  const other = scope.columnNumber(condition.with)
  const { of, with: otherColumn, min } = condition
  const isAlike = (oneCode: string, otherCode: string) => {
    const answer = scope.answerOf(JSON.stringify([oneCode, otherCode, min]), `${oneCode}, ${otherCode}`, {
      threshold: { is: 'atLeast', limit: 1 },
      make: (measures) => measures.alikeTest(of, otherColumn, min),
    })

    return `${answer} === 1`
  }
  const possible = allOf([one, other].map((number) => `l${number} !== 0 && r${number} !== 0`))

  return {
    holds: allOf([possible, isAlike(`l${one}`, `r${other}`), isAlike(`r${one}`, `l${other}`)]),
    possible,
    certain: 'false',
  }
}
