const DELIMITERS = [',', ';', '\t', '|'] as const

/** The delimiter a line has most of outside quotes; a comma when it has none. */
export function detectDelimiter(line: string, quote: string | null): string {
  const unquoted = quote === null ? [line] : line.split(quote).filter((_, index) => index % 2 === 0)
  const count = (delimiter: string) => unquoted.reduce((sum, part) => sum + part.split(delimiter).length - 1, 0)

  return DELIMITERS.reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best))
}
