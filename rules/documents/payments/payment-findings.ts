import type { Finding } from '../finding.ts'
import { absolute } from '../document-amounts.ts'
import type { SettledKind } from './payment-policy.ts'
import type { SettledPayout } from './settle-payouts.ts'

/** A payment or document as a finding tells it. */
export interface SettledLine {
  readonly system: string
  readonly sourceKey: string
  readonly number: string | null
  readonly goldenId: string | null
  readonly counterparty: string | null
  readonly currency: string
  readonly scale: number
  readonly amountMinor: bigint
  /** YYYY-MM-DD */
  readonly on: string | null
}

/** A document that is overdue and not, or not wholly, paid. */
export function unpaid(
  kind: SettledKind,
  document: SettledLine,
  leftMinor: bigint,
  { paymentSystem, dueOn }: { readonly paymentSystem: string; readonly dueOn: string },
): Finding {
  const isPart = leftMinor !== document.amountMinor

  return {
    ...told(document, leftMinor),
    kind: kind === 'payout' ? 'payment' : kind,
    cause: 'unpaid',
    otherSystem: paymentSystem,
    evidence: { due: dueOn, ...(isPart ? { paid: String(document.amountMinor - leftMinor) } : {}) },
    reason: isPart
      ? 'A part of it was paid, and the rest is overdue.'
      : 'It is overdue and no payment was found for it.',
  }
}

/** Money that no document explains, or whose document a person must decide. */
export function unmatchedPayment(
  payment: SettledLine,
  documentSystem: string,
  proposal: { readonly pass: string; readonly documentCount: number; readonly reason: string } | null,
): Finding {
  return {
    ...told(payment, payment.amountMinor),
    kind: 'payment',
    cause: 'unmatched-payment',
    otherSystem: documentSystem,
    evidence:
      proposal === null ? {} : { proposed: `${proposal.documentCount} by ${proposal.pass}`, because: proposal.reason },
    reason:
      proposal === null
        ? 'No document was found that it pays.'
        : 'A match is proposed and waits for a person: `touchstone payments list`.',
  }
}

/** A payment of more than its documents ask for. */
export function overpaid(
  payment: SettledLine,
  leftMinor: bigint,
  document: Pick<SettledLine, 'system' | 'sourceKey' | 'number'>,
): Finding {
  return {
    ...told(payment, leftMinor),
    kind: 'payment',
    cause: 'overpaid',
    number: document.number,
    otherSystem: document.system,
    otherSourceKey: document.sourceKey,
    evidence: { asked: String(payment.amountMinor - leftMinor) },
    reason: 'More was paid than its documents ask for.',
  }
}

/** A match that a person approved and that no longer holds: its payment or document has changed. */
export function approvalLapsed(
  { payment, documentKey }: { readonly payment: SettledLine; readonly documentKey: string },
  documentSystem: string,
  because: string,
): Finding {
  return {
    ...told(payment, payment.amountMinor),
    kind: 'payment',
    cause: 'approval-lapsed',
    otherSystem: documentSystem,
    otherSourceKey: documentKey,
    evidence: { because },
    reason: 'A match that a person approved no longer holds; nothing of it is booked.',
  }
}

/** A payout that is not the sum of its lines, or of which no line is known (`settled` null). */
export function payoutContradiction(payout: SettledLine, settled: SettledPayout | null): Finding {
  const lineSum = settled?.expectedMinor ?? 0n

  return {
    ...told(payout, settled === null ? payout.amountMinor : lineSum - settled.statedMinor),
    kind: 'payment',
    cause: 'contradiction',
    otherSystem: null,
    field: 'grossMinor',
    value: String(absolute(payout.amountMinor)),
    otherValue: settled === null ? null : String(lineSum),
    evidence: { lines: String(settled?.lineIds.length ?? 0) },
    reason:
      settled === null
        ? 'No line of the payout is known.'
        : 'The payout is not the sum of its payments less refunds and fees.',
  }
}

function told(line: SettledLine, leftMinor: bigint) {
  return {
    goldenId: line.goldenId,
    system: line.system,
    sourceKey: line.sourceKey,
    otherSourceKey: null,
    field: null,
    number: line.number,
    value: null,
    otherValue: null,
    differenceMinor: String(absolute(leftMinor)),
    scale: line.scale,
    currency: line.currency,
    on: line.on,
    counterparty: line.counterparty,
  }
}
