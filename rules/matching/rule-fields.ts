import { columnsOfCondition } from './condition.ts'
import { blockColumns, type MatchModel } from './match-model.ts'

/** Per comparison whether some blocking rule looks at none of the record's fields the comparison does. */
export function blockedElsewhere(model: MatchModel): readonly boolean[] {
  const fieldsOf = fieldTracer(model)
  const blocked = model.blockingRules.map((rule) => new Set(blockColumns(rule).flatMap(fieldsOf)))

  return model.comparisons.map(({ levels }) => {
    const fields = levels.flatMap(({ when }) => columnsOfCondition(when)).flatMap(fieldsOf)

    return blocked.some((rule) => fields.every((field) => !rule.has(field)))
  })
}

/** The fields of the record that some comparison looks at; others only choose candidate pairs, or nothing. */
export function fieldsCompared(model: MatchModel): ReadonlySet<string> {
  const columns = model.comparisons.flatMap(({ levels }) => levels.flatMap(({ when }) => columnsOfCondition(when)))

  return new Set(columns.flatMap(fieldTracer(model)))
}

/** The fields of the record behind identifiers of which an entity has one. */
export function exclusiveFields(model: MatchModel): readonly string[] {
  return [...new Set(model.exclusive.map(({ column }) => column).flatMap(fieldTracer(model)))]
}

/** The fields of the record a column is derived from, through columns in between. */
function fieldTracer({ columns }: MatchModel): (column: string) => readonly string[] {
  const fields = new Map<string, readonly string[]>()

  for (const { name, from } of columns)
    fields.set(name, [...new Set(from.flatMap((source) => fields.get(source) ?? [source]))])

  return (name) => fields.get(name) ?? [name]
}
