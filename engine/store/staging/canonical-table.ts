import { sql, type RawBuilder } from 'kysely'
import { fieldsOf, type CanonicalRecord, type EntityKind } from '../../../rules/entity/entity.ts'

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

/**
 * All fields of a kind as texts, or those given, in the order of `fieldsOf`; the canonical table goes by `canonical`. In JSON, because the driver
 * reads an array of the database character by character: half the time of comparing a million documents went there.
 */
export function canonicalTexts(kind: EntityKind, fields: readonly string[] = fieldsOf(kind)): RawBuilder<unknown> {
  const texts = fields.map((field) => sql`${sql.ref(`canonical.${columnOf(field)}`)}::text`)

  return sql`json_build_array(${sql.join(texts)})`
}

/** A canonical record from its texts in the order of `fields`. */
export function recordOfTexts(fields: readonly string[], texts: readonly (string | null)[]): CanonicalRecord {
  const record: Record<string, string | null> = {}

  for (let place = 0; place < fields.length; place += 1) record[fields[place] as string] = texts[place] ?? null
  return record
}
