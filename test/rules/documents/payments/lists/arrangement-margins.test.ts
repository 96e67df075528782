import { expect, test } from 'vitest'
import { arrangementMargins } from '../../../../../rules/documents/payments/lists/arrangement-margins.ts'
import { pairGraph } from '../../../../../rules/documents/payments/lists/pair-chances.ts'

test('two payments that can be exchanged crosswise are as sure as the exchange is improbable', () => {
  const graph = pairGraph(Int32Array.from([0, 0, 1, 1]), Int32Array.from([0, 1, 0, 1]), 2, 2)
  const margins = arrangementMargins(graph, Float64Array.from([6, 4, 5, 6]), [0, 3])

  expect([...margins]).toEqual([
    [0, 3],
    [3, 3],
  ])
})

test('a pair in no circle has nothing to fear from one', () => {
  const graph = pairGraph(Int32Array.from([0, 1]), Int32Array.from([0, 1]), 2, 2)

  expect([...arrangementMargins(graph, Float64Array.from([6, 4]), [0, 1])].every(([, margin]) => margin > 8)).toBe(true)
})
