import { takenBy } from '../../rules/documents/payments/allocate.ts'
import { approvalLapse, type TakenLine } from '../../rules/documents/payments/approval-lapse.ts'
import { approvalLapsed } from '../../rules/documents/payments/payment-findings.ts'
import { addAllocations } from '../store/documents/allocations.ts'
import { approvedMatches, type ApprovedLine, type ApprovedMatch } from '../store/documents/approved-matches.ts'
import { onceAsync, type CopyRow } from '../store/copy-format.ts'
import { documentsOfApprovals } from '../store/documents/payment-decisions.ts'
import { openDocuments } from '../store/documents/settle-lines.ts'
import { takeApproved } from '../store/documents/settle-taken.ts'
import type { Session } from '../store/store.ts'
import { findingRow } from './finding-row.ts'
import type { PaymentTarget } from './payment-target.ts'

/**
 * Books what people approved before anything else is matched: their word outranks the passes. An approval that no longer holds
 * takes nothing; it answers the finding that says so.
 */
export async function applyApprovals(
  session: Session,
  targets: readonly PaymentTarget[],
  runId: number,
): Promise<readonly CopyRow[]> {
  const lapsed: CopyRow[] = []
  const left = new Map<string, bigint>()

  for (const target of targets) {
    const { kind, system, paymentSystems } = target

    await openDocuments(session, kind, system, documentsOfApprovals(kind, system))
    for (const match of await approvedMatches(session, kind, system)) {
      // The plan no longer matches these payments with these documents.
      if (match.parts.some(({ payment }) => !paymentSystems.includes(payment.system))) continue
      const lapse = takeMatch(match, left)

      if (lapse === undefined) await addAllocations(session, onceAsync(approvedRows(match, kind, runId)))
      else lapsed.push(findingRow(approvalLapsed(settledOf(match), system, lapse), runId))
    }
  }
  await takeApproved(session)
  return lapsed
}

/** Takes the match from what is left of its lines; answers why it cannot. */
function takeMatch(match: ApprovedMatch, left: Map<string, bigint>): string | undefined {
  const sums = new Map<string, TakenLine>()
  const add = (name: string, of: TakenLine['of'], line: ApprovedLine, taken: bigint) => {
    const before = sums.get(name)?.takenMinor ?? 0n
    const leftMinor = line.leftMinor === null ? null : (left.get(name) ?? BigInt(line.leftMinor))

    sums.set(name, { of, line: { ...line, leftMinor }, takenMinor: before + taken })
  }

  for (const part of match.parts) {
    const { ofPayment, ofItem } = takenBy(part)

    add(`p${part.paymentId}`, 'payment', part.payment, ofPayment)
    add(`d${part.document.id ?? part.documentId}`, 'document', part.document, ofItem)
  }
  const lapse = approvalLapse(match, [...sums.values()])

  if (lapse === undefined) {
    for (const [name, { line, takenMinor }] of sums) left.set(name, (line.leftMinor ?? 0n) - takenMinor)
  }
  return lapse
}

function approvedRows(match: ApprovedMatch, kind: string, runId: number): readonly CopyRow[] {
  const total = match.parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)

  return match.parts.map(({ paymentId, document, documentId, payment, amountMinor, writeOffMinor }, place) => [
    ...[paymentId, document.id ?? documentId, kind, match.pass, 'approved', String(amountMinor), String(writeOffMinor)],
    ...[match.scale, match.currency, document.counterparty ?? payment.counterparty, '[]'],
    ...[approvedReason(match.matchReason), match.matchId, place, String(total), '', runId],
  ])
}

/** What an approved allocation says of itself: what was proposed, and that a person decided. */
export const approvedReason = (reason: string): string => `a person approved it: ${reason}`

function settledOf({ parts, counterparty, currency, scale, amountMinor }: ApprovedMatch) {
  const [first] = parts
  const { system = '', sourceKey = '', on = null } = first?.payment ?? {}
  const payment = { system, sourceKey, number: first?.document.number ?? null, goldenId: null }

  return {
    payment: { ...payment, counterparty, currency, scale, amountMinor, on },
    documentKey: first?.document.sourceKey ?? '',
  }
}
