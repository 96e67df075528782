import { sql, type RawBuilder } from 'kysely'
import type { Session } from '../store.ts'

/** Fields that came from the same member for the same reason: most golden records have one or two of these. */
export interface FieldsOrigin {
  readonly system: string
  readonly sourceKey: string
  readonly reason: string
  /** When a steward pinned them; left out where a member said them. */
  readonly at?: string
  readonly fields: readonly string[]
}

/** Keeps what golden records say now, before they change; `changing` joins and filters them. */
export async function keepVersions(session: Session, changing: RawBuilder<unknown>, runId: number): Promise<void> {
  await sql`
    insert into golden.version (golden_id, version, status, values, provenance, value_sets, from_run, until_run)
    select record.id, record.version, record.status, record.values, record.provenance, record.value_sets, record.changed_run, ${runId}
    from golden.record as record ${changing}
    on conflict do nothing`.execute(session.db)
}
