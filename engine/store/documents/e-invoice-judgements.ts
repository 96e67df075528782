import { sql } from 'kysely'
import type { Judgement } from '../../../rules/documents/en16931/judge-e-invoice.ts'
import { onceAsync } from '../copy-format.ts'
import type { Session } from '../store.ts'

/** Replaces the judgements of the given records; one that is not judged any more has none. */
export async function writeJudgements(
  session: Session,
  recordIds: readonly number[],
  judged: readonly { readonly recordId: number; readonly judgement: Judgement }[],
): Promise<void> {
  await sql`
    delete from staging.e_invoice_judgement where record_id = any(${[...recordIds]}::integer[])`.execute(session.db)
  const rows = judged.map(({ recordId, judgement }) => [recordId, JSON.stringify(judgement)])

  if (rows.length > 0) await session.copy('staging.e_invoice_judgement', ['record_id', 'judgement'], onceAsync(rows))
}

/** Whether any record was judged: most companies read no e-invoices, and then nobody has to ask for each page. */
export async function hasJudgements({ db }: Session): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select exists (select from staging.e_invoice_judgement) as has`.execute(db)

  return rows[0]?.has === true
}

/** The judgements of those of the records that are e-invoices. */
export async function judgementsOf(
  { db }: Session,
  recordIds: readonly number[],
): Promise<ReadonlyMap<number, Judgement>> {
  const { rows } = await sql<{ id: number; judgement: Judgement }>`
    select record_id as id, judgement from staging.e_invoice_judgement
    where record_id = any(${[...recordIds]}::integer[])`.execute(db)

  return new Map(rows.map(({ id, judgement }) => [id, judgement]))
}
