import { decideDateOrder, emptyDateOrderEvidence, observeDate } from '../../normalize/date-order.ts'
import type { ColumnStep } from '../column-step.ts'
import type { MatchColumns } from '../match-column.ts'

/** Dates of a column that are looked at for the order of day and month. */
const DATES_MAX = 20_000

/**
 * Steps that read a raw value before the customer columns' own: files hold what people typed, not what a night normalized.
 * The order of day and month is that of the column; where nothing proves it, any order serves to compare the column with itself.
 */
export function readingOf(
  column: string,
  held: ReadonlyMap<string, readonly string[]>,
  fields: MatchColumns,
): readonly ColumnStep[] {
  switch (column) {
    case 'birthDate':
      return (held.get('birthDate')?.length ?? 0) > 1
        ? ['dateParts']
        : [dateOrderStep(held.get('birthDate')?.[0], fields)]
    case 'streetLine':
      return ['streetPart']
    case 'given':
      return isWholeName(held) ? ['givenPart'] : []
    case 'family':
      return isWholeName(held) ? ['familyPart'] : []
    case 'company':
      return ['fold', 'companyCore']
    default:
      return []
  }
}

/** One column that holds the whole name. */
function isWholeName(held: ReadonlyMap<string, readonly string[]>): boolean {
  return held.get('givenName')?.[0] !== undefined && held.get('givenName')?.[0] === held.get('familyName')?.[0]
}

function dateOrderStep(field: string | undefined, fields: MatchColumns): ColumnStep {
  const column = field === undefined ? undefined : fields.get(field)
  const evidence = emptyDateOrderEvidence()

  for (let code = 1; code < Math.min(column?.size ?? 0, DATES_MAX); code += 1)
    observeDate(evidence, column?.text(code) ?? null)

  // A few typing errors do not make a column mixed.
  const order = decideDateOrder(evidence)
  const isMonthFirst = order === 'month-first' || (order === 'mixed' && evidence.monthFirst > evidence.dayFirst)

  return isMonthFirst ? 'monthFirstDate' : 'dayFirstDate'
}
