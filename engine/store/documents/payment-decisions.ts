import { sql, type RawBuilder } from 'kysely'
import type { PaymentPass } from '../../../rules/documents/payments/payment-match.ts'
import type { SettledKind } from '../../../rules/documents/payments/payment-policy.ts'
import { onceAsync } from '../copy-format.ts'
import type { Session } from '../store.ts'

/** Part of an approved match: records by id, amounts in minor units. */
export interface DecidedPart {
  readonly paymentId: number
  readonly documentId: number
  readonly amountMinor: bigint
  readonly writeOffMinor: bigint
}

export type StandingVerdict = 'approved' | 'first-approval' | 'refused'

/** A person's word on a match, as it is kept. */
export interface PaymentDecision {
  readonly id: number
  readonly matchId: string
  readonly verdict: StandingVerdict | 'undone'
  readonly entity: SettledKind
  readonly documentSystem: string
  readonly pass: PaymentPass
  /** 0: as proposed. */
  readonly alternative: number
  readonly amountMinor: string
  readonly writeOffMinor: string
  readonly scale: number
  readonly currency: string
  readonly counterparty: string | null
  readonly matchReason: string
  readonly runId: number
  readonly at: string
  readonly by: string
  readonly reason: string
  readonly resolvedFindings: readonly string[]
  readonly endedBy: number | null
}

const columns = sql`
  decision.id, decision.match_id as "matchId", decision.verdict, decision.entity, decision.document_system as "documentSystem",
  decision.pass, decision.alternative, decision.amount_minor::text as "amountMinor",
  decision.write_off_minor::text as "writeOffMinor", decision.scale, decision.currency, decision.counterparty,
  decision.match_reason as "matchReason", decision.run_id as "runId", decision.decided_at as at, decision.actor as by,
  decision.reason, decision.resolved_findings as "resolvedFindings", decision.ended_by as "endedBy"`

const stands = sql`decision.ended_by is null and decision.verdict <> 'undone'`

/** Words of a person and the night's matching take turns: the night would put back what is approved while it works. */
export async function lockPaymentDecisions({ db }: Session): Promise<void> {
  await sql`lock table documents.payment_decision in share row exclusive mode`.execute(db)
}

/** Every word said of a match, oldest first. */
export async function decisionsOf({ db }: Session, matchId: string): Promise<readonly PaymentDecision[]> {
  const { rows } = await sql<PaymentDecision>`
    select ${columns} from documents.payment_decision as decision where match_id = ${matchId} order by id`.execute(db)

  return rows
}

/** The word that stands on a match; nothing when none was said or it was taken back. */
export async function standingDecision(session: Session, matchId: string): Promise<PaymentDecision | undefined> {
  const all = await decisionsOf(session, matchId)

  return all.find(({ endedBy, verdict }) => endedBy === null && verdict !== 'undone')
}

/** Words that stand, newest first, before an id. */
export async function decisionPage(
  { db }: Session,
  verdict: StandingVerdict,
  { limit, before }: { readonly limit: number; readonly before: number | undefined },
): Promise<readonly PaymentDecision[]> {
  const { rows } = await sql<PaymentDecision>`
    select ${columns} from documents.payment_decision as decision
    where decision.verdict = ${verdict} and ${stands} ${before === undefined ? sql`` : sql`and decision.id < ${before}`}
    order by decision.id desc limit ${limit}`.execute(db)

  return rows
}

/** Appends a word with the proposal it is about, as the store holds it now, and ends the word that stood. Answers its id. */
export async function addDecision({ db }: Session, word: Omit<PaymentDecision, 'id' | 'endedBy'>): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select coalesce(max(id), 0) + 1 as id from documents.payment_decision`.execute(db)
  const id = rows[0]?.id ?? 1

  await sql`
    update documents.payment_decision as decision set ended_by = ${id} where match_id = ${word.matchId} and ${stands}`.execute(
    db,
  )
  await sql`
    insert into documents.payment_decision (id, match_id, verdict, entity, document_system, pass, alternative, amount_minor,
      write_off_minor, scale, currency, counterparty, match_reason, run_id, decided_at, actor, reason, proposal,
      resolved_findings)
    values (${id}, ${word.matchId}, ${word.verdict}, ${word.entity}, ${word.documentSystem}, ${word.pass},
      ${word.alternative}, ${word.amountMinor}::bigint, ${word.writeOffMinor}::bigint, ${word.scale}, ${word.currency},
      ${word.counterparty}, ${word.matchReason}, ${word.runId}, ${word.at}::timestamptz, ${word.by}, ${word.reason},
      (select coalesce(jsonb_agg(to_jsonb(allocation) order by place), '[]') from documents.allocation
        where match_id = ${word.matchId} and match_id <> '' and state = 'proposed'),
      ${JSON.stringify(word.resolvedFindings)}::jsonb)`.execute(db)
  return id
}

export async function addApprovedParts(
  session: Session,
  decisionId: number,
  parts: readonly DecidedPart[],
): Promise<void> {
  await session.copy(
    'documents.approved_allocation',
    ['decision_id', 'place', 'payment_id', 'document_id', 'amount_minor', 'write_off_minor'],
    onceAsync(
      parts.map(({ paymentId, documentId, amountMinor, writeOffMinor }, place) => [
        ...[decisionId, place, paymentId, documentId, String(amountMinor), String(writeOffMinor)],
      ]),
    ),
  )
}

export async function approvedParts({ db }: Session, decisionId: number): Promise<readonly DecidedPart[]> {
  const { rows } = await sql<{ paymentId: number; documentId: number; amount: string; writeOff: string }>`
    select payment_id as "paymentId", document_id as "documentId", amount_minor::text as amount,
      write_off_minor::text as "writeOff"
    from documents.approved_allocation where decision_id = ${decisionId} order by place`.execute(db)

  return rows.map(({ amount, writeOff, ...ids }) => ({
    ...ids,
    amountMinor: BigInt(amount),
    writeOffMinor: BigInt(writeOff),
  }))
}

/** Ends approvals of the same payments that no longer hold: the newer word takes their place. */
export async function endLapsed({ db }: Session, paymentIds: readonly number[], decisionId: number): Promise<void> {
  await sql`
    update documents.payment_decision as decision set ended_by = ${decisionId}
    where decision.verdict = 'approved' and ${stands} and decision.id <> ${decisionId}
      and exists (
        select from documents.approved_allocation as part
        where part.decision_id = decision.id and part.payment_id = any(${[...paymentIds]}::integer[]))
      and not exists (
        select from documents.allocation where match_id = decision.match_id and match_id <> '' and state = 'approved')`.execute(
    db,
  )
}

/** Refuses ways of matching, each by the payments it is of and its evidence. */
export async function addRefusals(
  session: Session,
  decisionId: number,
  refused: readonly { readonly paymentId: number; readonly fingerprint: string }[],
): Promise<void> {
  await session.copy(
    'documents.refused_match',
    ['decision_id', 'payment_id', 'fingerprint'],
    onceAsync(refused.map(({ paymentId, fingerprint }) => [decisionId, paymentId, fingerprint])),
  )
}

/** What people refused, by payment. As many as people said in years: it fits into memory. */
export async function standingRefusals({ db }: Session): Promise<ReadonlyMap<number, ReadonlySet<string>>> {
  const { rows } = await sql<{ paymentId: number; fingerprint: string }>`
    select refused.payment_id as "paymentId", refused.fingerprint
    from documents.payment_decision as decision
    join documents.refused_match as refused on refused.decision_id = decision.id
    where decision.verdict = 'refused' and ${stands}`.execute(db)
  const refusals = new Map<number, Set<string>>()

  for (const { paymentId, fingerprint } of rows) {
    const own = refusals.get(paymentId)

    if (own === undefined) refusals.set(paymentId, new Set([fingerprint]))
    else own.add(fingerprint)
  }
  return refusals
}

/** The documents of approvals that stand, and the other records of their golden documents: a condition for `openDocuments`. */
export function documentsOfApprovals(kind: SettledKind, system: string): RawBuilder<unknown> {
  return sql`coalesce(crosswalk.golden_id, record.id::text) in (
    select coalesce(member.golden_id, part.document_id::text) from documents.payment_decision as decision
    join documents.approved_allocation as part on part.decision_id = decision.id
    left join golden.crosswalk as member on member.record_id = part.document_id
    where decision.verdict = 'approved' and ${stands} and decision.entity = ${kind} and decision.document_system = ${system})`
}
