import type { AmountSummary, CauseSummary } from '../engine/index.ts'

/** Causes with the most money first, counted in the company's currency alone; then by number, then by name. */
export function rankCauses(causes: readonly CauseSummary[], currency: string): readonly CauseSummary[] {
  return causes.toSorted(
    (left, right) =>
      compare(stake(right, currency), stake(left, currency)) ||
      right.count - left.count ||
      compare(left.report, right.report) ||
      compare(left.cause, right.cause),
  )
}

/** The company's own currency first, the others by code: people look for theirs. */
export function rankAmounts(amounts: readonly AmountSummary[], currency: string): readonly AmountSummary[] {
  return amounts.toSorted(
    (left, right) =>
      Number(right.currency === currency) - Number(left.currency === currency) ||
      compare(left.currency, right.currency),
  )
}

/** Every sum in the company's currency has the same scale, so minor units can be compared as they are. */
function stake({ amounts }: CauseSummary, currency: string): bigint {
  return BigInt(amounts.find((amount) => amount.currency === currency)?.minor ?? '0')
}

function compare<Value extends bigint | string>(left: Value, right: Value): number {
  return left < right ? -1 : left > right ? 1 : 0
}
