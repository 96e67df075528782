/** The cells of an aligned page: two spaces or more stand between them, a dash is an empty one. */
export function rows(page: string): readonly (readonly string[])[] {
  return page
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => line.split(/ {2,}/).map((cell) => (cell === '-' ? '' : cell)))
}

/** An aligned page as a CSV file: the first line is the header. */
export function csv(page: string, delimiter = ','): string {
  return rows(page)
    .map(
      (cells) =>
        `${cells.map((cell) => (/[",;\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter)}\n`,
    )
    .join('')
}
