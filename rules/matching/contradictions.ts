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
  const held = resting.length === 0 ? nothingHeld : byRecord(holding)
  const found = contested.slice(0, limit).map((pair) => ({ pairs: [pair] }))

  for (const pair of resting.toSorted(bySince)) {
    if (found.length >= limit) break
    found.push({ pairs: [pair, ...chainAgainst(pair, held)] })
  }
  return found
}

function bySince(one: PairWord, other: PairWord): number {
  return one.since - other.since
}

type WordsByRecord = ReadonlyMap<number, readonly PairWord[]>

/** Words that hold, by each of their records. */
interface HeldWords {
  readonly same: WordsByRecord
  readonly different: WordsByRecord
}

const nothingHeld: HeldWords = { same: new Map(), different: new Map() }

function byRecord(holding: readonly PairWord[]): HeldWords {
  const held = { same: new Map<number, PairWord[]>(), different: new Map<number, PairWord[]>() }

  for (const pair of holding) {
    const words = held[pair.verdict]

    for (const end of [pair.left, pair.right]) {
      const known = words.get(end)

      if (known === undefined) words.set(end, [pair])
      else known.push(pair)
    }
  }
  return held
}

function chainAgainst({ left, right, verdict }: PairWord, held: HeldWords): readonly PairWord[] {
  const fromLeft = reachedFrom(left, held.same)

  if (verdict === 'different') return wayBack(right, fromLeft)
  const fromRight = reachedFrom(right, held.same)
  const [between] = [...fromLeft.keys()]
    .flatMap((near) => (held.different.get(near) ?? []).filter((word) => fromRight.has(farEnd(word, near))))
    .toSorted(bySince)

  if (between === undefined) return []
  const near = fromLeft.has(between.left) ? between.left : between.right

  return [...wayBack(near, fromLeft), between, ...wayBack(farEnd(between, near), fromRight)]
}

function farEnd({ left, right }: PairWord, near: number): number {
  return left === near ? right : left
}

/** Every record that hangs together with one by "same", with the word it was reached by. */
function reachedFrom(start: number, same: WordsByRecord): ReadonlyMap<number, PairWord | undefined> {
  const cameBy = new Map<number, PairWord | undefined>([[start, undefined]])

  for (const record of cameBy.keys()) {
    for (const pair of same.get(record) ?? []) {
      const next = farEnd(pair, record)

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
    record = farEnd(pair, record)
  }
  return way.toReversed()
}

/** Who may end a contradiction by speaking of its records: whoever has no part in it, or has all of it. */
export function canSettle({ pairs }: Contradiction, actor: string): boolean {
  const actors = pairs.flatMap(({ words }) => words.map((word) => word.actor))

  return actors.every((other) => !isSamePerson(other, actor)) || new Set(actors.map(personKey)).size === 1
}
