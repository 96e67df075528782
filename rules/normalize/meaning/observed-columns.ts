import type { EntityKind } from '../../entity/entity.ts'
import type { DecimalMark } from '../decimal-number.ts'
import type { FieldMapping } from '../field-mapping.ts'
import { dateColumns, numberColumns, undecidedDateColumns, undecidedNumberColumns } from '../mapping-names.ts'
import { columnObserver, type ColumnObserver } from './column-evidence.ts'

/** The observer of a flow: its dates and numbers, in full where the plan leaves their meaning open. */
export function observerOf(
  kind: EntityKind,
  mappings: Readonly<Record<string, FieldMapping>>,
  systemMark: DecimalMark | undefined,
): ColumnObserver {
  const open = new Set([...undecidedDateColumns(kind, mappings), ...undecidedNumberColumns(kind, mappings, systemMark)])

  return columnObserver({
    dates: dateColumns(kind, mappings),
    numbers: numberColumns(kind, mappings),
    isDeclared: (column) => !open.has(column),
  })
}
