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
  const chosen = positions.map((position) => parts[position] as PaymentToMatch | OpenItem)
  const others = other === null ? [] : [other.map((position) => (parts[position] as PaymentToMatch | OpenItem).id)]
  const allocations =
    'openMinor' in whole
      ? allocateMany(chosen as readonly PaymentToMatch[], whole)
      : allocateOne(whole, chosen as readonly OpenItem[], { isWrittenOff: false })

  if (!isOnly && other === null) matching.unsearched[pass] += 1
  propose(matching, { pass, allocations, reason: reasonOf(how, isOnly, others.length) }, others, { how })
}

function reasonOf(how: string, isOnly: boolean, otherCount: number): string {
  const others =
    otherCount > 0 ? 'another sum does as well' : isOnly ? 'no other sum does' : 'not all other sums were tried'

  return `${how} add up to it; ${others}`
}

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
