import { sql, type RawBuilder } from 'kysely'
import { fieldsOf, type EntityKind } from '../../rules/entity/entity.ts'

/** camelCase field to snake_case column. */
export function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** The staging table that holds the canonical records of a kind. */
export function canonicalTable(kind: EntityKind): string {
  return `staging.${columnOf(kind)}`
}

export function canonicalColumns(kind: EntityKind): readonly string[] {
  return ['record_id', 'changed_at', 'normalized_run', ...fieldsOf(kind).map(columnOf)]
}

/** Select list of a kind's fields under their camelCase names; every value is text or null once parsed. */
export function canonicalFields(kind: EntityKind, table: string): RawBuilder<unknown> {
  const fields = fieldsOf(kind).map((field) => sql`${sql.ref(`${table}.${columnOf(field)}`)} as ${sql.ref(field)}`)

  return sql.join(fields)
}
