import type { Finding } from '../../rules/documents/finding.ts'
import type { OpenItem, PaymentToMatch } from '../../rules/documents/payments/money-line.ts'
import { overpaid, unpaid, type SettledLine } from '../../rules/documents/payments/payment-findings.ts'
import type { PaymentMatch, PaymentMatches, PaymentProposal } from '../../rules/documents/payments/payment-match.ts'
import type { SettledKind } from '../../rules/documents/payments/payment-policy.ts'
import type { CopyRow } from '../store/copy-format.ts'
import type { StoredOption } from '../store/documents/document-tables.ts'
import type { SettleLine } from '../store/documents/settle-lines.ts'
import { matchFingerprint, matchId } from './match-id.ts'

/** The lines of one counterparty and currency. */
export interface SettledLines {
  readonly documents: readonly SettleLine[]
  readonly payments: readonly SettleLine[]
}

/** Named by the keys of the systems: record ids would follow the order of rows in a file. */
export const paymentId = ({ system, sourceKey }: NamedLine): string => `payment ${system}:${sourceKey}`
export const documentId = ({ system, sourceKey }: NamedLine): string => `document ${system}:${sourceKey}`

type NamedLine = Pick<SettleLine, 'system' | 'sourceKey'>

export function paymentOf(line: SettleLine): PaymentToMatch {
  const { counterparty, leftMinor, on, number, text } = line

  return { id: paymentId(line), counterparty, amountMinor: BigInt(leftMinor), on, reference: number, text }
}

export function itemOf(line: SettleLine): OpenItem {
  const { counterparty, leftMinor, on, number, text } = line

  return { id: documentId(line), counterparty, openMinor: BigInt(leftMinor), on, number, remittance: text }
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

  return [
    ...matches.flatMap((match) => matchRows(match, lines, kind, { state: 'settled', id: '', fingerprint: '' }, runId)),
    ...proposals.flatMap((proposal) => {
      const { allocations } = proposal
      const named = {
        state: 'proposed',
        id: matchId(kind, allocations),
        fingerprint: matchFingerprint(allocations, lines),
      }

      return matchRows(proposal, lines, kind, named, runId)
    }),
  ]
}

function matchRows(
  match: PaymentMatch | PaymentProposal,
  lines: ReadonlyMap<string, SettleLine>,
  kind: SettledKind,
  { state, id, fingerprint }: { readonly state: string; readonly id: string; readonly fingerprint: string },
  runId: number,
): readonly CopyRow[] {
  const recordId = (name: string) => lines.get(name)?.id ?? 0
  const optionOf = (parts: PaymentMatch['allocations']): StoredOption => ({
    fingerprint: matchFingerprint(parts, lines),
    parts: parts.map(({ paymentId: paid, itemId, amountMinor, writeOffMinor }) => [
      ...([recordId(paid), recordId(itemId)] as const),
      ...([String(amountMinor), String(writeOffMinor)] as const),
    ]),
  })
  const alternatives = 'alternatives' in match ? JSON.stringify(match.alternatives.map(optionOf)) : '[]'
  const total = match.allocations.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)

  return match.allocations.map(({ paymentId: paid, itemId, amountMinor, writeOffMinor }, place) => {
    const [payment, document] = [lines.get(paid), lines.get(itemId)]

    return [
      ...[recordId(paid), recordId(itemId), kind, match.pass, state, String(amountMinor), String(writeOffMinor)],
      ...[payment?.scale ?? 0, payment?.currency ?? '', document?.counterparty ?? payment?.counterparty ?? null],
      ...[alternatives, match.reason, id, place, String(total), fingerprint, runId],
    ]
  })
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
