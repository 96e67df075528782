import { sql } from 'kysely'
import type { CopyRow } from './copy-format.ts'
import type { Session } from './store.ts'

export const mismatchColumns = [
  'entity',
  'golden_id',
  'cause',
  'system',
  'source_key',
  'other_system',
  'other_key',
  'field',
  'number',
  'value',
  'other_value',
  'difference_minor',
  'scale',
  'currency',
  'reason',
  'since_run',
] as const

/** Opens the list of tonight's findings; it lives until the transaction ends. */
export async function openMismatches(session: Session): Promise<void> {
  await sql`drop table if exists found`.execute(session.db)
  await sql`create temporary table found (like documents.mismatch) on commit drop`.execute(session.db)
}

export function addMismatches(session: Session, rows: AsyncIterable<readonly CopyRow[]>): Promise<number> {
  return session.copy('found', mismatchColumns, rows)
}

/** Makes the stored findings of a kind those of tonight: vanished ones go, known ones keep their `since_run`. */
export async function settleMismatches(session: Session, entity: string): Promise<void> {
  await sql`
    delete from documents.mismatch as old
    where old.entity = ${entity} and not exists (
      select from found
      where (found.golden_id, found.cause, found.system, found.source_key, found.other_system, found.other_key, found.field)
        = (old.golden_id, old.cause, old.system, old.source_key, old.other_system, old.other_key, old.field))`.execute(
    session.db,
  )
  await sql`
    insert into documents.mismatch as old select * from found
    on conflict (entity, golden_id, cause, system, source_key, other_system, other_key, field) do update
    set number = excluded.number, value = excluded.value, other_value = excluded.other_value,
      difference_minor = excluded.difference_minor, scale = excluded.scale, currency = excluded.currency,
      reason = excluded.reason
    where (old.number, old.value, old.other_value, old.difference_minor, old.scale, old.currency, old.reason)
      is distinct from (excluded.number, excluded.value, excluded.other_value, excluded.difference_minor, excluded.scale,
        excluded.currency, excluded.reason)`.execute(session.db)
}
