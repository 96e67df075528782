import fc from 'fast-check'
import { expect, test } from 'vitest'
import { searchSubsets } from '../../../../rules/documents/payments/search-subsets.ts'

/** Every subset of two amounts or more that adds up to the target, tried one after another. */
function allSubsets(amounts: readonly bigint[], target: bigint): readonly string[] {
  const found: string[] = []

  for (let mask = 0; mask < 2 ** amounts.length; mask += 1) {
    const positions = [...amounts.keys()].filter((position) => ((mask >> position) & 1) === 1)
    const sum = positions.reduce((total, position) => total + (amounts[position] ?? 0n), 0n)

    if (positions.length > 1 && sum === target) found.push(positions.join())
  }
  return found
}

const small = fc.array(fc.integer({ min: -9, max: 30 }).map(BigInt), { minLength: 2, maxLength: 9 })

/** Amounts that take part in no sum, so that there are too many to meet in the middle. */
const far = Array.from({ length: 40 }, (_, at) => 10n ** 9n * BigInt(at + 1))

test.each([
  ['meeting in the middle', [] as readonly bigint[]],
  ['searching largest first', far],
])('%s finds what trying every subset finds, and whether there is another', (_, more) => {
  fc.assert(
    fc.property(small, fc.integer({ min: 1, max: 60 }).map(BigInt), (amounts, target) => {
      const all = [...amounts, ...more]
      const answer = searchSubsets(
        all,
        all.map(() => null),
        target,
        { steps: 3_000_000 },
      )
      const expected = allSubsets(amounts, target)

      expect(answer.kind).toBe(expected.length === 0 ? 'none' : 'found')
      if (answer.kind !== 'found') return
      expect(expected).toContain(answer.positions.join())
      expect(answer.isOnly).toBe(expected.length === 1)
      expect(answer.other === null).toBe(expected.length === 1)
      if (answer.other !== null) expect(expected).toContain(answer.other.join())
    }),
    { numRuns: 200 },
  )
})

test.each([
  [[10n, 20n, 30n], [null, null, null], 60n, 'all open items', [0, 1, 2]],
  [[10n, 20n, 30n, 45n], [null, null, null, null], 30n, 'the oldest open items', [0, 1]],
  [[10n, 21n, 33n, 45n], [null, 'a', null, 'a'], 66n, 'one remittance', [1, 3]],
  [[10n, 21n, 33n, 45n], [null, 'a', 'b', 'a'], 78n, 'some of the open items', [2, 3]],
])('%s with %s for %s prefers %s', (amounts, remittances, target, how, positions) => {
  expect(searchSubsets(amounts, remittances, target, { steps: 1_000 })).toEqual({
    ...{ kind: 'found', how, positions, other: null, isOnly: true },
  })
})

test('amounts beyond exact doubles are not searched, and the reason is given', () => {
  expect(searchSubsets([10n ** 16n, 1n], [null, null], 10n ** 16n + 1n, { steps: 1_000 })).toEqual({
    kind: 'incomplete',
    reason: 'the amounts are too large to be added exactly',
  })
})
