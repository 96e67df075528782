import { countedPairs, type ClusterTruth, type PairTruth, type SystemOf, type Truth } from './truth.ts'

/** How many pairs were visited, and whether they stand for more. */
export interface TruePairVisit {
  readonly visited: number
  readonly isSample: boolean
}

type Visit = (left: number, right: number) => void

/**
 * Visits the true pairs that count, the lower record first. Of more than `pairsMax`, that many are drawn evenly over all of
 * them, at places that a hash of the draw's number chooses: the same pairs in every run.
 */
export function visitTruePairs(
  truth: Truth,
  systemOf: SystemOf | undefined,
  pairsMax: number,
  visit: Visit,
): TruePairVisit {
  const isCounted = countedPairs(truth, systemOf)
  let visited = 0
  const visitCounted: Visit = (left, right) => {
    if (!isCounted(left, right)) return
    visited += 1
    visit(left, right)
  }
  const pairCount =
    truth.form === 'pairs' ? visitListed(truth, pairsMax, visitCounted) : visitClusters(truth, pairsMax, visitCounted)

  return { visited, isSample: pairCount > pairsMax }
}

function visitListed({ left, right }: PairTruth, pairsMax: number, visit: Visit): number {
  const draws = drawnPlaces(left.length, pairsMax)

  for (let place = draws.next(); place < left.length; place = draws.next())
    visit(left[place] as number, right[place] as number)

  return left.length
}

function visitClusters({ clusterOf }: ClusterTruth, pairsMax: number, visit: Visit): number {
  const { members, starts } = membersOf(clusterOf)
  let pairCount = 0

  for (let cluster = 0; cluster + 1 < starts.length; cluster += 1) pairCount += pairsOf(starts, cluster)
  const draws = drawnPlaces(pairCount, pairsMax)
  let place = draws.next()
  let before = 0

  for (let cluster = 0; cluster + 1 < starts.length; cluster += 1) {
    const start = starts[cluster] as number
    const end = before + pairsOf(starts, cluster)

    for (; place < end; place = draws.next()) {
      const [left, right] = pairAt(place - before)

      visit(members[start + left] as number, members[start + right] as number)
    }
    before = end
  }

  return pairCount
}

function pairsOf(starts: Int32Array, cluster: number): number {
  const size = (starts[cluster + 1] as number) - (starts[cluster] as number)

  return (size * (size - 1)) / 2
}

/** Pairs (0,1), (0,2), (1,2), (0,3) … by their place in this list. */
function pairAt(place: number): readonly [number, number] {
  let right = Math.floor((1 + Math.sqrt(1 + 8 * place)) / 2)

  // The root of a large number may be off by one.
  if ((right * (right - 1)) / 2 > place) right -= 1
  else if (((right + 1) * right) / 2 <= place) right += 1

  return [place - (right * (right - 1)) / 2, right]
}

/** Rising places below `count`: all of them, or one of each of `countMax` equal stretches; then `count`. */
function drawnPlaces(count: number, countMax: number): { next(): number } {
  const drawCount = Math.min(count, countMax)
  const startOf = (draw: number) => Math.floor((draw * count) / drawCount)
  let draw = -1

  return {
    next() {
      draw += 1
      if (draw >= drawCount) return count
      const start = startOf(draw)

      return start + Math.floor(hashShare(draw) * (startOf(draw + 1) - start))
    },
  }
}

/** From 0 up to 1; the finalizer of MurmurHash3. */
function hashShare(number: number): number {
  let hash = Math.imul(number ^ (number >>> 16), 0x85ebca6b)

  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)

  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

/** Records cluster after cluster, each cluster in the order of its records. */
function membersOf(clusterOf: Int32Array): { readonly members: Int32Array; readonly starts: Int32Array } {
  const clusterCount = clusterOf.reduce((most, cluster) => Math.max(most, cluster + 1), 0)
  const starts = new Int32Array(clusterCount + 1)

  for (const cluster of clusterOf) if (cluster !== -1) starts[cluster + 1] = (starts[cluster + 1] as number) + 1
  for (let cluster = 0; cluster < clusterCount; cluster += 1)
    starts[cluster + 1] = (starts[cluster + 1] as number) + (starts[cluster] as number)
  const members = new Int32Array(starts[clusterCount] as number)
  const next = starts.slice()

  clusterOf.forEach((cluster, record) => {
    if (cluster === -1) return
    const place = next[cluster] as number

    members[place] = record
    next[cluster] = place + 1
  })

  return { members, starts }
}
