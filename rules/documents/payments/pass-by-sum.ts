import { allocateMany, allocateOne } from './allocate.ts'
import { isSameParty, propose, type Matching } from './matching.ts'
import { daysBetween, type OpenItem, type PaymentToMatch } from './money-line.ts'
import type { PaymentPass } from './payment-match.ts'
import { searchSubsets, type SubsetAnswer } from './search-subsets.ts'

type SumPass = Extract<PaymentPass, 'one-to-many' | 'many-to-one'>

/** Sums of several lines that are one line of the other side: searched, proposed, never decided. */
export function bySum(matching: Matching, pass: SumPass): void {
  const isOneToMany = pass === 'one-to-many'
  const { ledger, payments, items } = matching
  const wholes = (isOneToMany ? payments : items).filter(
    ({ id, counterparty }) => counterparty !== null && ledger.isFree(id),
  )

  for (const whole of wholes) {
    const others = isOneToMany ? items : payments

    matching.budget.steps -= others.length
    if (matching.budget.steps < 0) {
      matching.unsearched[pass] += 1
      continue
    }
    const parts = others.filter(
      (part) => ledger.isFree(part.id) && isSameParty(whole, part) && isInDays(matching, whole, part, isOneToMany),
    )

    if (parts.length < 2) continue
    const answer = searchSubsets(
      parts.map(amountOf),
      parts.map((part) => ('remittance' in part ? part.remittance : part.reference)),
      amountOf(whole),
      matching.budget,
    )

    if (answer.kind === 'incomplete') matching.unsearched[pass] += 1
    if (answer.kind === 'found') proposeSum(matching, pass, whole, parts, answer)
  }
}

function proposeSum(
  matching: Matching,
  pass: SumPass,
  whole: PaymentToMatch | OpenItem,
  parts: readonly (PaymentToMatch | OpenItem)[],
  { positions, other, isOnly, how }: Extract<SubsetAnswer, { kind: 'found' }>,
): void {
  const allocationsOf = (chosen: readonly number[]) => {
    const lines = chosen.map((position) => parts[position] as PaymentToMatch | OpenItem)

    return 'openMinor' in whole
      ? allocateMany(lines as readonly PaymentToMatch[], whole)
      : allocateOne(whole, lines as readonly OpenItem[], { isWrittenOff: false })
  }
  const sums = [positions, ...(other === null ? [] : [other])].map(allocationsOf)
  const [allocations, ...others] = sums.filter((sum) => !matching.isRefused(sum))

  if (!isOnly && other === null) matching.unsearched[pass] += 1
  if (allocations === undefined) return
  const rest = others.length === 1 ? 'one' : sums.length === 2 ? 'refused' : isOnly ? 'none' : 'unknown'

  propose(matching, { pass, allocations, reason: `${how} add up to it; ${otherSums[rest]}` }, others, { how })
}

const otherSums = {
  one: 'another sum does as well',
  refused: 'another sum does as well and was refused',
  none: 'no other sum does',
  unknown: 'not all other sums were tried',
} as const

const amountOf = (line: PaymentToMatch | OpenItem): bigint => ('openMinor' in line ? line.openMinor : line.amountMinor)

function isInDays(
  { policy }: Matching,
  whole: PaymentToMatch | OpenItem,
  part: PaymentToMatch | OpenItem,
  isOneToMany: boolean,
): boolean {
  const days = isOneToMany ? daysBetween(part.on, whole.on) : daysBetween(whole.on, part.on)

  return days !== undefined && days >= -policy.days.before && days <= policy.days.after
}
