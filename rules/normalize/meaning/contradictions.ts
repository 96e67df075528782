import type { EntityKind } from '../../entity/entity.ts'
import type { DecimalMark } from '../decimal-number.ts'
import type { FieldMapping } from '../field-mapping.ts'
import { fullMapping, inputColumns } from '../mapped-input.ts'
import { isDateName, numberColumns } from '../mapping-names.ts'
import type { ColumnEvidence } from './column-evidence.ts'
import { dateMeaning } from './date-meaning.ts'
import { decimalMeaning } from './decimal-mark.ts'
import { declaredDateOrder, judge, type JudgedMeaning } from './declared-meaning.ts'

/** A column whose values say other than the plan. */
export interface Contradiction extends JudgedMeaning {
  /** The name under which the plan maps the column. */
  readonly field: string
}

/** Declared orders of dates and decimal marks of a flow that its own values contradict, in the order of the plan. */
export function contradictions(
  kind: EntityKind,
  mappings: Readonly<Record<string, FieldMapping>>,
  systemMark: DecimalMark | undefined,
  { dates = {}, numbers = {} }: Partial<ColumnEvidence>,
): readonly Contradiction[] {
  const judged = Object.entries(mappings).flatMap(([field, mapping]) => {
    const full = fullMapping(mapping)
    const [column = ''] = inputColumns(full)
    const mark = full.decimalMark ?? systemMark
    const order = dates[column]
    const counts = numberColumns(kind, { [field]: mapping }).length === 1 ? numbers[column] : undefined

    return [
      ...(order === undefined || !isDateName(kind, field) || full.format === undefined
        ? []
        : [{ field, ...judge(shortDates(column, order), declaredDateOrder(full.format)) }]),
      ...(counts === undefined || mark === undefined
        ? []
        : [{ field, ...judge(decimalMeaning(column, counts), mark === '.' ? 'point' : 'comma') }]),
    ]
  })

  return judged.filter(({ judgement }) => judgement === 'contradicts')
}

/** The night counts short dates only: another notation than the declared one is rejected value by value. */
function shortDates(column: string, order: ColumnEvidence['dates'][string]) {
  return dateMeaning(column, { order, notations: new Map([['short-date', 1]]), valueCount: 1 })
}

/** Moments of a flow that the clocks of their zone never showed: one sentence for each column. */
export function skippedMoments(
  flow: string,
  mappings: Readonly<Record<string, FieldMapping>>,
  { clocks = {} }: Partial<ColumnEvidence>,
): readonly string[] {
  return Object.entries(mappings).flatMap(([field, mapping]) => {
    const [column = ''] = inputColumns(fullMapping(mapping))
    const { skipped = 0, twice = 0 } = clocks[column] ?? {}

    return skipped === 0
      ? []
      : [
          `${flow}: the clocks of the declared zone never showed ${skipped} of the times of ${field} (column ${column}); they were read as if the clocks had not changed yet. ${twice} they showed twice were read as the earlier.`,
        ]
  })
}

/** One sentence for the run page: what the plan says, what the values say, no value itself. */
export function contradictionText(flow: string, { column, field, declared, evidence }: Contradiction): string {
  const counts = Object.entries(evidence).map(([name, count]) => `${name} ${count}`)

  return `${flow}: the plan declares ${field} (column ${column}) as ${declared}, its values say ${counts.join(', ')}.`
}
