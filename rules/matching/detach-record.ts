/** A cluster without one of its records: what stays, and what goes with it. */
export interface Detachment {
  /** The record, and where wanted all that hang together with the rest only through it. */
  readonly detached: readonly number[]
  readonly remaining: readonly number[]
}

/**
 * Parts a record from its cluster; with `subTree` it takes along what is linked to the rest only through it. The rest is the
 * largest part that is left without it, of equals the one with the first member.
 */
export function detachRecord(
  record: number,
  members: readonly number[],
  links: readonly { readonly left: number; readonly right: number }[],
  subTree: boolean,
): Detachment {
  const others = members.filter((member) => member !== record)

  if (!subTree) return { detached: [record], remaining: others }
  const [rest = []] = partsOf(others, links).toSorted((one, other) => other.length - one.length)
  const isRemaining = new Set(rest)

  return {
    detached: members.filter((member) => !isRemaining.has(member)),
    remaining: members.filter((member) => isRemaining.has(member)),
  }
}

/** Records that hang together by links among them, each part in the order of the members. */
export function partsOf(
  members: readonly number[],
  links: readonly { readonly left: number; readonly right: number }[],
): readonly (readonly number[])[] {
  const places = new Map(members.map((member, place) => [member, place]))
  const neighbours = new Map(members.map((member) => [member, [] as number[]]))

  for (const { left, right } of links) {
    if (!neighbours.has(left) || !neighbours.has(right)) continue
    neighbours.get(left)?.push(right)
    neighbours.get(right)?.push(left)
  }
  const seen = new Set<number>()

  return members.flatMap((start) => {
    if (seen.has(start)) return []
    const part = new Set([start])

    for (const member of part) for (const next of neighbours.get(member) ?? []) part.add(next)
    for (const member of part) seen.add(member)
    return [[...part].toSorted((one, other) => (places.get(one) ?? 0) - (places.get(other) ?? 0))]
  })
}
