/** The cells of an aligned page: two spaces or more stand between them, a dash is an empty one. */
export function rows(page: string): readonly (readonly string[])[] {
  return page
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => line.split(/ {2,}/).map((cell) => (cell === '-' ? '' : cell)))
}

/** An aligned page as a CSV file: the first line is the header, and every line has as many cells. */
export function csv(page: string, delimiter = ','): string {
  const lines = rows(page)
  const uneven = lines.find((cells) => cells.length !== lines[0]?.length)

  if (uneven !== undefined) throw new Error(`not as many cells as the header: ${uneven.join(' | ')}`)
  return lines.map((cells) => `${cells.map((cell) => quoted(cell)).join(delimiter)}\n`).join('')
}

function quoted(cell: string): string {
  return /[",;\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
