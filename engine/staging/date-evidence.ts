import { decideDateOrder, type DateOrderEvidence } from '../../rules/normalize/date-order.ts'

/**
 * The evidence for the order of day and month to keep with a flow. Tonight's counts, because an export may change its format;
 * but where they decide nothing, a column that was decided before stays so: the one date that proved it may just have left.
 */
export function dateEvidence(
  before: Readonly<Record<string, unknown>>,
  tonight: ReadonlyMap<string, DateOrderEvidence>,
): Readonly<Record<string, DateOrderEvidence>> {
  return Object.fromEntries(
    [...tonight].map(([column, counts]) => {
      const known = before[column] as DateOrderEvidence | undefined
      const isKept = known !== undefined && isDecided(known) && decideDateOrder(counts) === 'undecided'

      return [column, isKept ? known : counts]
    }),
  )
}

function isDecided(evidence: DateOrderEvidence): boolean {
  return ['day-first', 'month-first'].includes(decideDateOrder(evidence))
}
