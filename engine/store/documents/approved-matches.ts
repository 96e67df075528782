import { sql } from 'kysely'
import type { SettledKind } from '../../../rules/documents/payments/payment-policy.ts'
import type { DecidedPart } from './payment-decisions.ts'
import type { Session } from '../store.ts'

/** What became of a line of an approved match; null fields: it is gone. */
export interface ApprovedLine {
  readonly leftMinor: string | null
  readonly currency: string | null
  readonly scale: number | null
  readonly status: string | null
  readonly counterparty: string | null
  readonly on: string | null
}

/** Part of an approved match with both of its lines as they are tonight. */
export interface ApprovedPart extends DecidedPart {
  readonly payment: ApprovedLine & { readonly system: string; readonly sourceKey: string }
  /** `id`: the record that stands for the document tonight. */
  readonly document: ApprovedLine & {
    readonly id: number | null
    readonly sourceKey: string
    readonly number: string | null
  }
}

/** An approval that stands. */
export interface ApprovedMatch {
  readonly matchId: string
  readonly pass: string
  readonly currency: string
  readonly scale: number
  readonly amountMinor: bigint
  readonly counterparty: string | null
  readonly matchReason: string
  readonly parts: readonly ApprovedPart[]
}

interface Row extends Omit<ApprovedMatch, 'parts' | 'amountMinor'> {
  readonly decisionId: number
  readonly amount: string
  readonly part: Omit<ApprovedPart, 'amountMinor' | 'writeOffMinor'> & {
    readonly amountMinor: string
    readonly writeOffMinor: string
  }
}

const lineOf = (alias: 'payment' | 'document') => {
  const column = (name: string) => sql.ref(`${alias}.${name}`)

  return sql`'leftMinor', ${column('left_minor')}::text, 'currency', ${column('currency')}, 'scale', ${column('scale')},
    'status', ${column('status')}, 'counterparty', ${column('counterparty')}, 'on', ${column('on')}::text`
}

/**
 * The approvals that stand for the documents of one system, newest first: of two that ask for the same money the newer word counts.
 * As many as people said in years: they fit into memory. Needs the lists of payments and of these documents.
 */
export async function approvedMatches(
  { db }: Session,
  kind: SettledKind,
  system: string,
): Promise<readonly ApprovedMatch[]> {
  const { rows } = await sql<Row>`
    select decision.id as "decisionId", decision.match_id as "matchId", decision.pass, decision.currency, decision.scale,
      decision.amount_minor::text as amount, decision.counterparty, decision.match_reason as "matchReason",
      jsonb_build_object('paymentId', part.payment_id, 'documentId', part.document_id,
        'amountMinor', part.amount_minor::text, 'writeOffMinor', part.write_off_minor::text,
        'payment', jsonb_build_object('system', flow.system, 'sourceKey', paid.source_key, ${lineOf('payment')}),
        'document', jsonb_build_object('id', document.id, 'sourceKey', owed.source_key, 'number', document.number,
          ${lineOf('document')})) as part
    from documents.payment_decision as decision
    join documents.approved_allocation as part on part.decision_id = decision.id
    join staging.source_record as paid on paid.id = part.payment_id
    join staging.flow as flow on flow.id = paid.flow_id
    join staging.source_record as owed on owed.id = part.document_id
    left join settle_payment as payment on payment.id = part.payment_id
    left join golden.crosswalk as member on member.record_id = part.document_id
    left join settle_document as document
      on coalesce(document.golden_id, document.id::text) = coalesce(member.golden_id, part.document_id::text)
    where decision.verdict = 'approved' and decision.ended_by is null and decision.entity = ${kind}
      and decision.document_system = ${system}
    order by decision.id desc, part.place`.execute(db)
  const matches = new Map<number, ApprovedMatch & { parts: ApprovedPart[] }>()

  for (const { decisionId, amount, part, ...match } of rows) {
    const known = matches.get(decisionId) ?? { ...match, amountMinor: BigInt(amount), parts: [] }

    known.parts.push({
      ...part,
      amountMinor: BigInt(part.amountMinor),
      writeOffMinor: BigInt(part.writeOffMinor),
    })
    matches.set(decisionId, known)
  }
  return [...matches.values()]
}
