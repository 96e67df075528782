import { entities, fieldsOf, type CanonicalRecord, type MatchedKind } from '../rules/entity/entity.ts'
import { setNames, type ValueSet } from '../rules/truth/value-sets.ts'
import { isAmount, shownField, shownValue } from './canonical-value.ts'
import type { Report, ReportColumn } from './report.ts'

/** One golden record: its stable id and the values the policy chose. */
export interface GoldenRow {
  readonly goldenId: string
  readonly values: CanonicalRecord
  /** All values of a field of which the policy keeps all, by name: `emails`. */
  readonly sets?: Readonly<Record<string, ValueSet>>
}

/** The golden records of one kind, with a column per canonical field; amounts are plain decimals, so the scale is left out. */
export function goldenReport(kind: MatchedKind): Report<GoldenRow> {
  return {
    name: `golden-${kind}s`,
    fileName: `golden-${kind}s.csv`,
    meaning: `One row per golden ${kind}: what the company believes, by its own policy.`,
    columns: [
      { name: 'golden_id', meaning: 'stable id of the golden record', of: (row) => row.goldenId },
      ...fieldsOf(kind)
        .filter((field) => field !== 'scale')
        .map((field) => columnOf(kind, field)),
      ...fieldsOf(kind)
        .flatMap((field) => setNames[field] ?? [])
        .map(setColumn),
    ],
  }
}

function columnOf(kind: MatchedKind, field: string): ReportColumn<GoldenRow> {
  return {
    name: snakeCase(shownField(field, '0')),
    meaning: meaningOf(kind, field),
    of: ({ values }) => goldenValue(field, values),
  }
}

/** The golden value stands first; the cell is empty where the plan keeps no set. */
function setColumn(name: string): ReportColumn<GoldenRow> {
  return {
    name,
    meaning: `all of them, parted by semicolons, where the plan says \`aggregate: set\``,
    of: ({ sets }) => sets?.[name]?.values.map(({ value }) => value).join('; ') ?? null,
  }
}

/** An amount without its scale is no amount: the cell stays empty rather than show minor units as if they were whole ones. */
function goldenValue(field: string, values: CanonicalRecord): string | null {
  const scale = values['scale'] ?? null

  return isAmount(field) && scale === null ? null : shownValue(field, values[field] ?? null, scale)
}

function meaningOf(kind: MatchedKind, field: string): string {
  const shape: Readonly<Record<string, { description?: string | undefined }>> = entities[kind].shape
  const description = shape[field]?.description ?? field

  return description.replace('in minor units', 'as a plain decimal')
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
