/** How many values occur so often, by how often: a few hundred entries for a million values. */
export type CountHistogram = ReadonlyMap<number, number>

/** `counts` has a count per code; code 0 is no value. */
export function countHistogram(counts: ArrayLike<number>): CountHistogram {
  const histogram = new Map<number, number>()

  for (let code = 1; code < counts.length; code += 1) {
    const count = counts[code] as number

    histogram.set(count, (histogram.get(count) ?? 0) + 1)
  }

  return histogram
}
