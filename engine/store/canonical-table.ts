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

/** All fields of a kind as one text array, in the order of `fieldsOf`; `extra` is appended. The canonical table goes by `canonical`. */
export function canonicalTexts(kind: EntityKind, extra: readonly RawBuilder<unknown>[] = []): RawBuilder<unknown> {
  const texts = fieldsOf(kind).map((field) => sql`${sql.ref(`canonical.${columnOf(field)}`)}::text`)

  return sql`array[${sql.join([...texts, ...extra])}]`
}
