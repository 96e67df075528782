import type { MatchModel } from '../match-model.ts'

/** Where the SQL has a column from: handed over as derived by us, or joined of such parts by the SQL itself. */
export type ColumnSource =
  | { readonly is: 'column' | 'field'; readonly name: string }
  | { readonly is: 'joined'; readonly parts: readonly ColumnSource[]; readonly needs: 'all' | 'any' }

/**
 * Finds what a column is made of. A column with steps (folding, nicknames, sound keys, rarest words) is derived by us; one that
 * only joins others must not be handed over as its text, because "Anna Maria" + "Novak" and "Anna" + "Maria Novak" differ.
 */
export function columnSource({ columns }: MatchModel, name: string): ColumnSource {
  const sourceBefore = (part: string, end: number): ColumnSource => {
    const index = columns.slice(0, end).findLastIndex((declared) => declared.name === part)
    const column = columns[index]

    if (column === undefined) return { is: 'field', name: part }
    if (column.steps.length > 0 || column.rarest !== undefined) return { is: 'column', name: part }
    const parts = column.from.map((from) => sourceBefore(from, index))

    return parts.length === 1 ? (parts[0] as ColumnSource) : { is: 'joined', parts, needs: column.needs }
  }

  return sourceBefore(name, columns.length)
}

/** The columns and fields a source consists of. */
export function leavesOf(source: ColumnSource): readonly Exclude<ColumnSource, { is: 'joined' }>[] {
  return source.is === 'joined' ? source.parts.flatMap(leavesOf) : [source]
}
