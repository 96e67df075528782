import { expect, test } from 'vitest'
import type { LastMatch } from '../../../../engine/matching/evaluate/last-match.ts'
import { pairTruth } from '../../../../engine/matching/evaluate/truth.ts'
import { errorsShown, falseLinks, missedPairs } from '../../../../engine/matching/evaluate/worst-errors.ts'

/** A match whose links join records 2n and 2n + 1, each stronger than the one before. */
function matchOf(linkCount: number, heldApart: readonly number[] = []): LastMatch {
  const left = Int32Array.from({ length: linkCount }, (_, link) => 2 * link)
  const isLink = Array.from(left, (_, link) => !heldApart.includes(link))

  return {
    kept: {
      left,
      right: left.map((record) => record + 1),
      weight: Float64Array.from(left, (_, link) => link),
      isLink,
      heldApartBy: isLink.map((is) => (is ? null : 'differing-vatId')),
    },
    clusterOf: Int32Array.from({ length: 2 * linkCount + 4 }, (_, record) =>
      record < 2 * linkCount && isLink[record >> 1] === true ? record - (record % 2) : record,
    ),
  }
}

test('of many false links the strongest are shown and all are counted', () => {
  const { shown, count, reasons } = falseLinks(matchOf(30), pairTruth([58], [59], 64))

  expect(shown.map(({ weight }) => weight)).toEqual(Array.from({ length: errorsShown }, (_, rank) => 28 - rank))
  expect(count).toBe(29)
  expect(reasons).toEqual([{ reason: 'linked', count: 29 }])
})

test('of the missed pairs those that look least alike come first, each with why it was missed', () => {
  const truth = pairTruth([0, 2, 4, 6, 7], [1, 3, 5, 7, 8], 12)
  const weights = new Map([
    [2, 7],
    [6, -9],
    [7, -1],
  ])
  const isCandidate = (left: number) => left !== 6
  const match = { ...matchOf(3, [1]), clusterOf: Int32Array.of(0, 0, 2, 3, 4, 4, 6, 7, 8, 9, 10, 11) }
  const { shown, count, reasons } = missedPairs(match, truth, isCandidate, (left) => weights.get(left) ?? 0)

  expect(shown.map(({ left, right, weight, reason }) => [left, right, weight, reason])).toEqual([
    [6, 7, -9, 'never compared'],
    [7, 8, -1, 'too weak'],
    [2, 3, 7, 'differing-vatId'],
  ])
  expect(count).toBe(3)
  expect(reasons.map(({ reason }) => reason)).toEqual(['differing-vatId', 'never compared', 'too weak'])
})
