import { countMates } from './count-mates.ts'
import { harmonicMean, pairQuality, share, type ClusterQuality } from './quality.ts'
import { countedPairs, type PairTruth, type SystemOf, type Truth } from './truth.ts'

/** How many other records each record is with: as found, in truth, and in both. */
interface Mates {
  readonly found: Int32Array
  readonly true: Int32Array
  readonly right: Int32Array
}

/**
 * Measures clusters against the truth, pairwise and by B-cubed (Bagga and Baldwin 1998), in time linear in the records and
 * the listed pairs. With `systemOf`, only pairs across systems count.
 */
export function evaluateClusters(clusterOf: Int32Array, truth: Truth, systemOf?: SystemOf): ClusterQuality {
  const mates =
    truth.form === 'clusters'
      ? matesByClusters(clusterOf, truth.clusterOf, systemOf)
      : matesByPairs(clusterOf, truth, systemOf)
  const sums = { found: 0, true: 0, right: 0, records: 0, precision: 0, recall: 0 }

  for (let record = 0; record < clusterOf.length; record += 1) {
    if (truth.form === 'clusters' && truth.clusterOf[record] === -1) continue
    const found = mates.found[record] as number
    const inTruth = mates.true[record] as number
    const right = mates.right[record] as number

    sums.records += 1
    sums.found += found
    sums.true += inTruth
    sums.right += right
    // A record is its own mate, found and true.
    sums.precision += (right + 1) / (found + 1)
    sums.recall += (right + 1) / (inTruth + 1)
  }
  const precision = share(sums.precision, sums.records)
  const recall = share(sums.recall, sums.records)

  return {
    ...pairQuality({ truePairs: sums.true / 2, foundPairs: sums.found / 2, rightPairs: sums.right / 2 }),
    bCubed: { precision, recall, f1: harmonicMean(precision, recall) },
  }
}

/** Records the truth does not name are nobody's mates. */
function matesByClusters(clusterOf: Int32Array, trueClusterOf: Int32Array, systemOf: SystemOf | undefined): Mates {
  const known = clusterOf.map((cluster, record) => (trueClusterOf[record] === -1 ? -1 : cluster))

  return {
    found: countMates([known], systemOf),
    true: countMates([trueClusterOf], systemOf),
    right: countMates([known, trueClusterOf], systemOf),
  }
}

function matesByPairs(clusterOf: Int32Array, truth: PairTruth, systemOf: SystemOf | undefined): Mates {
  const inTruth = new Int32Array(clusterOf.length)
  const right = new Int32Array(clusterOf.length)
  const isCounted = countedPairs(truth, systemOf)

  truth.left.forEach((one, pair) => {
    const other = truth.right[pair] as number

    if (!isCounted(one, other)) return
    addPair(inTruth, one, other)
    if (clusterOf[one] === clusterOf[other]) addPair(right, one, other)
  })

  return { found: countMates([clusterOf], systemOf), true: inTruth, right }
}

function addPair(counts: Int32Array, left: number, right: number): void {
  counts[left] = (counts[left] as number) + 1
  counts[right] = (counts[right] as number) + 1
}
