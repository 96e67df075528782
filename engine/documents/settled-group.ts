import type { Finding } from '../../rules/documents/finding.ts'
import type { OpenItem, PaymentToMatch } from '../../rules/documents/payments/money-line.ts'
import { overpaid, unpaid, type SettledLine } from '../../rules/documents/payments/payment-findings.ts'
import type { PaymentMatch, PaymentMatches, PaymentProposal } from '../../rules/documents/payments/payment-match.ts'
import type { SettledKind } from '../../rules/documents/payments/payment-policy.ts'
import type { CopyRow } from '../store/copy-format.ts'
import type { SettleLine } from '../store/settle-lines.ts'

/** The lines of one counterparty and currency. */
export interface SettledLines {
  readonly documents: readonly SettleLine[]
  readonly payments: readonly SettleLine[]
}

export function paymentOf({ id, counterparty, amountMinor, on, number, text }: SettleLine): PaymentToMatch {
  return { id: String(id), counterparty, amountMinor: BigInt(amountMinor), on, reference: number, text }
}

export function itemOf({ id, counterparty, amountMinor, on, number, text }: SettleLine): OpenItem {
  return { id: String(id), counterparty, openMinor: BigInt(amountMinor), on, number, remittance: text }
}

export function settledLine(line: SettleLine): SettledLine {
  const { system, sourceKey, number, goldenId, counterparty, currency, scale, amountMinor, on } = line

  return { system, sourceKey, number, goldenId, counterparty, currency, scale, amountMinor: BigInt(amountMinor), on }
}

/** Decided and proposed allocations as the store takes them. */
export function allocationRows(
  { matches, proposals }: PaymentMatches,
  { documents, payments }: SettledLines,
  kind: SettledKind,
  runId: number,
): readonly CopyRow[] {
  const documentOf = new Map(documents.map((line) => [String(line.id), line]))
  const paymentOfId = new Map(payments.map((line) => [String(line.id), line]))
  const rowsOf = (match: PaymentMatch | PaymentProposal, state: string): readonly CopyRow[] =>
    match.allocations.map(({ paymentId, itemId, amountMinor, writeOffMinor }) => {
      const document = documentOf.get(itemId)
      const payment = paymentOfId.get(paymentId)

      return [
        ...[Number(paymentId), Number(itemId), kind, match.pass, state, String(amountMinor), String(writeOffMinor)],
        ...[payment?.scale ?? 0, payment?.currency ?? '', document?.counterparty ?? payment?.counterparty ?? null],
        ...[JSON.stringify('alternatives' in match ? match.alternatives : []), match.reason, runId],
      ]
    })

  return [
    ...matches.flatMap((match) => rowsOf(match, 'settled')),
    ...proposals.flatMap((proposal) => rowsOf(proposal, 'proposed')),
  ]
}

/**
 * What is left of the documents and payments of one counterparty, as findings. `isDue`: whether a document was due so long before
 * the payments are known to, and not before they begin. One in a proposal waits for its decision.
 */
export function findingsOfGroup(
  { matches, proposals, leftOfPayments, leftOfItems }: PaymentMatches,
  { documents, payments }: SettledLines,
  { kind, paymentSystems }: { readonly kind: SettledKind; readonly paymentSystems: readonly string[] },
  isDue: (document: SettleLine) => boolean,
): readonly Finding[] {
  const proposed = new Set(proposals.flatMap(({ allocations }) => allocations.map(({ itemId }) => itemId)))
  const itemOfPayment = new Map(
    matches.flatMap(({ allocations }) => allocations.map(({ paymentId, itemId }) => [paymentId, itemId] as const)),
  )
  const documentOf = new Map(documents.map((line) => [String(line.id), line]))
  const returned = returnedOf(matches)

  return [
    ...documents.flatMap((document) => {
      const left = leftOfItems.get(String(document.id)) ?? 0n

      return left <= (returned.get(String(document.id)) ?? 0n) || proposed.has(String(document.id)) || !isDue(document)
        ? []
        : [
            unpaid(kind, settledLine(document), left, {
              paymentSystem: paymentSystems[0] ?? '',
              dueOn: document.dueOn ?? '',
            }),
          ]
    }),
    ...payments.flatMap((payment) => {
      const left = leftOfPayments.get(String(payment.id)) ?? 0n
      const document = documentOf.get(itemOfPayment.get(String(payment.id)) ?? '')

      return left === 0n || document === undefined ? [] : [overpaid(settledLine(payment), left, settledLine(document))]
    }),
  ]
}

/** What was paid for a document and returned again: nobody asks for it a second time. */
function returnedOf(matches: PaymentMatches['matches']): ReadonlyMap<string, bigint> {
  const returned = new Map<string, bigint>()

  for (const { itemId, amountMinor } of matches.flatMap(({ allocations }) => allocations)) {
    if (amountMinor < 0n) returned.set(itemId, (returned.get(itemId) ?? 0n) - amountMinor)
  }
  return returned
}
