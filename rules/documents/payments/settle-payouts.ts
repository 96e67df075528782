import { absolute } from '../document-amounts.ts'
import { gather } from '../gather.ts'
import { inOrder } from './money-line.ts'
import { searchSubsets, type SubsetBudget } from './search-subsets.ts'

/** One line of a gateway's own books; amounts in one currency and scale. */
export interface GatewayLine {
  readonly id: string
  readonly type: 'payment' | 'refund' | 'fee' | 'payout'
  /** The transfer to the bank this line is part of; of a payout its own key. */
  readonly payoutKey: string | null
  /** YYYY-MM-DD */
  readonly on: string | null
  /** As booked: a refund or a fee may be written negative or positive, both mean less. */
  readonly amountMinor: bigint
  /** Kept by the gateway from this line. */
  readonly feeMinor: bigint
}

/** A payout down to the lines it consists of. */
export interface SettledPayout {
  readonly payout: GatewayLine
  readonly lineIds: readonly string[]
  /** Payments less refunds and fees of these lines. */
  readonly expectedMinor: bigint
  readonly statedMinor: bigint
  /** `key`: the lines name the payout; `sum`: they were found by searching, for a person to confirm. */
  readonly by: 'key' | 'sum'
  /** Whether other lines would add up to it too, or were not all tried. */
  readonly isOnly: boolean
}

export interface SettledPayouts {
  readonly payouts: readonly SettledPayout[]
  /** Payouts of which no line is known. */
  readonly unexplained: readonly GatewayLine[]
  readonly limits: readonly string[]
}

/**
 * Takes every payout of a gateway apart: payments less refunds less fees. Lines without the key of their payout are searched
 * among those no later than it. What does not add up keeps its difference; nothing is forced.
 */
export function settlePayouts(lines: readonly GatewayLine[], stepsMax: number): SettledPayouts {
  const sorted = inOrder(lines)
  const byKey = gather(sorted, ({ type, payoutKey }) => (type === 'payout' ? null : payoutKey))
  const loose = new Set(sorted.filter(({ type, payoutKey }) => type !== 'payout' && payoutKey === null))
  const budget = { steps: stepsMax }
  const payouts: SettledPayout[] = []
  const unexplained: GatewayLine[] = []
  let unsearchedCount = 0

  for (const payout of sorted.filter(({ type }) => type === 'payout')) {
    const own = byKey.get(payout.payoutKey ?? '')

    if (own !== undefined) {
      payouts.push(settledBy(payout, own, 'key', true))
      continue
    }
    const found = searchLines(payout, [...loose], budget)

    if (!found.isSearched) unsearchedCount += 1
    if (found.lines === undefined) unexplained.push(payout)
    else {
      for (const line of found.lines) loose.delete(line)
      payouts.push(settledBy(payout, found.lines, 'sum', found.isOnly))
    }
  }
  return {
    payouts,
    unexplained,
    limits:
      unsearchedCount === 0
        ? []
        : [
            `The search for the lines of payouts stopped after ${stepsMax} steps: ${unsearchedCount} were not searched to the end.`,
          ],
  }
}

function searchLines(payout: GatewayLine, lines: readonly GatewayLine[], budget: SubsetBudget) {
  const before = lines.filter(({ on }) => on !== null && payout.on !== null && on <= payout.on)
  const target = absolute(payout.amountMinor)
  const [single, another] = before.filter((line) => netOf(line) === target)

  if (single !== undefined) return { lines: [single], isOnly: another === undefined, isSearched: true }
  const answer = searchSubsets(
    before.map(netOf),
    before.map(({ on }) => on),
    target,
    budget,
  )

  return answer.kind === 'found'
    ? {
        lines: answer.positions.map((position) => before[position] as GatewayLine),
        isOnly: answer.isOnly,
        isSearched: true,
      }
    : { lines: undefined, isOnly: false, isSearched: answer.kind === 'none' }
}

function settledBy(
  payout: GatewayLine,
  lines: readonly GatewayLine[],
  by: SettledPayout['by'],
  isOnly: boolean,
): SettledPayout {
  return {
    payout,
    lineIds: lines.map(({ id }) => id),
    expectedMinor: lines.reduce((sum, line) => sum + netOf(line), 0n),
    statedMinor: absolute(payout.amountMinor),
    by,
    isOnly,
  }
}

/** What a line adds to the payout it belongs to. */
export function netOf({ type, amountMinor, feeMinor }: GatewayLine): bigint {
  return (type === 'payment' ? amountMinor : -absolute(amountMinor)) - absolute(feeMinor)
}
