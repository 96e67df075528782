/** A heading on the left and what it is about. An empty heading goes on with the one before. */
export type SummaryLine = readonly [label: string, text: string]

const INDENT = '  '
const LABEL_WIDTH = 10
const WIDTH_MIN = 60
const WIDTH_MAX = 100

/** Lines under headings, broken between words where the terminal ends; beyond 100 characters lines are hard to read. */
export function summaryLines(lines: readonly SummaryLine[], columns: number): string {
  const width = Math.min(WIDTH_MAX, Math.max(WIDTH_MIN, columns)) - INDENT.length - LABEL_WIDTH - 1

  return lines
    .flatMap(([label, text]) =>
      wrapped(text, width).map((part, index) => `${INDENT}${(index === 0 ? label : '').padEnd(LABEL_WIDTH)} ${part}\n`),
    )
    .join('')
}

/** A word longer than the line, such as a path, stays whole so that it can be copied. */
function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = []

  for (const word of text.split(' ')) {
    const last = lines.at(-1)

    if (last === undefined || last.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }

  return lines
}

/** The first so many of a list, and how many there are besides. */
export function firstOf(list: readonly string[], countMax: number, separator: string): string {
  const rest = list.length - countMax

  // "and 1 more" is as long as what it hides.
  return rest <= 1 ? list.join(separator) : `${list.slice(0, countMax).join(separator)}${separator}and ${rest} more`
}

export function grouped(count: number): string {
  return Math.round(count).toLocaleString('en-GB')
}

export function counted(count: number, one: string, many: string): string {
  return `${grouped(count)} ${Math.round(count) === 1 ? one : many}`
}
