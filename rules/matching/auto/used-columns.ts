import { columnsInUse, type MatchModel } from '../match-model.ts'

/** The model without the columns that nothing compares, counts or blocks by, not even through another column. */
export function withUsedColumns(model: MatchModel): MatchModel {
  const used = new Set(columnsInUse(model))

  for (const { name, from } of model.columns.toReversed())
    if (used.has(name)) for (const source of from) used.add(source)

  return { ...model, columns: model.columns.filter(({ name }) => used.has(name)) }
}
