import { pairQuality, type PairQuality } from './quality.ts'
import { countTruePairs } from './count-mates.ts'
import { countedPairs, truePairs, type SystemOf, type Truth } from './truth.ts'

/** Pairs of record numbers, each once. */
export interface FoundPairs {
  readonly left: Int32Array
  readonly right: Int32Array
}

/** Measures links as they are, without what follows from them: what clusters add or lose is the difference to `evaluateClusters`. */
export function evaluateLinks({ left, right }: FoundPairs, truth: Truth, systemOf?: SystemOf): PairQuality {
  const isCounted = countedPairs(truth, systemOf)
  const isTrue = truePairs(truth)
  let foundPairs = 0
  let rightPairs = 0

  left.forEach((one, link) => {
    const other = right[link] as number

    if (!isCounted(one, other)) return
    foundPairs += 1
    if (isTrue(one, other)) rightPairs += 1
  })

  return pairQuality({ truePairs: countTruePairs(truth, systemOf), foundPairs, rightPairs })
}
