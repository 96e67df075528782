import { minorUnitsOf } from '../../rules/documents/document-amounts.ts'
import { isLeft, takenBy, writeOffOf } from '../../rules/documents/payments/allocate.ts'
import type { PaymentPolicy } from '../../rules/documents/payments/payment-policy.ts'
import { ReconcileError } from '../domain/reconcile-error.ts'
import { appendAudit } from '../store/operations/audit.ts'
import { newestRunId } from '../store/documents/finding-decisions.ts'
import { matchLines, type MatchLines } from '../store/documents/match-lines.ts'
import {
  addApprovedParts,
  addDecision,
  addRefusals,
  approvedParts,
  decisionsOf,
  endLapsed,
  lockPaymentDecisions,
  standingDecision,
  type DecidedPart,
  type PaymentDecision,
} from '../store/documents/payment-decisions.ts'
import {
  postApproved,
  removeMatch,
  restoreProposal,
  storedProposal,
  type StoredProposal,
} from '../store/documents/payment-proposals.ts'
import { resolveFindings, unresolveFindings } from '../store/documents/resolve-findings.ts'
import type { SettleLine } from '../store/documents/settle-lines.ts'
import type { Session } from '../store/store.ts'
import { approvedReason } from './apply-approvals.ts'
import { findingsSettledBy } from './findings-of-match.ts'

/** A person's word on a match of payments. */
export interface MatchWord {
  readonly id: string
  readonly by: string
  readonly reason: string
  readonly at: string
}

/** What a word came to. */
export interface MatchDecided {
  readonly id: string
  readonly verdict: PaymentDecision['verdict']
  readonly documentCount: number
  readonly amountMinor: string
  readonly writeOffMinor: string
  readonly scale: number
  readonly currency: string
  /** Findings that are resolved by it, or stand again. */
  readonly findings: readonly string[]
}

/**
 * Posts a proposed match, or one of its alternatives, with its write-off. That no payment pays more than it has and no document
 * gets more than is open is checked again here: another match may have been approved since the night.
 */
export async function approveMatch(
  session: Session,
  word: MatchWord & { readonly alternative: number },
  policy: PaymentPolicy | undefined,
): Promise<MatchDecided> {
  const proposal = await waitingProposal(session, word, 'approve')
  const option = proposal.options[word.alternative]
  const last = proposal.options.length - 1

  if (option === undefined) {
    throw new ReconcileError('ARGUMENT_INVALID', {
      at: '--alternative',
      found: String(word.alternative),
      allowed: last === 0 ? `nothing: ${word.id} has no alternatives` : `a number from 1 to ${last}`,
    })
  }
  const { parts } = option
  const lines = await matchLines(session, proposal, recordIdsOf(parts))

  refuseTaken(word.id, parts, lines)
  const saying = { session, proposal, parts, word }

  if (await needsSecondPerson(saying, policy)) return say({ ...saying, verdict: 'first-approval', findings: [] })
  const settled = findingsSettledBy(proposal, parts, lines, policy)
  const findings = await resolveFindings(session, settled, word)
  const decided = await say({ ...saying, verdict: 'approved', findings })

  await postApproved(
    session,
    proposal,
    parts.map((part) => ({ ...part, counterparty: partyOf(part, lines) })),
    { reason: approvedReason(proposal.reason), runId: await newestRunId(session) },
  )
  return decided
}

/** Refuses a proposed match with its alternatives: none of them is proposed again, or settled, on the same evidence. */
export async function refuseMatch(session: Session, word: MatchWord): Promise<MatchDecided> {
  const proposal = await waitingProposal(session, word, 'refuse')
  const parts = proposal.options[0]?.parts ?? []
  const decided = await say({
    session,
    proposal,
    parts,
    word: { ...word, alternative: 0 },
    verdict: 'refused',
    findings: [],
  })

  await removeMatch(session, word.id)
  return decided
}

/** Takes the word that stands on a match back; the proposal waits again where its payments and documents are still free. */
export async function undoMatch(session: Session, word: MatchWord): Promise<MatchDecided> {
  requireWords(word)
  await lockPaymentDecisions(session)
  const standing = await standingDecision(session, word.id)

  if (standing === undefined) {
    if ((await decisionsOf(session, word.id)).length === 0)
      throw new ReconcileError('PAYMENT_MATCH_UNKNOWN', { id: word.id })
    throw new ReconcileError('PAYMENT_STATE_UNFIT', { id: word.id, state: 'not decided', verdict: 'undo' })
  }
  const runId = await newestRunId(session)

  await addDecision(session, { ...standing, ...word, matchId: word.id, verdict: 'undone', runId })
  if (standing.verdict !== 'first-approval') {
    await removeMatch(session, word.id)
    await restoreProposal(session, standing.id)
  }
  await unresolveFindings(session, standing.resolvedFindings, word)
  const detail = { verdict: 'undone', was: standing.verdict, reason: word.reason }

  await appendAudit(session, [
    { at: word.at, actor: word.by, action: 'payment-match-decided', subject: word.id, detail },
  ])
  const { amountMinor, writeOffMinor, scale, currency, resolvedFindings } = standing
  const documentCount = new Set((await approvedParts(session, standing.id)).map(({ documentId }) => documentId)).size

  return {
    id: word.id,
    verdict: 'undone',
    documentCount,
    amountMinor,
    writeOffMinor,
    scale,
    currency,
    findings: resolvedFindings,
  }
}

async function waitingProposal(session: Session, word: MatchWord, verdict: string): Promise<StoredProposal> {
  requireWords(word)
  await lockPaymentDecisions(session)
  const proposal = await storedProposal(session, word.id)

  if (proposal !== undefined) return proposal
  const standing = await standingDecision(session, word.id)

  if (standing === undefined) throw new ReconcileError('PAYMENT_MATCH_UNKNOWN', { id: word.id })
  throw new ReconcileError('PAYMENT_STATE_UNFIT', { id: word.id, state: standing.verdict, verdict })
}

function requireWords({ by, reason }: MatchWord): void {
  const missing = [by === '' ? 'a name (--by)' : '', reason === '' ? 'a reason (--reason)' : ''].filter(
    (part) => part !== '',
  )

  if (missing.length > 0) throw new ReconcileError('DECISION_INCOMPLETE', { missing: missing.join(' and ') })
}

function refuseTaken(id: string, parts: readonly DecidedPart[], { payments, documents }: MatchLines): void {
  const taken = new Map<SettleLine, bigint>()
  const add = (line: SettleLine | undefined, minor: bigint) => {
    if (line === undefined) throw new ReconcileError('PAYMENT_LINE_TAKEN', { id, record: 'a record that is gone' })
    taken.set(line, (taken.get(line) ?? 0n) + minor)
  }

  for (const part of parts) {
    const { ofPayment, ofItem } = takenBy(part)

    add(payments.get(part.paymentId), ofPayment)
    add(documents.get(part.documentId), ofItem)
  }
  for (const [{ system, sourceKey, leftMinor }, minor] of taken) {
    if (!isLeft(minor, BigInt(leftMinor))) {
      throw new ReconcileError('PAYMENT_LINE_TAKEN', { id, record: `${system}:${sourceKey}` })
    }
  }
}

interface Saying {
  readonly session: Session
  readonly proposal: StoredProposal
  readonly parts: readonly DecidedPart[]
  readonly word: MatchWord & { readonly alternative: number }
}

/** Whether the plan asks for another person's word before this write-off is booked. */
async function needsSecondPerson(
  { session, proposal, parts, word }: Saying,
  policy: PaymentPolicy | undefined,
): Promise<boolean> {
  const limit = policy?.writeOff.fourEyesAbove

  if (limit === undefined || writeOffOf(parts) <= minorUnitsOf(limit, proposal.scale)) return false
  const first = await standingDecision(session, word.id)

  // Who approved another alternative did not approve this write-off.
  if (first?.verdict !== 'first-approval' || first.alternative !== word.alternative) return true
  if (first.writeOffMinor !== String(writeOffOf(parts))) return true
  if (first.by === word.by) throw new ReconcileError('PAYMENT_SAME_PERSON', { id: word.id, by: word.by })
  return false
}

/** Keeps the word with what follows from it, and audits it. */
async function say({
  session,
  proposal,
  parts,
  word,
  verdict,
  findings,
}: Saying & {
  readonly verdict: PaymentDecision['verdict']
  readonly findings: readonly string[]
}): Promise<MatchDecided> {
  const { id, kind, documentSystem, pass, scale, currency, counterparty, reason: matchReason } = proposal
  const { by, reason, at, alternative } = word
  const total = parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)
  const amounts = { amountMinor: String(total), writeOffMinor: String(writeOffOf(parts)), scale, currency }
  const runId = await newestRunId(session)
  const decisionId = await addDecision(session, {
    ...{ matchId: id, verdict, entity: kind, documentSystem, pass, alternative, counterparty, matchReason },
    ...{ ...amounts, runId, at, by, reason, resolvedFindings: findings },
  })

  if (verdict === 'approved') {
    await addApprovedParts(session, decisionId, parts)
    await endLapsed(session, [...new Set(parts.map(({ paymentId }) => paymentId))], decisionId)
  }
  if (verdict === 'refused') await addRefusals(session, decisionId, refusalsOf(proposal))
  const documentCount = new Set(parts.map(({ documentId }) => documentId)).size
  const detail = { verdict, alternative, reason, kind, documents: documentCount, ...amounts }

  await appendAudit(session, [{ at, actor: by, action: 'payment-match-decided', subject: id, detail }])
  return { id, verdict, documentCount, ...amounts, findings }
}

function refusalsOf({ options }: StoredProposal) {
  return options.flatMap(({ fingerprint, parts }) =>
    [...new Set(parts.map(({ paymentId }) => paymentId))].map((paymentId) => ({ paymentId, fingerprint })),
  )
}

function partyOf({ paymentId, documentId }: DecidedPart, { payments, documents }: MatchLines): string | null {
  return documents.get(documentId)?.counterparty ?? payments.get(paymentId)?.counterparty ?? null
}

/** Every record some parts are about. */
export function recordIdsOf(parts: readonly DecidedPart[]): readonly number[] {
  return [...new Set(parts.flatMap(({ paymentId, documentId }) => [paymentId, documentId]))]
}
