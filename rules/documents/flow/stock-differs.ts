import type { Finding } from '../finding.ts'
import type { StockPolicy } from './flow-policy.ts'
import { isOverdue, type FlowTerms } from './flow-terms.ts'

/** What one system says of the stock of an article. */
export interface StockRecord {
  readonly system: string
  readonly sourceKey: string
  readonly sku: string | null
  /** Exact decimal. */
  readonly stock: string
  /** When the source, or else a run, saw the record change last: a UTC instant. */
  readonly changedAt: string
}

/**
 * Systems whose stock of one article is not that of the first of `between` that knows it. A change on either side may take
 * `within` to the other, counted up to the older of their last good snapshots, so a system that is down differs in nothing
 * that moved since. A system with several stocks of one article says nothing: which of them counts is a question of duplicates.
 */
export function stockDiffers(
  goldenId: string,
  records: readonly StockRecord[],
  policy: StockPolicy,
  terms: FlowTerms,
): readonly Finding[] {
  const [reference, ...others] = policy.between.flatMap((system) => {
    const [only, ...rest] = records.filter((record) => record.system === system)

    return only !== undefined && rest.length === 0 ? [only] : []
  })

  if (reference === undefined) return []
  return others
    .filter((other) => {
      const start = Math.max(Date.parse(reference.changedAt), Date.parse(other.changedAt))
      const flows = [reference, other].map(({ system }) => `${system}.product`)

      return (
        differsByMore(reference.stock, other.stock, policy.tolerance) && isOverdue(start, policy.within, flows, terms)
      )
    })
    .map((other) => ({
      kind: 'product' as const,
      goldenId,
      cause: 'stock' as const,
      system: other.system,
      sourceKey: other.sourceKey,
      otherSystem: reference.system,
      otherSourceKey: reference.sourceKey,
      field: 'stock',
      number: other.sku ?? reference.sku,
      value: other.stock,
      otherValue: reference.stock,
      differenceMinor: null,
      scale: null,
      currency: null,
      on: null,
      counterparty: null,
      evidence: { within: policy.within },
      reason: 'The systems hold different stock of the article.',
    }))
}

/** Decimals are compared as whole numbers of their finest digit. */
function differsByMore(left: string, right: string, tolerance: number): boolean {
  const texts = [left, right, tolerance.toFixed(6)]
  const digits = Math.max(...texts.map((text) => text.split('.')[1]?.length ?? 0))
  const [one = 0n, two = 0n, most = 0n] = texts.map((text) => {
    const [whole = '0', decimals = ''] = text.split('.')

    return BigInt(whole + decimals.padEnd(digits, '0'))
  })
  const difference = one - two

  return (difference < 0n ? -difference : difference) > most
}
