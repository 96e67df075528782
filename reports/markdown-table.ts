export interface MarkdownColumn<Row> {
  readonly title: string
  readonly align?: 'right'
  of(row: Row): string
}

/** A table that also reads well as plain text: every column as wide as its widest cell. */
export function markdownTable<Row>(columns: readonly MarkdownColumn<Row>[], rows: readonly Row[]): string {
  const cells = rows.map((row) => columns.map((column) => escaped(column.of(row))))
  const widths = columns.map((column, index) =>
    Math.max(column.title.length, 4, ...cells.map((cell) => cell[index]?.length ?? 0)),
  )
  const line = (values: readonly string[]) =>
    `| ${values.map((value, index) => padded(value, widths[index] ?? 0, columns[index]?.align)).join(' | ')} |`
  const rule = columns.map(({ align }, index) => {
    const dashes = '-'.repeat(widths[index] ?? 0)

    return align === 'right' ? `${dashes.slice(1)}:` : dashes
  })

  return [line(columns.map((column) => column.title)), line(rule), ...cells.map(line)].join('\n')
}

function padded(value: string, width: number, align: 'right' | undefined): string {
  return align === 'right' ? value.padStart(width) : value.padEnd(width)
}

function escaped(cell: string): string {
  return cell.replace(/\|/g, '\\|').replace(/\s*[\r\n]+\s*/g, ' ')
}
