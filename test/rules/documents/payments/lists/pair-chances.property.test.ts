import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pairChances, pairGraph } from '../../../../../rules/documents/payments/lists/pair-chances.ts'

interface Edge {
  readonly left: number
  readonly right: number
  readonly odds: number
}

const SIZE = 4
/** Each new row hangs on one that is there already: no circle. */
const trees = fc
  .array(fc.record({ at: fc.nat(20), isLeft: fc.boolean(), odds: fc.double({ min: 0.01, max: 1e4, noNaN: true }) }), {
    minLength: 1,
    maxLength: 2 * SIZE,
  })
  .map((steps) => {
    const lefts = [0]
    const rights: number[] = []
    const edges: Edge[] = []

    for (const { at, isLeft, odds } of steps) {
      if (isLeft && rights.length > 0) {
        edges.push({ left: lefts.length, right: rights[at % rights.length] as number, odds })
        lefts.push(lefts.length)
      } else {
        edges.push({ left: lefts[at % lefts.length] as number, right: rights.length, odds })
        rights.push(rights.length)
      }
    }
    return {
      edges: edges.toSorted((one, other) => one.left - other.left || one.right - other.right),
      leftCount: lefts.length,
      rightCount: rights.length,
    }
  })

/** The share of all ways to pair the rows that hold each pair, each way counted by its odds. */
function exactChances(edges: readonly Edge[], oddsAlone: number): readonly number[] {
  const sums = edges.map(() => 0)
  let total = 0

  for (let mask = 0; mask < 2 ** edges.length; mask += 1) {
    const places = [...edges.keys()].filter((place) => ((mask >> place) & 1) === 1)
    const chosen = places.map((place) => edges[place] as Edge)
    const isOneToOne =
      new Set(chosen.map(({ left }) => left)).size === chosen.length &&
      new Set(chosen.map(({ right }) => right)).size === chosen.length
    const weight = isOneToOne ? chosen.reduce((product, { odds }) => (product * odds) / oddsAlone, 1) : 0

    total += weight
    for (const place of places) sums[place] = (sums[place] as number) + weight
  }
  return sums.map((sum) => sum / total)
}

test('where no pairs form a circle the chances are exact', () => {
  fc.assert(
    fc.property(
      trees,
      fc.double({ min: 0.1, max: 100, noNaN: true }),
      ({ edges, leftCount, rightCount }, oddsAlone) => {
        const graph = pairGraph(
          Int32Array.from(edges, ({ left }) => left),
          Int32Array.from(edges, ({ right }) => right),
          leftCount,
          rightCount,
        )
        const chances = pairChances(
          graph,
          Float64Array.from(edges, ({ odds }) => odds),
          oddsAlone,
        )

        exactChances(edges, oddsAlone).forEach((expected, place) => expect(chances[place]).toBeCloseTo(expected, 5))
      },
    ),
    { numRuns: 300 },
  )
})
