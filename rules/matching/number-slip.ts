import { decimalOf } from './decimal-of.ts'

/** Numbers of one series given on one day lie close together; a slip that lands so near cannot be told from the neighbour. */
const NEIGHBOURS_MAX = 100

/**
 * One figure left out, added or mistyped, or two neighbours exchanged. A mistyped figure counts only where the numbers end
 * up far apart: 2026001 and 2026002 are two invoices, 2026001 and 2076001 may be one.
 */
export function isNumberSlip(left: string, right: string): boolean {
  const shorter = left.length <= right.length ? left : right
  const longer = left.length <= right.length ? right : left
  const at = firstDifference(shorter, longer)

  if (longer.length === shorter.length + 1) return shorter.slice(at) === longer.slice(at + 1)
  if (longer.length !== shorter.length || at === longer.length) return false
  const isExchange =
    shorter[at] === longer[at + 1] && shorter[at + 1] === longer[at] && shorter.slice(at + 2) === longer.slice(at + 2)
  const isMistyped = shorter.slice(at + 1) === longer.slice(at + 1)

  return isExchange || (isMistyped && Math.abs(decimalOf(left) - decimalOf(right)) >= NEIGHBOURS_MAX)
}

function firstDifference(shorter: string, longer: string): number {
  let at = 0

  while (at < shorter.length && shorter[at] === longer[at]) at += 1

  return at
}
