import { sql } from 'kysely'
import type { SettledKind } from '../../../rules/documents/payments/payment-policy.ts'
import { lineColumns, openDocuments, openPayments, openSettling, type SettleLine } from './settle-lines.ts'
import { recordsOnly, takeDecided } from './settle-taken.ts'
import type { Session } from '../store.ts'

/** Payments and documents by record id, with what is left of each now: decided matches are taken off. */
export interface MatchLines {
  readonly payments: ReadonlyMap<number, SettleLine>
  readonly documents: ReadonlyMap<number, SettleLine>
}

export async function matchLines(
  session: Session,
  { kind, documentSystem }: { readonly kind: SettledKind; readonly documentSystem: string },
  recordIds: readonly number[],
): Promise<MatchLines> {
  const only = recordsOnly(recordIds)
  const { rows: systems } = await sql<{ system: string }>`
    select distinct flow.system from staging.source_record as record join staging.flow as flow on flow.id = record.flow_id
    where ${only}`.execute(session.db)

  await openSettling(session)
  await takeDecided(session, recordIds)
  await openPayments(
    session,
    systems.map(({ system }) => system),
    only,
  )
  await openDocuments(session, kind, documentSystem, only)
  const [payments, documents] = [await linesIn(session, 'settle_payment'), await linesIn(session, 'settle_document')]

  return { payments, documents }
}

async function linesIn({ db }: Session, list: 'settle_payment' | 'settle_document') {
  const { rows } = await sql<SettleLine>`select ${lineColumns} from ${sql.raw(list)} order by id`.execute(db)

  return new Map(rows.map((row) => [row.id, row]))
}
