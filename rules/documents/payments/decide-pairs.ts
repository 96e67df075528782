import { assignOneToOne, connectedParts, type WeightedPair } from './assign-one-to-one.ts'

export interface DecidedPairs {
  /** Positions of pairs that are the only way to match all of their part. */
  readonly sure: readonly number[]
  /** Positions of the best choice where another is possible too. */
  readonly best: readonly number[]
  /** Pairs in knots too large to solve; nothing is chosen there. */
  readonly unsolvedCount: number
}

/** Larger parts hold so many equal amounts that a choice among them is a person's. */
const PART_PAIRS_MAX = 400
const STEPS_MAX = 500_000

/**
 * Chooses among candidate pairs all at once. Sure is only what has no second solution: every line of its part finds a partner,
 * in one way. Everything else is the best choice by weight, for a person to confirm.
 */
export function decidePairs(pairs: readonly WeightedPair[]): DecidedPairs {
  const sure: number[] = []
  const best: number[] = []
  let unsolvedCount = 0

  for (const part of connectedParts(pairs)) {
    const own = part.map((position) => pairs[position] as WeightedPair)
    const assignment = assignOneToOne(own, STEPS_MAX)
    const chosen = assignment.chosen.map((place) => part[place] as number)

    unsolvedCount += assignment.unsolved.length
    const list = isOnlyWay(own) ? sure : best

    for (const position of chosen) list.push(position)
  }
  return { sure, best, unsolvedCount }
}

function isOnlyWay(pairs: readonly WeightedPair[]): boolean {
  const lefts = new Set(pairs.map(({ left }) => left))

  if (pairs.length > PART_PAIRS_MAX) return false
  // A right left over could take the place of another, so all rights have their partner where there is one way only.
  const even = pairs.map((pair) => ({ ...pair, weight: 1 }))
  const { chosen } = assignOneToOne(even)
  const sizeWithout = (position: number) => assignOneToOne(even.filter((_, other) => other !== position)).chosen.length

  return chosen.length === lefts.size && chosen.every((position) => sizeWithout(position) < lefts.size)
}
