import type { CanonicalRecord } from '../../entity/entity.ts'
import { amountsOf, minorUnitsOf } from '../document-amounts.ts'

/** An amount that is added up: whole minor units at a scale. */
export interface FlowMoney {
  readonly minor: bigint
  readonly scale: number
  readonly currency: string
}

/** With or without VAT: sums are made of one of the two, never of both. */
export type Measure = 'gross' | 'net'

/** The total of a document; null where the source states neither it nor its currency. */
export function totalOf(record: CanonicalRecord, measure: Measure): FlowMoney | null {
  const { currency, scale, [measure]: minor } = amountsOf(record)

  return minor === null || currency === null ? null : { minor, scale, currency }
}

/** The sum of amounts of one currency, at the finest of their scales. */
export function sumOf(amounts: readonly FlowMoney[], currency: string): FlowMoney {
  const scale = Math.max(0, ...amounts.map((amount) => amount.scale))
  const minor = amounts.reduce((sum, amount) => sum + atScale(amount, scale), 0n)

  return { minor, scale, currency }
}

/** What `amount` exceeds `limit` by; null when it does so by no more than the tolerance, in major units. */
export function excessOver(amount: FlowMoney, limit: FlowMoney, tolerance: number): FlowMoney | null {
  const scale = Math.max(amount.scale, limit.scale)
  const minor = atScale(amount, scale) - atScale(limit, scale)

  return minor > minorUnitsOf(tolerance, scale) ? { minor, scale, currency: amount.currency } : null
}

/** The amount in minor units of a scale that is not coarser than its own. */
export function atScale({ minor, scale }: FlowMoney, finer: number): bigint {
  return minor * 10n ** BigInt(finer - scale)
}
