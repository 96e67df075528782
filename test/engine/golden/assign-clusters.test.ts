import { expect, test } from 'vitest'
import { assignClusters, type Overlap } from '../../../engine/golden/assign-clusters.ts'

const overlap = (representativeId: number, goldenId: string, rest: Partial<Overlap> = {}): Overlap => ({
  representativeId,
  goldenId,
  sharedCount: 1,
  isConfirmed: false,
  bornRun: 1,
  ...rest,
})

test.each<[string, Overlap[], string]>([
  [
    'the larger overlap',
    [overlap(1, 'a', { isConfirmed: true }), overlap(1, 'b', { sharedCount: 2, bornRun: 9 })],
    'b',
  ],
  [
    'of equal overlaps the id that a person confirmed',
    [overlap(1, 'a'), overlap(1, 'b', { isConfirmed: true, bornRun: 9 })],
    'b',
  ],
  [
    'of two confirmed ones the older',
    [overlap(1, 'a', { isConfirmed: true, bornRun: 2 }), overlap(1, 'b', { isConfirmed: true })],
    'b',
  ],
  ['of equally old ones the smaller id', [overlap(1, 'b'), overlap(1, 'a')], 'a'],
])('%s keeps the golden record', (_, overlaps, kept) => {
  expect(assignClusters(overlaps).get(1)).toBe(kept)
  expect(assignClusters(overlaps.toReversed()).get(1)).toBe(kept)
})

test('an id goes to one cluster, and a cluster takes one id', () => {
  const overlaps = [
    overlap(1, 'a', { sharedCount: 3 }),
    overlap(2, 'a', { sharedCount: 2 }),
    overlap(1, 'b', { sharedCount: 2 }),
  ]

  expect([...assignClusters(overlaps)]).toEqual([[1, 'a']])
})
