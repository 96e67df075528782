import { expect, test } from 'vitest'
import { patternCounter } from '../../../../rules/matching/training/pattern-counts.ts'
import { seenLevels } from '../../../../rules/matching/training/seen-levels.ts'
import { plantedModel } from './planted-pairs.ts'

test('a level is seen where a candidate or a random pair is at it', () => {
  const counter = patternCounter(2)

  counter.add(Uint8Array.from([1, 0]), 0, 0, 0, 1)
  const drawn = [
    [
      [0, 0, 9],
      [0, 0, 0],
    ],
    [
      [0, 0, 0],
      [4, 0, 0],
    ],
  ]

  expect(seenLevels(plantedModel(2), counter.take(), drawn)).toEqual([
    [false, true, true],
    [true, false, false],
  ])
})
