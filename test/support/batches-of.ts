/** Hands rows out in batches, as the store does. */
export async function* batchesOf<Row>(rows: readonly Row[], sizeMax = 1000): AsyncGenerator<readonly Row[]> {
  for (let start = 0; start < rows.length; start += sizeMax) yield rows.slice(start, start + sizeMax)
}
