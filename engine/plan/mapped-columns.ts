import type { FieldMapping } from '../../rules/normalize/field-mapping.ts'

/** Every source column that the mappings of a flow read, once, in the order of the plan. */
export function mappedColumns(mappings: Readonly<Record<string, FieldMapping>>): readonly string[] {
  return [...new Set(Object.values(mappings).flatMap(columnsOf))]
}

function columnsOf(mapping: FieldMapping): readonly string[] {
  if (typeof mapping === 'string') return [mapping]
  return [mapping.from ?? [], mapping.currencyFrom ?? []].flat()
}
