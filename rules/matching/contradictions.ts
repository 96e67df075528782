import type { PairWord } from './pair-word.ts'
import { isSamePerson, personKey } from './same-person.ts'
import type { WordsThatHold } from './words-that-hold.ts'

/** Words of persons that cannot all hold: of one contested pair, or of pairs that hang together. */
export interface Contradiction {
  /** The pair that rests or is contested, and the shortest chain of those against it. */
  readonly pairs: readonly PairWord[]
}

/** Every contradiction among words of persons, by the word that opened it; at most `limit`. */
export function contradictions({ holding, resting }: WordsThatHold, limit: number): readonly Contradiction[] {
  const contested = [...holding, ...resting].filter((pair) => pair.isContested).toSorted(bySince)
  const neighbours = resting.length === 0 ? new Map<number, PairWord[]>() : neighboursOf(holding)
  const found = contested.slice(0, limit).map((pair) => ({ pairs: [pair] }))

  for (const pair of resting.toSorted(bySince)) {
    if (found.length >= limit) break
    found.push({ pairs: [pair, ...chainAgainst(pair, neighbours, holding)] })
  }
  return found
}

function bySince(one: PairWord, other: PairWord): number {
  return one.since - other.since
}

/** "Same" words that hold, by each of their records. */
function neighboursOf(holding: readonly PairWord[]): Map<number, PairWord[]> {
  const neighbours = new Map<number, PairWord[]>()

  for (const pair of holding) {
    if (pair.verdict === 'different') continue
    for (const end of [pair.left, pair.right]) {
      const known = neighbours.get(end)

      if (known === undefined) neighbours.set(end, [pair])
      else known.push(pair)
    }
  }
  return neighbours
}

function chainAgainst(
  { left, right, verdict }: PairWord,
  neighbours: ReadonlyMap<number, readonly PairWord[]>,
  holding: readonly PairWord[],
): readonly PairWord[] {
  const fromLeft = reachedFrom(left, neighbours)

  if (verdict === 'different') return wayBack(right, fromLeft)
  const fromRight = reachedFrom(right, neighbours)
  const between = holding.find(
    (pair) =>
      pair.verdict === 'different' &&
      ((fromLeft.has(pair.left) && fromRight.has(pair.right)) ||
        (fromLeft.has(pair.right) && fromRight.has(pair.left))),
  )

  if (between === undefined) return []
  const [near, far] = fromLeft.has(between.left) ? [between.left, between.right] : [between.right, between.left]

  return [...wayBack(near, fromLeft), between, ...wayBack(far, fromRight)]
}

/** Every record that hangs together with one by "same", with the word it was reached by. */
function reachedFrom(
  start: number,
  neighbours: ReadonlyMap<number, readonly PairWord[]>,
): ReadonlyMap<number, PairWord | undefined> {
  const cameBy = new Map<number, PairWord | undefined>([[start, undefined]])

  for (const record of cameBy.keys()) {
    for (const pair of neighbours.get(record) ?? []) {
      const next = pair.left === record ? pair.right : pair.left

      if (!cameBy.has(next)) cameBy.set(next, pair)
    }
  }
  return cameBy
}

function wayBack(from: number, cameBy: ReadonlyMap<number, PairWord | undefined>): readonly PairWord[] {
  const way: PairWord[] = []
  let record = from

  for (let pair = cameBy.get(record); pair !== undefined; pair = cameBy.get(record)) {
    way.push(pair)
    record = pair.left === record ? pair.right : pair.left
  }
  return way.toReversed()
}

/** Who may end a contradiction by speaking of its records: whoever has no part in it, or has all of it. */
export function canSettle({ pairs }: Contradiction, actor: string): boolean {
  const actors = pairs.flatMap(({ words }) => words.map((word) => word.actor))

  return actors.every((other) => !isSamePerson(other, actor)) || new Set(actors.map(personKey)).size === 1
}
