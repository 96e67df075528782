import { takenBy } from '../../rules/documents/payments/allocate.ts'
import { unmatchedPayment, unpaid } from '../../rules/documents/payments/payment-findings.ts'
import type { PaymentPolicy } from '../../rules/documents/payments/payment-policy.ts'
import type { MatchLines } from '../store/documents/match-lines.ts'
import type { DecidedPart } from '../store/documents/payment-decisions.ts'
import type { StoredProposal } from '../store/documents/payment-proposals.ts'
import { findingId } from './finding-row.ts'
import { settledLine } from './settled-group.ts'

/** Ids of the findings that posting some parts settles: the payments explained by it, and the documents it pays wholly. */
export function findingsSettledBy(
  { kind, documentSystem }: StoredProposal,
  parts: readonly DecidedPart[],
  { payments, documents }: MatchLines,
  policy: PaymentPolicy | undefined,
): readonly string[] {
  const settles = policy?.settles ?? []
  const of = (system: string) => settles.find(({ payments: paying }) => paying === system)?.of ?? ''
  const by = settles.find((rule) => rule.documents === kind && rule.of === documentSystem)?.payments ?? ''
  const left = new Map([...documents].map(([id, { leftMinor }]) => [id, BigInt(leftMinor)]))

  for (const part of parts) {
    left.set(part.documentId, (left.get(part.documentId) ?? 0n) - takenBy(part).ofItem)
  }
  const paid = [...documents.values()].filter(({ id }) => left.get(id) === 0n)

  return [
    ...[...payments.values()].map((payment) => unmatchedPayment(settledLine(payment), of(payment.system), null)),
    ...paid.map((document) => unpaid(kind, settledLine(document), 0n, { paymentSystem: by, dueOn: '' })),
  ].map(findingId)
}
