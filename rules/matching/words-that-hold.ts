import type { PairWord } from './pair-word.ts'
import { rootOf } from './root-of.ts'

/** Words of persons about pairs, sorted into those that can all hold and those that cannot. */
export interface WordsThatHold {
  /** In the order in which they came to hold. */
  readonly holding: readonly PairWord[]
  /** Contradicted by words before them: they rest until that is settled. */
  readonly resting: readonly PairWord[]
}

/**
 * "Same" is transitive, so words about different pairs contradict each other, too: same a-b, same b-c, different a-c. Words hold
 * in the order of saying, those that settled a contradiction first; one that contradicts what holds already rests. So nothing
 * that others rely on moves because somebody disagrees, and nothing is guessed: a person is asked.
 */
export function wordsThatHold(pairs: readonly PairWord[]): WordsThatHold {
  const sets = recordSets()
  const holding: PairWord[] = []
  const resting: PairWord[] = []

  for (const pair of pairs.toSorted(byPrecedence)) {
    if (sets.accepts(pair)) holding.push(pair)
    else resting.push(pair)
  }
  return { holding, resting }
}

function byPrecedence(one: PairWord, other: PairWord): number {
  return Number(other.isSettled) - Number(one.isSettled) || one.since - other.since
}

/** Records joined by "same", and which of the sets "different" keeps apart (union-find, the smaller set moves). */
function recordSets() {
  const parents = new Map<number, number>()
  const sizes = new Map<number, number>()
  const apart = new Map<number, Set<number>>()
  const keepApart = (one: number, other: number) => {
    apart.set(one, (apart.get(one) ?? new Set<number>()).add(other))
    apart.set(other, (apart.get(other) ?? new Set<number>()).add(one))
  }
  const join = (one: number, other: number) => {
    const isSmaller = (sizes.get(one) ?? 1) < (sizes.get(other) ?? 1)
    const [from, into] = isSmaller ? [one, other] : [other, one]

    parents.set(from, into)
    sizes.set(into, (sizes.get(from) ?? 1) + (sizes.get(into) ?? 1))
    for (const rival of apart.get(from) ?? []) {
      apart.get(rival)?.delete(from)
      keepApart(into, rival)
    }
    apart.delete(from)
  }

  return {
    /** Takes a word in unless it contradicts those taken in before. */
    accepts({ left, right, verdict }: PairWord): boolean {
      const [one, other] = [rootOf(parents, left), rootOf(parents, right)]

      if (verdict === 'different') {
        if (one === other) return false
        keepApart(one, other)
        return true
      }
      if (one === other) return true
      if (apart.get(one)?.has(other) === true) return false
      join(one, other)
      return true
    },
  }
}
