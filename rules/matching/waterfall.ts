import { columnsOfCondition, type Condition } from './condition.ts'
import { fieldsOfModel, type MatchComparison, type MatchModel } from './match-model.ts'
import { probabilityOfWeight } from './match-weight.ts'
import { relationShares } from './relation-weight.ts'

/** What one comparison adds to the weight of a pair. */
export interface WaterfallPart {
  readonly comparison: string
  readonly level: string
  /** How often records of one entity are at this level, and how often others are. */
  readonly m: number
  readonly u: number
  readonly weight: number
  /** What of the weight is due to the values being rarer, or more common, than the level's u says. */
  readonly termFrequency: number
}

/** Why two records have the weight they have: prior, parts and relations sum to it. */
export interface Waterfall {
  readonly prior: number
  readonly parts: readonly WaterfallPart[]
  /** What is taken away because something else explains the agreement as well, such as one household; else 0. */
  readonly relations: number
  /** The relation that explains it best; null in a model without. */
  readonly relation: string | null
  readonly weight: number
  readonly probability: number
}

/** A pair as a weigher leaves it, or as a stored link remembers it. */
export interface WeighedPair {
  readonly prior: number
  readonly levels: ArrayLike<number>
  readonly parts: ArrayLike<number>
  readonly weight: number
}

/** Names what a weigher counted. */
export function waterfall(model: MatchModel, { prior, levels, parts, weight }: WeighedPair): Waterfall {
  const named = model.comparisons.map((comparison, index) => partOf(comparison, levels[index] ?? 0, parts[index] ?? 0))

  return {
    prior,
    parts: named,
    // Added up as the weigher does, so that without relations nothing is left, not even a rounding.
    relations: weight - named.reduce((sum, part) => sum + part.weight, prior),
    relation: likeliestRelation(model, levels),
    weight,
    probability: probabilityOfWeight(weight),
  }
}

/** The first of equals. */
function likeliestRelation(model: MatchModel, levels: ArrayLike<number>): string | null {
  let likeliest: { readonly name: string; readonly odds: number } | undefined

  for (const relation of model.relations) {
    const shares = relationShares(model, relation)
    const odds = shares.reduce(
      (sum, shareOf, comparison) => sum + Math.log2(shareOf[levels[comparison] ?? 0] as number),
      Math.log2(relation.matesPerRecord),
    )

    if (likeliest === undefined || odds > likeliest.odds) likeliest = { name: relation.name, odds }
  }

  return likeliest?.name ?? null
}

function partOf(comparison: MatchComparison, levelIndex: number, weight: number): WaterfallPart {
  const { name, m, u } = comparison.levels[levelIndex] as MatchComparison['levels'][number]

  return { comparison: comparison.name, level: name, m, u, weight, termFrequency: weight - Math.log2(m / u) }
}

/** Fields of the record that decided a level: those its condition asks to be alike or filled; of `otherwise`, all the comparison looks at. */
export function fieldsOfLevel(model: MatchModel, comparison: string, level: string): readonly string[] {
  const levels = model.comparisons.find(({ name }) => name === comparison)?.levels ?? []
  const held = levels.find(({ name }) => name === level)
  const decisive = held === undefined ? [] : columnsAffirmed(held.when)
  const columns = decisive.length > 0 ? decisive : levels.flatMap(({ when }) => columnsAffirmed(when))

  return fieldsOfColumns(model, columns)
}

/** Columns a condition asks to be alike, or to be filled; what it only rules out is not what people look for. */
function columnsAffirmed(condition: Condition): readonly string[] {
  switch (condition.is) {
    case 'all':
    case 'any':
      return condition.of.flatMap(columnsAffirmed)
    case 'not':
      return condition.of.is === 'missing' ? [condition.of.of] : []
    default:
      return columnsOfCondition(condition)
  }
}

/** Fields that columns are derived from, through whatever columns, in the order the model reads them. */
function fieldsOfColumns(model: MatchModel, names: readonly string[]): readonly string[] {
  const fieldsOf = new Map<string, readonly string[]>()

  // In the order of declaration: a column may have the name of the field it is derived from.
  for (const { name, from } of model.columns)
    fieldsOf.set(
      name,
      from.flatMap((source) => fieldsOf.get(source) ?? [source]),
    )
  const wanted = new Set(names.flatMap((name) => fieldsOf.get(name) ?? []))

  return fieldsOfModel(model).filter((field) => wanted.has(field))
}
