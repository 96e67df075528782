import { formatInTimeZone } from 'date-fns-tz'
import { durationMs } from '../duration.ts'

/** Until when the steps of a flow can be judged. */
export interface FlowTerms {
  /** The moment of the run, a UTC instant. */
  readonly asOf: string
  readonly companyTimeZone: string
  /** When the last good snapshot of a flow (`system.entity`) was taken; null or absent where there was none. */
  readonly lastGoodAt: ReadonlyMap<string, string | null>
}

/**
 * Has the time for a step passed? Counted from `start` up to the oldest of the last good snapshots of the flows that would
 * know of the step: an outage makes nothing older, and of a flow never read nothing is overdue.
 */
export function isOverdue(start: number, within: string, flows: readonly string[], terms: FlowTerms): boolean {
  const judgedUntil = flows.map((flow) => Date.parse(terms.lastGoodAt.get(flow) ?? ''))

  return Math.min(Date.parse(terms.asOf), ...judgedUntil) - start >= durationMs(within)
}

/** The company's day at a moment. */
export function dayOf(instant: string, { companyTimeZone }: FlowTerms): string {
  return formatInTimeZone(instant, companyTimeZone, 'yyyy-MM-dd')
}
