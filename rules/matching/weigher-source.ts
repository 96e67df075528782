import { conditionSource, type ConditionSource } from './condition-source.ts'
import type { MatchModel } from './match-model.ts'
import { numberSource } from './source-logic.ts'
import type { SourceScope } from './source-scope.ts'

/** What a level weighs: as written, or by the frequency of the values of a column, and then at most so much. */
export interface LevelWeight {
  readonly fixed: number
  readonly byFrequency: { readonly column: string; readonly function: number; readonly most: number } | undefined
}

interface WrittenLevel {
  readonly when: ConditionSource
  readonly weight: string
  readonly most: number
}

/** Bounds are added up in another order than weights; so much is left for rounding. */
const SLACK = 1e-6

/**
 * The body of a function of `left`, `right` and `weightMin` that weighs a pair. First it adds up the most that each
 * comparison can weigh by what the codes alone tell. Then it puts one exact weight after the other in the place of its
 * bound, those that need no measuring first, and stops when the sum cannot reach `weightMin` any more. Of a pair that is
 * left the weights are added in the order of the model: no bound changes a weight.
 */
export function weigherSource(
  model: MatchModel,
  prior: number,
  weights: readonly (readonly LevelWeight[])[],
  scope: SourceScope,
): string {
  const comparisons = model.comparisons.map(({ levels }, index) =>
    levels.map((level, number) =>
      writtenLevel(
        conditionSource(level.when, scope),
        (weights[index] as readonly LevelWeight[])[number] as LevelWeight,
        scope,
      ),
    ),
  )
  const numbers = comparisons.map((_, index) => index)
  const isMeasured = comparisons.map((levels) => levels.some(({ when }) => when.holds !== when.possible))
  const order = numbers.toSorted((one, other) => Number(isMeasured[one]) - Number(isMeasured[other]) || one - other)
  const stop = `if (most < weightMin - ${numberSource(SLACK)}) return -Infinity`

  return [
    ...comparisons.map(boundSource),
    `let most = ${[numberSource(prior), ...numbers.map((index) => `b${index}`)].join(' + ')}`,
    stop,
    ...order.flatMap((index) => [
      exactSource(comparisons[index] as readonly WrittenLevel[], index),
      `most += p${index} - b${index}`,
      stop,
    ]),
    `const weight = ${[numberSource(prior), ...numbers.map((index) => `p${index}`)].join(' + ')}`,
    'if (weight < weightMin) return -Infinity',
    ...numbers.map((index) => `levels[${index}] = v${index}; parts[${index}] = p${index}`),
    'return weight',
  ].join('\n')
}

function writtenLevel(when: ConditionSource, { fixed, byFrequency }: LevelWeight, scope: SourceScope): WrittenLevel {
  if (byFrequency === undefined) return { when, weight: numberSource(fixed), most: fixed }
  const number = scope.columnNumber(byFrequency.column)

  return { when, weight: `w${byFrequency.function}(l${number}, r${number})`, most: byFrequency.most }
}

/** The first level that holds, and what it weighs. */
function exactSource(levels: readonly WrittenLevel[], index: number): string {
  const branches = levels.map(
    ({ when, weight }, level) => `if (${when.holds}) { v${index} = ${level}; p${index} = ${weight} }`,
  )

  return `let v${index} = 0, p${index} = 0\n${branches.join(' else ')}`
}

/** The most that a level can weigh that the codes do not rule out, up to the first that they make sure of. */
function boundSource(levels: readonly WrittenLevel[], index: number): string {
  const last = levels.at(-1) as WrittenLevel

  // Where what is left over weighs most, nothing is gained by asking.
  if (levels.every(({ most }) => most <= last.most)) return `const b${index} = ${numberSource(last.most)}`
  const steps = levels
    .filter(({ when }) => when.possible !== 'false')
    .map(({ when: { possible, certain }, most }) => {
      const raise = `if (b${index} < ${numberSource(most)}) b${index} = ${numberSource(most)}`
      const leave =
        certain === 'false' ? '' : certain === possible ? `break c${index}` : `if (${certain}) break c${index}`

      return `if (${possible}) { ${raise}; ${leave} }`
    })

  return `let b${index} = -Infinity\nc${index}: { ${steps.join('\n')} }`
}
