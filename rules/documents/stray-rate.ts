import type { Difference } from './comparison/difference.ts'
import type { DocumentContent } from './document-content.ts'
import type { ReferenceRates } from './exchange-rate.ts'
import { fraction, multiply, round } from './fraction.ts'
import { judgeStatedRate, type StatedRate } from './judge-stated-rate.ts'

/**
 * A rate that one copy states and that is not what it should be; the money is what the document comes to at the stated rate more
 * than at the reference, in its own currency. The copy is the reference of the difference, the published rates are the other side.
 */
export function strayRate(content: DocumentContent, rates: ReferenceRates): Difference | undefined {
  const stated = statedRate(content)
  const verdict = stated && judgeStatedRate(rates, stated)
  const total = content.amounts.gross ?? content.amounts.net

  return (
    verdict && {
      cause: 'rate-date',
      field: 'exchangeRate',
      value: stated.rate,
      otherValue: null,
      differenceMinor:
        total === null ? null : String(total - round(multiply(fraction(total), verdict.ratio), 'half up')),
      scale: total === null ? null : content.scale,
      deviating: 'reference',
      evidence: verdict.evidence,
      reason: verdict.reason,
    }
  )
}

function statedRate({ exchange, currency, taxPointOn, on }: DocumentContent): StatedRate | undefined {
  const day = exchange?.on ?? taxPointOn ?? on

  return exchange === null || exchange.rate === null || currency === null || day === null
    ? undefined
    : { from: currency, to: exchange.currency, rate: exchange.rate, day }
}
