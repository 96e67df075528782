import { stripVTControlCharacters } from 'node:util'

export interface TableColumn {
  readonly heading: string
  readonly align: 'left' | 'right'
}

/** A table drawn with box characters. Cells may hold colour codes; they take no width. */
export function boxTable(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ heading }, index) =>
    Math.max(...[[heading], ...rows.map((row) => [row[index] ?? ''])].map(([cell = '']) => widthOf(cell))),
  )
  const rule = (left: string, middle: string, right: string) =>
    `${left}${widths.map((width) => '─'.repeat(width + 2)).join(middle)}${right}`
  const line = (cells: readonly string[]) =>
    `│${cells.map((cell, index) => ` ${padded(cell, widths[index] ?? 0, columns[index]?.align ?? 'left')} `).join('│')}│`

  return [
    rule('┌', '┬', '┐'),
    line(columns.map(({ heading }) => heading)),
    rule('├', '┼', '┤'),
    ...rows.map((row) => line(columns.map((_, index) => row[index] ?? ''))),
    rule('└', '┴', '┘'),
    '',
  ].join('\n')
}

const widthOf = (cell: string) => [...stripVTControlCharacters(cell)].length

function padded(cell: string, width: number, align: TableColumn['align']): string {
  const space = ' '.repeat(width - widthOf(cell))

  return align === 'left' ? cell + space : space + cell
}
