import type { Allocation } from '../../rules/documents/payments/payment-match.ts'
import type { SettledKind } from '../../rules/documents/payments/payment-policy.ts'
import { byCodeUnits } from '../../rules/truth/code-unit-order.ts'
import type { SettleLine } from '../store/documents/settle-lines.ts'
import { fingerprintOf, quotableId } from './quotable-id.ts'

type Pair = Pick<Allocation, 'paymentId' | 'itemId'>

/** The id people quote, made of the payments and documents and not of what they say: it stays from night to night. */
export function matchId(kind: SettledKind, pairs: readonly Pair[]): string {
  return quotableId('pmt', [kind, namesIn(pairs)])
}

/** Everything a person saw of the lines who refused the match; the refusal holds as long as this does. */
export function matchFingerprint(pairs: readonly Pair[], lines: ReadonlyMap<string, SettleLine>): string {
  return fingerprintOf(
    namesIn(pairs).map((name) => {
      const { leftMinor, currency, scale, on, number, text, counterparty } =
        lines.get(name) ?? ({} as Partial<SettleLine>)

      return [name, leftMinor, currency, scale, on, number, text, counterparty]
    }),
  )
}

function namesIn(pairs: readonly Pair[]): readonly string[] {
  return [...new Set(pairs.flatMap(({ paymentId, itemId }) => [paymentId, itemId]))].toSorted(byCodeUnits)
}
