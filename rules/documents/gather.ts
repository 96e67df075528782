/** Items by a key of theirs, both in the order of the items; those without a key are left out. */
export function gather<Item, Key>(
  items: Iterable<Item>,
  keyOf: (item: Item) => Key | null | undefined,
): ReadonlyMap<Key, readonly Item[]> {
  const gathered = new Map<Key, Item[]>()

  for (const item of items) {
    const key = keyOf(item)

    if (key === null || key === undefined) continue
    const same = gathered.get(key)

    if (same === undefined) gathered.set(key, [item])
    else same.push(item)
  }
  return gathered
}
