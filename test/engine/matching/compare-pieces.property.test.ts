import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutRule } from '../../../engine/matching/compare-pieces.ts'
import type { Blocks, RuleBlocks } from '../../../engine/matching/kernel/block-records.ts'
import { comparePiece } from '../../../engine/matching/kernel/compare-piece.ts'
import { defaultModels } from '../../../rules/matching/default-model.ts'

const sizes = fc.array(fc.oneof(fc.integer({ min: 2, max: 9 }), fc.constantFrom(320, 450)), {
  minLength: 1,
  maxLength: 4,
})

/** Blocks of records of their own, one after the other. */
function blocksOf(blockSizes: readonly number[]): Blocks & { readonly rules: RuleBlocks[] } {
  const starts = Int32Array.from([0, ...blockSizes])
  const pairStarts = Float64Array.from([0, ...blockSizes.map((size) => (size * (size - 1)) / 2)])

  for (let block = 1; block < starts.length; block += 1) {
    starts[block] = (starts[block] as number) + (starts[block - 1] as number)
    pairStarts[block] = (pairStarts[block] as number) + (pairStarts[block - 1] as number)
  }
  const members = Int32Array.from({ length: starts.at(-1) as number }, (_, record) => record)

  return {
    ruleCount: 1,
    blockOf: members,
    rules: [{ members, starts, pairStarts, counts: Int32Array.of(blockSizes.length), lists: undefined }],
    systems: undefined,
  }
}

test('pieces are even, and together they are the blocks: every pair once', () => {
  fc.assert(
    fc.property(sizes, (blockSizes) => {
      const blocks = blocksOf(blockSizes)
      const count = blocks.rules[0]?.members.length as number
      const seen = new Uint8Array(count * count)
      const weigh = (left: number, right: number) => {
        seen[left * count + right] = (seen[left * count + right] as number) + 1

        return -Infinity
      }
      let compared = 0

      for (const { pairs: announced, ...piece } of cutRule(blocks.rules[0] as RuleBlocks, 0)) {
        const weigher = { levels: new Uint8Array(8), parts: new Float64Array(8), weigh }

        expect(announced).toBeLessThan(2 * 50_000)
        expect(comparePiece(piece, blocks, defaultModels.customer, weigher, 0).pairCount).toBe(announced)
        compared += announced
      }

      expect(compared).toBe(blocks.rules[0]?.pairStarts.at(-1))
      expect(seen.every((times) => times <= 1)).toBe(true)
    }),
    { numRuns: 20 },
  )
})
