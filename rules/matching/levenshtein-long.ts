/**
 * The edit distance of two texts if it is at most `most`, else any number above: only cells so near the diagonal can matter
 * (Ukkonen 1985), and as soon as a whole row is above `most` so is the distance. For long texts, as it takes no more time
 * than `most` times their length.
 */
export function levenshteinWithin(
  units: Uint16Array,
  left: number,
  leftLength: number,
  right: number,
  rightLength: number,
  most: number,
): number {
  const reach = Math.floor(most)
  const row = new Float64Array(rightLength + 1).map((_, column) => (column <= reach ? column : Infinity))

  for (let line = 1; line <= leftLength; line += 1) {
    const from = Math.max(1, line - reach)
    const to = Math.min(rightLength, line + reach)
    const unit = units[left + line - 1] as number
    let diagonal = row[from - 1] as number
    let least = Infinity

    row[from - 1] = from === 1 && line <= reach ? line : Infinity
    for (let column = from; column <= to; column += 1) {
      const above = row[column] as number
      const replaced = units[right + column - 1] === unit ? diagonal : diagonal + 1

      diagonal = above
      row[column] = Math.min(replaced, above + 1, (row[column - 1] as number) + 1)
      least = Math.min(least, row[column] as number)
    }
    if (least > reach) return Infinity
  }

  return row[rightLength] as number
}
