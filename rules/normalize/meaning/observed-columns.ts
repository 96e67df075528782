import { storageOf, type EntityKind } from '../../entity/entity.ts'
import { declaredFormat, isEpochFormat } from '../date-step.ts'
import { lastYearOf } from '../date-text.ts'
import type { FieldMapping, FullFieldMapping } from '../field-mapping.ts'
import { fullMapping, inputColumns } from '../mapped-input.ts'
import { dateColumns, numberColumns, undecidedDateColumns, undecidedNumberColumns } from '../mapping-names.ts'
import type { NormalizeContext } from '../normalize-context.ts'
import { columnObserver, type ColumnObserver } from './column-evidence.ts'

/** The observer of a flow: its dates and numbers, in full where the plan leaves their meaning open. */
export function observerOf(
  kind: EntityKind,
  mappings: Readonly<Record<string, FieldMapping>>,
  { system, company, asOf }: Pick<NormalizeContext, 'system' | 'company' | 'asOf'>,
): ColumnObserver {
  const open = new Set([
    ...undecidedDateColumns(kind, mappings),
    ...undecidedNumberColumns(kind, mappings, system.decimalMark),
  ])

  return columnObserver({
    dates: dateColumns(kind, mappings),
    numbers: numberColumns(kind, mappings),
    isDeclared: (column) => !open.has(column),
    moments: new Map(
      Object.entries(mappings).flatMap(([name, mapping]) => {
        const full = fullMapping(mapping)
        const [column] = inputColumns(full)
        const isMoment = name === 'changedAt' || storageOf(kind).get(name) === 'instant'
        if (column === undefined || !isMoment || (full.format !== undefined && isEpochFormat(full.format))) return []
        const timeZone = full.timeZone ?? system.timeZone ?? company.timeZone

        return [[column, { format: formatOf(full), lastYear: lastYearOf(asOf, false), timeZone }] as const]
      }),
    ),
  })
}

function formatOf({ format }: FullFieldMapping) {
  return format === undefined ? undefined : declaredFormat(format)
}
