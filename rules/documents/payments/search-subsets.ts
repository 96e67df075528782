/** Which amounts add up to a target, and whether others do too. */
export type SubsetAnswer =
  | { readonly kind: 'none' }
  /** `isOnly`: every other subset was ruled out. Positions ascending. */
  | {
      readonly kind: 'found'
      readonly positions: readonly number[]
      readonly how: SubsetPreference
      readonly other: readonly number[] | null
      readonly isOnly: boolean
    }
  /** The budget ran out before one was found. */
  | { readonly kind: 'incomplete'; readonly reason: string }

/** In this order the subsets are preferred: what debtors do rather than what arithmetic allows. */
export type SubsetPreference = 'all open items' | 'the oldest open items' | 'one remittance' | 'some of the open items'

export interface SubsetBudget {
  /** Steps left; shared by the searches of one counterparty. */
  steps: number
}

/** Half of so many amounts has 65,536 sums: they fit into memory and are all compared. */
const MEET_IN_THE_MIDDLE_MAX = 32
const MASKS_MAX = 40

/**
 * Looks for amounts that add up to a target exactly, credit notes counting negative, until a second solution shows that the first
 * is none. `amounts` stand oldest first; `remittances` names what belongs together. (Horowitz and Sahni 1974 for up to 32 amounts;
 * beyond that a bounded search, largest first.)
 */
export function searchSubsets(
  amounts: readonly bigint[],
  remittances: readonly (string | null)[],
  target: bigint,
  budget: SubsetBudget,
): SubsetAnswer {
  const total = amounts.reduce((sum, amount) => sum + (amount < 0n ? -amount : amount), 0n)

  if (total > BigInt(Number.MAX_SAFE_INTEGER)) {
    return { kind: 'incomplete', reason: 'the amounts are too large to be added exactly' }
  }
  const numbers = amounts.map(Number)
  const wanted = Number(target)
  const preferred = preferredSubset(numbers, remittances, wanted)
  const found = new Solutions(preferred?.positions)
  const isComplete =
    amounts.length <= MEET_IN_THE_MIDDLE_MAX
      ? meetInTheMiddle(numbers, wanted, found, budget)
      : searchLargestFirst(numbers, wanted, found, budget)
  const [first, second] = found.list

  if (first !== undefined) {
    const how = preferred?.how ?? 'some of the open items'

    return { kind: 'found', positions: first, how, other: second ?? null, isOnly: second === undefined && isComplete }
  }
  return isComplete ? { kind: 'none' } : { kind: 'incomplete', reason: 'the budget of steps ran out' }
}

function preferredSubset(
  amounts: readonly number[],
  remittances: readonly (string | null)[],
  target: number,
): { readonly positions: readonly number[]; readonly how: SubsetPreference } | undefined {
  let sum = 0
  let prefix: number | undefined

  amounts.forEach((amount, position) => {
    sum += amount
    if (sum === target && position > 0) prefix ??= position
  })
  const all = [...amounts.keys()]

  if (sum === target && amounts.length > 1) return { positions: all, how: 'all open items' }
  if (prefix !== undefined) return { positions: all.slice(0, prefix + 1), how: 'the oldest open items' }
  for (const remittance of new Set(remittances)) {
    const positions = all.filter((position) => remittances[position] === remittance)

    if (remittance === null || positions.length < 2) continue
    if (positions.reduce((part, position) => part + (amounts[position] as number), 0) === target) {
      return { positions, how: 'one remittance' }
    }
  }
  return undefined
}

/** Up to two different subsets of two amounts or more; single ones belong to an earlier pass. */
class Solutions {
  readonly list: (readonly number[])[] = []
  readonly #seen = new Set<string>()

  constructor(first: readonly number[] | undefined) {
    if (first !== undefined) this.add(first)
  }

  add(positions: readonly number[]): void {
    const sorted = [...positions].sort((one, other) => one - other)
    const key = sorted.join()

    if (sorted.length < 2 || this.list.length === 2 || this.#seen.has(key)) return
    this.#seen.add(key)
    this.list.push(sorted)
  }

  get isEnough(): boolean {
    return this.list.length === 2
  }
}

function meetInTheMiddle(amounts: readonly number[], target: number, found: Solutions, budget: SubsetBudget): boolean {
  const half = amounts.length >> 1
  const [low, high] = [amounts.slice(0, half), amounts.slice(half)]
  const cost = 2 ** low.length + 2 ** high.length

  if (cost > budget.steps) return false
  budget.steps -= cost
  const lowSums = sumsOf(low)
  const bySum = new Map<number, number[]>()

  lowSums.forEach((sum, mask) => {
    const masks = bySum.get(sum)

    // Forty are as good as all: at most 17 of them hold fewer than two amounts, and two solutions end the search.
    if (masks === undefined) bySum.set(sum, [mask])
    else if (masks.length < MASKS_MAX) masks.push(mask)
  })
  const highSums = sumsOf(high)

  for (let mask = 0; mask < highSums.length && !found.isEnough; mask += 1) {
    for (const lowMask of bySum.get(target - (highSums[mask] as number)) ?? []) {
      found.add([...bitsOf(lowMask, 0), ...bitsOf(mask, half)])
    }
  }
  return true
}

/** The sum of every subset; bit p of its place says that amount p is in it. */
function sumsOf(amounts: readonly number[]): Float64Array {
  const sums = new Float64Array(2 ** amounts.length)

  amounts.forEach((amount, position) => {
    const size = 2 ** position

    for (let mask = 0; mask < size; mask += 1) sums[size + mask] = (sums[mask] as number) + amount
  })
  return sums
}

function bitsOf(mask: number, from: number): readonly number[] {
  const positions: number[] = []

  for (let rest = mask, position = from; rest !== 0; rest >>>= 1, position += 1) {
    if ((rest & 1) === 1) positions.push(position)
  }
  return positions
}

/** True when every subset was looked at or ruled out by what is left to add. */
function searchLargestFirst(
  amounts: readonly number[],
  target: number,
  found: Solutions,
  budget: SubsetBudget,
): boolean {
  const order = [...amounts.keys()].sort(
    (one, other) => Math.abs(amounts[other] as number) - Math.abs(amounts[one] as number) || one - other,
  )
  const sorted = order.map((position) => amounts[position] as number)
  const mostAfter = suffixSums(sorted, (amount) => Math.max(0, amount))
  const leastAfter = suffixSums(sorted, (amount) => Math.min(0, amount))
  const taken: number[] = []
  /** Places whose amount is still to be tried without; a stack instead of recursion, for ten thousand amounts. */
  const stack: { readonly at: number; readonly sum: number; readonly depth: number }[] = [{ at: 0, sum: 0, depth: 0 }]

  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    const { at, sum, depth } = step

    if (found.isEnough) return true
    if (--budget.steps < 0) return false
    taken.length = depth
    const rest = target - sum

    if (rest === 0 && depth > 1 && at > 0) found.add(taken.map((place) => order[place] as number))
    if (at === sorted.length || rest > (mostAfter[at] as number) || rest < (leastAfter[at] as number)) continue
    stack.push({ at: at + 1, sum, depth })
    taken.push(at)
    stack.push({ at: at + 1, sum: sum + (sorted[at] as number), depth: depth + 1 })
  }
  return true
}

function suffixSums(amounts: readonly number[], part: (amount: number) => number): Float64Array {
  const sums = new Float64Array(amounts.length + 1)

  for (let at = amounts.length - 1; at >= 0; at -= 1) sums[at] = (sums[at + 1] as number) + part(amounts[at] as number)
  return sums
}
