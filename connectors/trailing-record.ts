/** Holds back a record that looks like the trailer until the next one proves it to be data: only the last can be it. */
export function trailingRecord<Item>(looksLikeTrailer: (item: Item) => boolean, give: (item: Item) => void) {
  let held: Item | null = null

  return {
    take(item: Item): void {
      if (held !== null) give(held)
      held = looksLikeTrailer(item) ? item : null
      if (held === null) give(item)
    },
    /** Ask at the end of the file. */
    trailer: (): Item | null => held,
  }
}
