import type { IsRefused } from '../../rules/documents/payments/payment-match.ts'
import type { SettleLine } from '../store/documents/settle-lines.ts'
import { matchFingerprint } from './match-id.ts'
import { documentId, paymentId, type SettledLines } from './settled-group.ts'

/** What people refused of the lines of one counterparty, on the evidence there is tonight. */
export function refusedMatches(
  refusals: ReadonlyMap<number, ReadonlySet<string>>,
  { documents, payments }: SettledLines,
): IsRefused {
  const refusedOf = new Map(
    payments.flatMap((line) => {
      const own = refusals.get(line.id)

      return own === undefined ? [] : [[paymentId(line), own] as const]
    }),
  )

  if (refusedOf.size === 0) return () => false
  const lines = new Map<string, SettleLine>([
    ...documents.map((line) => [documentId(line), line] as const),
    ...payments.map((line) => [paymentId(line), line] as const),
  ])

  return (allocations) => {
    const isRefused = (pairs: typeof allocations) =>
      pairs.some((pair) => refusedOf.get(pair.paymentId)?.has(matchFingerprint(pairs, lines)) === true)

    return allocations.some(({ paymentId: paid }) => refusedOf.has(paid))
      ? isRefused(allocations) || allocations.some((pair) => isRefused([pair]))
      : false
  }
}
