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

/** Named by the keys of the systems: record ids would follow the order of rows in a file. */
const paymentId = ({ system, sourceKey }: SettleLine): string => `payment ${system}:${sourceKey}`
const documentId = ({ system, sourceKey }: SettleLine): string => `document ${system}:${sourceKey}`

export function paymentOf(line: SettleLine): PaymentToMatch {
  const { counterparty, amountMinor, on, number, text } = line

  return { id: paymentId(line), counterparty, amountMinor: BigInt(amountMinor), on, reference: number, text }
}

export function itemOf(line: SettleLine): OpenItem {
  const { counterparty, amountMinor, on, number, text } = line

  return { id: documentId(line), counterparty, openMinor: BigInt(amountMinor), on, number, remittance: text }
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
  const lines = new Map([
    ...documents.map((line) => [documentId(line), line] as const),
    ...payments.map((line) => [paymentId(line), line] as const),
  ])
  const recordId = (id: string) => lines.get(id)?.id ?? 0
  const rowsOf = (match: PaymentMatch | PaymentProposal, state: string): readonly CopyRow[] =>
    match.allocations.map(({ paymentId: paid, itemId, amountMinor, writeOffMinor }) => {
      const document = lines.get(itemId)
      const payment = lines.get(paid)
      const alternatives = 'alternatives' in match ? match.alternatives.map((ids) => ids.map(recordId)) : []

      return [
        ...[recordId(paid), recordId(itemId), kind, match.pass, state, String(amountMinor), String(writeOffMinor)],
        ...[payment?.scale ?? 0, payment?.currency ?? '', document?.counterparty ?? payment?.counterparty ?? null],
        ...[JSON.stringify(alternatives), match.reason, runId],
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
    matches.flatMap(({ allocations }) => allocations.map(({ paymentId: paid, itemId }) => [paid, itemId] as const)),
  )
  const documentOf = new Map(documents.map((line) => [documentId(line), line]))
  const returned = returnedOf(matches)

  return [
    ...documents.flatMap((document) => {
      const left = leftOfItems.get(documentId(document)) ?? 0n

      return left <= (returned.get(documentId(document)) ?? 0n) ||
        proposed.has(documentId(document)) ||
        !isDue(document)
        ? []
        : [
            unpaid(kind, settledLine(document), left, {
              paymentSystem: paymentSystems[0] ?? '',
              dueOn: document.dueOn ?? '',
            }),
          ]
    }),
    ...payments.flatMap((payment) => {
      const left = leftOfPayments.get(paymentId(payment)) ?? 0n
      const document = documentOf.get(itemOfPayment.get(paymentId(payment)) ?? '')

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
