/**
 * The same function with a bounded memory of its last answers, for columns whose values repeat.
 * Two generations: a full one becomes the old one, so that frequent values survive and at most `2 × countMax` stay.
 */
export function remember<Value>(read: (raw: string) => Value, countMax = 20_000): (raw: string) => Value {
  let young = new Map<string, Value>()
  let old = new Map<string, Value>()

  return (raw) => {
    const known = young.get(raw)
    if (known !== undefined) return known
    const value = old.get(raw) ?? read(raw)

    if (young.size >= countMax) {
      old = young
      young = new Map()
    }
    young.set(raw, value)
    return value
  }
}
