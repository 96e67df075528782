import { deriveColumns } from '../../rules/matching/derive-columns.ts'
import { plainColumn } from '../../rules/matching/match-column.ts'
import { fieldsOfModel, type MatchModel } from '../../rules/matching/match-model.ts'
import { pairWeigher } from '../../rules/matching/pair-weigher.ts'
import { withRelations } from '../../rules/matching/relation-weight.ts'
import { waterfall, type Waterfall } from '../../rules/matching/waterfall.ts'

type Values = Readonly<Record<string, string | null>>

/** The waterfall of two records given as values by field name, of whose population only the size is known. */
export function explainValues(left: Values, right: Values, model: MatchModel, recordCount: number): Waterfall {
  const fields = new Map(
    fieldsOfModel(model).map((field) => [field, plainColumn([left[field] ?? null, right[field] ?? null])]),
  )
  const population = { recordCount, recordsPerEntity: 1, contentsPerEntity: 1, valueCounts: new Map() }
  const weigher = withRelations(pairWeigher(model, deriveColumns(model, fields), population), model, population)
  const weight = weigher.weigh(0, 1)

  return waterfall(model, { prior: weigher.prior, levels: weigher.levels, parts: weigher.parts, weight })
}
