import { deriveColumns } from './derive-columns.ts'
import { plainColumn, type MatchColumns } from './match-column.ts'
import { fieldsOfModel, type MatchModel } from './match-model.ts'
import { probabilityOfWeight } from './match-weight.ts'
import { pairWeigher } from './pair-weigher.ts'
import { frequencyColumns, type ValueCounts } from './population.ts'

/** Why two records have the weight they have: the parts and the prior sum to it. */
export interface Waterfall {
  readonly prior: number
  readonly parts: readonly { readonly comparison: string; readonly level: string; readonly weight: number }[]
  readonly weight: number
  readonly probability: number
}

/** What is known of the other records. */
export interface Surroundings {
  readonly recordCount: number
  /** The share of records that have a value in a column; undefined: not known. */
  readonly shareOf?: (column: string, value: string) => number | undefined
}

/** Explains any two records, given as values by field name. Without `shareOf` the model's own u-probabilities stand in for term frequencies. */
export function explainPair(
  left: Readonly<Record<string, string | null>>,
  right: Readonly<Record<string, string | null>>,
  model: MatchModel,
  surroundings: Surroundings,
): Waterfall {
  const fields = new Map(
    fieldsOfModel(model).map((field) => [field, plainColumn([left[field] ?? null, right[field] ?? null])]),
  )
  const columns = deriveColumns(model, fields)
  const weigher = pairWeigher(model, columns, {
    recordCount: surroundings.recordCount,
    recordsPerEntity: 1,
    contentsPerEntity: 1,
    valueCounts: valueShares(model, columns, surroundings),
  })
  const weight = weigher.weigh(0, 1)

  return waterfall(model, weigher.prior, [...weigher.levels], [...weigher.parts], weight)
}

function waterfall(
  model: MatchModel,
  prior: number,
  levels: readonly number[],
  parts: readonly number[],
  weight: number,
): Waterfall {
  return {
    prior,
    parts: model.comparisons.map((comparison, index) => ({
      comparison: comparison.name,
      level: comparison.levels[levels[index] as number]?.name ?? '',
      weight: parts[index] as number,
    })),
    weight,
    probability: probabilityOfWeight(weight),
  }
}

/** Shares of the two records' values, for each column of which the population knows all of them. */
function valueShares(
  model: MatchModel,
  columns: MatchColumns,
  surroundings: Surroundings,
): ReadonlyMap<string, ValueCounts> {
  const known = new Map<string, ValueCounts>()

  for (const name of frequencyColumns(model)) {
    const column = columns.get(name)
    const shares = Array.from({ length: column?.size ?? 0 }, (_, code) =>
      code === 0 ? 0 : surroundings.shareOf?.(name, column?.text(code) ?? ''),
    )

    if (shares.length > 1 && shares.every((share) => share !== undefined))
      known.set(name, {
        counts: shares.map((share) => share * surroundings.recordCount),
        distinct: surroundings.recordCount,
        filled: surroundings.recordCount,
      })
  }

  return known
}
