import { expect, test } from 'vitest'
import { averageWeightMin } from '../../../../engine/matching/cluster/average-weight-min.ts'
import type { MatchModel } from '../../../../rules/matching/match-model.ts'

/** So many columns that agree in 9 of 10 pairs of one entity, and in as many of strangers as `u` says. */
function columns(count: number, u: number): Pick<MatchModel, 'comparisons'> {
  const levels = [
    { name: 'the same', when: { is: 'otherwise' as const }, m: 0.9, u },
    { name: 'otherwise', when: { is: 'otherwise' as const }, m: 0.1, u: 1 - u },
  ]

  return { comparisons: Array.from({ length: count }, (_, at) => ({ name: `column ${at}`, isTrained: true, levels })) }
}

test.each([
  ['many telling columns', columns(9, 0.0001), -3],
  ['one column', columns(1, 0.01), -7],
  ['few columns', columns(3, 0.01), -7],
  ['no columns', columns(0, 0.01), -7],
])('with %s light pairs of one entity are allowed accordingly', (_, model, least) => {
  expect(averageWeightMin(model, -18)).toBe(least)
})

test('in between, three standard deviations below what the model expects', () => {
  // Agreement weighs log2(0.9 / 0.01) = 6.492 bits, disagreement log2(0.1 / 0.99) = -3.307.
  const expected = 5 * (0.9 * 6.492 - 0.1 * 3.307)
  const deviation = Math.sqrt(5 * 0.9 * 0.1) * (6.492 + 3.307)

  expect(averageWeightMin(columns(5, 0.01), -13)).toBeCloseTo(expected - 13 - 3 * deviation, 1)
})
