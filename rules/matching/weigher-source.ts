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

/** The level of a comparison that the codes alone do not decide. */
const UNDECIDED = 255

/**
 * The functions that weigh a pair of records. Of each comparison k, `decide<k>` notes the level and answers the weight where
 * the codes alone decide, else it answers the most that the weight can be; `measure<k>` then takes the measures. `weigh`
 * measures one undecided comparison after the other and stops when the sum cannot reach `weightMin` any more. Of a pair
 * that is left the weights are added in the order of the model: bounds change no weight.
 *
 * Small functions, because an engine compiles the parts of one large function anew whenever a rare branch is first taken.
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
  const functions = comparisons.flatMap((levels, index) => [
    scope.functionSource(`decide${index}`, decideSource(levels, index)),
    ...(isMeasured(levels) ? [scope.functionSource(`measure${index}`, measureSource(levels, index))] : []),
  ])

  return [...functions, weighSource(comparisons, prior)].join('\n')
}

function weighSource(comparisons: readonly (readonly WrittenLevel[])[], prior: number): string {
  const numbers = comparisons.map((_, index) => index)
  const gains = comparisons.map(gainOf)
  const measured = numbers
    .filter((index) => isMeasured(comparisons[index] as readonly WrittenLevel[]))
    .toSorted((one, other) => (gains[other] as number) - (gains[one] as number) || one - other)
  const sum = [numberSource(prior), ...numbers.map((index) => `p${index}`)].join(' + ')
  const stop = 'if (most < least) return -Infinity'

  return [
    'function weigh(left, right, weightMin) {',
    `const least = weightMin - ${numberSource(SLACK)}`,
    ...numbers.map((index) => `let p${index} = decide${index}(left, right)`),
    `let most = ${sum}`,
    stop,
    ...measured.map(
      (index) =>
        `if (levels[${index}] === ${UNDECIDED}) { most -= p${index}; p${index} = measure${index}(left, right); most += p${index}; ${stop} }`,
    ),
    `const weight = ${sum}`,
    'if (weight < weightMin) return -Infinity',
    ...numbers.map((index) => `parts[${index}] = p${index}`),
    'return weight',
    '}',
  ].join('\n')
}

function writtenLevel(when: ConditionSource, { fixed, byFrequency }: LevelWeight, scope: SourceScope): WrittenLevel {
  if (byFrequency === undefined) return { when, weight: numberSource(fixed), most: fixed }
  const number = scope.columnNumber(byFrequency.column)

  return { when, weight: `w${byFrequency.function}(l${number}, r${number})`, most: byFrequency.most }
}

function isMeasured(levels: readonly WrittenLevel[]): boolean {
  return levels.some(({ when }) => when.holds !== when.possible)
}

/** How much is known by measuring a comparison, for each measure taken. */
function gainOf(levels: readonly WrittenLevel[]): number {
  const measured = levels.filter(({ when }) => when.holds !== when.possible)
  const measures = new Set(measured.flatMap(({ when }) => when.holds.match(/f\d+\(/g) ?? []))
  const last = levels.at(-1) as WrittenLevel

  return (Math.max(...measured.map(({ most }) => most)) - last.most) / measures.size
}

function decideSource(levels: readonly WrittenLevel[], index: number): string {
  const last = levels.at(-1) as WrittenLevel

  // Where what is left over weighs most, nothing is gained by asking.
  if (isMeasured(levels) && levels.every(({ most }) => most <= last.most))
    return `levels[${index}] = ${UNDECIDED}\nreturn ${numberSource(last.most)}`
  const steps = levels.map(({ when: { possible, certain }, weight, most }, level) => {
    const bound = numberSource(most)
    const decide = `if (p === -Infinity) { levels[${index}] = ${level}; return ${weight} } return p < ${bound} ? ${bound} : p`
    const raise = `if (p < ${bound}) p = ${bound}`

    return [
      certain === 'false' ? '' : `if (${certain}) { ${decide} }`,
      possible === certain ? '' : `if (${possible}) { ${raise} }`,
    ].join('\n')
  })

  return `levels[${index}] = ${UNDECIDED}\nlet p = -Infinity\n${steps.join('\n')}`
}

function measureSource(levels: readonly WrittenLevel[], index: number): string {
  return levels
    .map(({ when, weight }, level) => `if (${when.holds}) { levels[${index}] = ${level}; return ${weight} }`)
    .join('\n')
}
