import { gather } from '../gather.ts'
import { rootOf } from '../../matching/root-of.ts'

/** A pair that may be chosen. */
export interface WeightedPair {
  readonly left: number
  readonly right: number
  /** What choosing it is worth: a whole number above 0. */
  readonly weight: number
}

export interface Assignment {
  /** Positions of the chosen pairs, ascending: every left and every right in one of them at most, and the sum of weights the largest. */
  readonly chosen: readonly number[]
  /** Positions of pairs that hang together in a knot too large to solve within the budget; none of them is chosen. */
  readonly unsolved: readonly number[]
}

const STEPS_MAX = 20_000_000

/**
 * Chooses among all pairs at once instead of one after the other: the first hit would depend on the order. Grows the assignment
 * by the best augmenting path of every left (Kuhn 1955; Edmonds and Karp 1972), in each part of the pairs that hangs together.
 */
export function assignOneToOne(pairs: readonly WeightedPair[], stepsMax = STEPS_MAX): Assignment {
  const chosen: number[] = []
  const unsolved: number[] = []
  const budget = { steps: stepsMax }

  for (const part of connectedParts(pairs)) {
    const only = part.length === 1 ? part : assignPart(pairs, part, budget)

    const list = only === undefined ? unsolved : chosen

    // Not spread into the arguments of one call: a part may have a million pairs.
    for (const position of only ?? part) list.push(position)
  }
  return { chosen: chosen.sort(ascending), unsolved: unsolved.sort(ascending) }
}

const ascending = (first: number, second: number): number => first - second

/** Positions of the pairs by the part of the graph they belong to; parts in order of their first pair. */
export function connectedParts(
  pairs: readonly { readonly left: number; readonly right: number }[],
): readonly (readonly number[])[] {
  const parents = new Map<string, string>()

  for (const { left, right } of pairs) {
    const [one, other] = [rootOf(parents, `l${left}`), rootOf(parents, `r${right}`)]

    if (one !== other) parents.set(one, other)
  }
  return [...gather(pairs.keys(), (position) => rootOf(parents, `l${pairs[position]?.left}`)).values()]
}

interface State {
  readonly pairs: readonly WeightedPair[]
  readonly ofLeft: ReadonlyMap<number, readonly number[]>
  /** Chosen pair by left and by right. */
  readonly byLeft: Map<number, number>
  readonly byRight: Map<number, number>
}

function assignPart(
  pairs: readonly WeightedPair[],
  part: readonly number[],
  budget: { steps: number },
): readonly number[] | undefined {
  const ofLeft = gather(part, (position) => pairs[position]?.left)
  const state: State = { pairs, ofLeft, byLeft: new Map(), byRight: new Map() }

  for (const left of [...ofLeft.keys()].sort(ascending)) {
    if (!augment(state, left, budget)) return undefined
  }
  return [...state.byLeft.values()]
}

type PathEnd = { readonly right: number } | { readonly left: number }

/** What is known of the paths from one left while the best of them is sought. */
interface Search {
  readonly gainOfLeft: Map<number, number>
  readonly gainOfRight: Map<number, number>
  /** The pair by which each right is reached with the largest gain. */
  readonly reachedBy: Map<number, number>
  readonly waiting: number[]
  best: { readonly gain: number; readonly end: PathEnd }
}

/** Gives `start` a partner if the whole gains by it; false when the budget ran out. */
function augment(state: State, start: number, budget: { steps: number }): boolean {
  const search: Search = {
    gainOfLeft: new Map([[start, 0]]),
    gainOfRight: new Map(),
    reachedBy: new Map(),
    waiting: [start],
    best: { gain: 0, end: { left: start } },
  }

  // The list grows while it is walked.
  for (const left of search.waiting) {
    for (const position of state.ofLeft.get(left) ?? []) {
      if (--budget.steps < 0) return false
      if (state.byLeft.get(left) !== position) follow(state, search, left, position)
    }
  }
  applyPath(state, start, search.best.end, search.reachedBy)
  return true
}

function follow({ pairs, byRight }: State, search: Search, left: number, position: number): void {
  const { right, weight } = pairs[position] as WeightedPair
  const gain = (search.gainOfLeft.get(left) ?? 0) + weight

  if (gain <= (search.gainOfRight.get(right) ?? Number.NEGATIVE_INFINITY)) return
  search.gainOfRight.set(right, gain)
  search.reachedBy.set(right, position)
  const held = heldBy(pairs, byRight.get(right))
  const end: PathEnd = held === undefined ? { right } : { left: held.left }
  const endGain = gain - (held?.weight ?? 0)

  if (endGain > search.best.gain) search.best = { gain: endGain, end }
  if (held === undefined) return
  search.gainOfLeft.set(held.left, endGain)
  search.waiting.push(held.left)
}

function heldBy(pairs: readonly WeightedPair[], position: number | undefined): WeightedPair | undefined {
  return position === undefined ? undefined : pairs[position]
}

function applyPath(
  { pairs, byLeft, byRight }: State,
  start: number,
  end: PathEnd,
  reachedBy: ReadonlyMap<number, number>,
): void {
  let right: number | undefined

  if ('right' in end) right = end.right
  else if (end.left !== start) {
    right = (pairs[byLeft.get(end.left) as number] as WeightedPair).right
    byLeft.delete(end.left)
  }
  while (right !== undefined) {
    const position = reachedBy.get(right) as number
    const { left } = pairs[position] as WeightedPair
    const before = byLeft.get(left)

    byLeft.set(left, position)
    byRight.set(right, position)
    right = left === start || before === undefined ? undefined : (pairs[before] as WeightedPair).right
  }
}
