import type { Difference } from './comparison/difference.ts'
import type { DocumentContent } from './document-content.ts'
import type { ReferenceRates } from './exchange-rate.ts'
import { fraction, multiply, round } from './fraction.ts'
import { judgeStatedRate } from './judge-stated-rate.ts'

/**
 * A rate that one copy states and that is not what it should be; the money is what the document comes to at the stated rate more
 * than at the reference, in its own currency. The copy is the reference of the difference, the published rates are the other side.
 */
export function strayRate(
  { exchange, currency, amounts, scale, taxPointOn, on }: DocumentContent,
  rates: ReferenceRates,
): Difference | undefined {
  const day = exchange?.on ?? taxPointOn ?? on
  const rate = exchange?.rate ?? null
  if (exchange === null || currency === null || day === null || rate === null) return undefined
  const verdict = judgeStatedRate(rates, { from: currency, to: exchange.currency, rate, day })
  if (verdict === undefined) return undefined
  const total = amounts.gross ?? amounts.net

  return {
    cause: 'rate-date',
    field: 'exchangeRate',
    value: rate,
    otherValue: null,
    differenceMinor: total === null ? null : String(total - round(multiply(fraction(total), verdict.ratio), 'half up')),
    scale: total === null ? null : scale,
    deviating: 'reference',
    evidence: verdict.evidence,
    reason: verdict.reason,
  }
}
