import { fieldsOfLevel, waterfall, type Waterfall, type WaterfallPart } from '../../../rules/matching/waterfall.ts'
import type { ReloadedMatch } from './reload-match.ts'

/** A part of a waterfall with what the two records say in the fields that decided it. */
export interface ExplainedPart extends WaterfallPart {
  readonly fields: readonly string[]
  readonly left: readonly (string | null)[]
  readonly right: readonly (string | null)[]
}

export interface ExplainedWeight extends Waterfall {
  readonly parts: readonly ExplainedPart[]
}

/** The waterfall of two rows of a reloaded match. */
export function weighAgain(
  { model, rows, kernel: { weigher } }: ReloadedMatch,
  left: number,
  right: number,
): ExplainedWeight {
  const weight = weigher.weigh(left, right)
  const fall = waterfall(model, { prior: weigher.prior, levels: weigher.levels, parts: weigher.parts, weight })
  const valueOf = (field: string, row: number): string | null => {
    const column = rows.fields.get(field)
    const code = column?.codes[row * column.stride + column.offset] ?? 0

    return code === 0 ? null : (column?.text(code) ?? null)
  }

  return {
    ...fall,
    parts: fall.parts.map((part) => {
      const fields = fieldsOfLevel(model, part.comparison, part.level)

      return {
        ...part,
        fields,
        left: fields.map((field) => valueOf(field, left)),
        right: fields.map((field) => valueOf(field, right)),
      }
    }),
  }
}
