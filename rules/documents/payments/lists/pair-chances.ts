/** Rounds in which rows tell each other how much their other candidates weigh; the messages of a sparse graph settle in a few. */
const ROUNDS_MAX = 40
const SETTLED = 1e-9

/** Candidate pairs by row of either list: the pairs of left row r stand from `leftStart[r]` on, those of right row r at `rightPairs[rightStart[r]]`. */
export interface PairGraph {
  readonly left: Int32Array
  readonly right: Int32Array
  readonly leftStart: Int32Array
  readonly rightStart: Int32Array
  readonly rightPairs: Int32Array
}

/** Pairs must be ordered by left row. */
export function pairGraph(left: Int32Array, right: Int32Array, leftCount: number, rightCount: number): PairGraph {
  const rightStart = startsOf(right, rightCount)
  const rightPairs = new Int32Array(right.length)
  const filled = rightStart.slice()

  right.forEach((row, pair) => {
    rightPairs[filled[row] as number] = pair
    filled[row] = (filled[row] as number) + 1
  })
  return { left, right, leftStart: startsOf(left, leftCount), rightStart, rightPairs }
}

function startsOf(rows: Int32Array, count: number): Int32Array {
  const starts = new Int32Array(count + 1)

  for (const row of rows) starts[row + 1] = (starts[row + 1] as number) + 1
  for (let row = 0; row < count; row += 1) starts[row + 1] = (starts[row + 1] as number) + (starts[row] as number)
  return starts
}

/**
 * How probable each pair is when every row takes part in one pair at most, given the odds of each pair against chance and
 * those of a row that has no partner: belief propagation over the rows (Huang and Jebara 2009, "Approximating the permanent with
 * belief propagation"), exact where the candidates form no circle.
 */
export function pairChances(graph: PairGraph, odds: Float64Array, oddsAlone: number): Float64Array {
  const { leftStart, rightStart, rightPairs } = graph
  const fromLeft = new Float64Array(odds.length)
  const fromRight = new Float64Array(odds.length).fill(1)
  let change = 1

  for (let round = 0; round < ROUNDS_MAX && change > SETTLED; round += 1) {
    change = 0
    for (let row = 0; row + 1 < leftStart.length; row += 1) {
      const [from, to] = [leftStart[row] as number, leftStart[row + 1] as number]
      let sum = 0

      for (let pair = from; pair < to; pair += 1) sum += (odds[pair] as number) * (fromRight[pair] as number)
      for (let pair = from; pair < to; pair += 1) {
        fromLeft[pair] = 1 / (oddsAlone + rest(sum, (odds[pair] as number) * (fromRight[pair] as number)))
      }
    }
    for (let row = 0; row + 1 < rightStart.length; row += 1) {
      const [from, to] = [rightStart[row] as number, rightStart[row + 1] as number]
      let sum = 0

      for (let at = from; at < to; at += 1) {
        const pair = rightPairs[at] as number

        sum += (odds[pair] as number) * (fromLeft[pair] as number)
      }
      for (let at = from; at < to; at += 1) {
        const pair = rightPairs[at] as number
        const next = 1 / (1 + rest(sum, (odds[pair] as number) * (fromLeft[pair] as number)))

        change = Math.max(change, Math.abs(next - (fromRight[pair] as number)))
        fromRight[pair] = next
      }
    }
  }
  return odds.map((value, pair) => {
    const joint = value * (fromLeft[pair] as number) * (fromRight[pair] as number)

    return joint / (1 + joint)
  })
}

/** The sum without one of its parts; rounding must not make it negative. */
const rest = (sum: number, part: number): number => Math.max(0, sum - part)
