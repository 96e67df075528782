import type { MatchColumn } from './match-column.ts'
import type { Measure } from './measure.ts'

const MEMO_BITS = 15

/**
 * A measure of texts by their codes, with a direct-mapped table of its last answers: bounded, never wrong, and common values
 * are nearly always in it.
 */
export function rememberedMeasure(
  measure: Measure,
  { text }: MatchColumn,
): (leftCode: number, rightCode: number) => number {
  const lows = new Int32Array(2 ** MEMO_BITS)
  const highs = new Int32Array(2 ** MEMO_BITS)
  const answers = new Float64Array(2 ** MEMO_BITS)

  return (leftCode, rightCode) => {
    const low = leftCode < rightCode ? leftCode : rightCode
    const high = leftCode < rightCode ? rightCode : leftCode
    const slot = (Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)) >>> (32 - MEMO_BITS)

    if (lows[slot] === low && highs[slot] === high) return answers[slot] as number
    const answer = measure(text(low), text(high))

    lows[slot] = low
    highs[slot] = high
    answers[slot] = answer

    return answer
  }
}
