import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Quality } from './measurement.ts'

export interface OutcomeQuality {
  readonly links: Quality
  readonly clusters: Quality
  readonly precisionAt95?: number
}

/**
 * Measures the files the command wrote against the truth, without the engine's own evaluator: that one is checked by it.
 * For generated people only, whose ids are the numbers 1 to `rows`.
 */
export async function outcomeQuality(out: string, truth: string, rows: number): Promise<OutcomeQuality> {
  const entityOf = new Int32Array(rows + 1)
  const clusterOf = new Int32Array(rows + 1)
  const sure = { found: 0, right: 0 }
  const links = { found: 0, right: 0 }

  await readNumbers(truth, ([id = 0, entity = 0]) => (entityOf[id] = entity))
  await readNumbers(join(out, 'clusters.csv'), ([id = 0, cluster = 0]) => (clusterOf[id] = cluster))
  await readNumbers(join(out, 'links.csv'), ([left = 0, right = 0, , probability = 0]) => {
    for (const tally of probability >= 0.95 ? [links, sure] : [links]) {
      tally.found += 1
      if (entityOf[left] === entityOf[right]) tally.right += 1
    }
  })
  const truePairs = pairsWithin(entityOf.subarray(1))
  const foundPairs = pairsWithin(clusterOf.subarray(1))
  const rightPairs = pairsWithin(
    Float64Array.from(clusterOf, (cluster, id) => pairKey(cluster, entityOf[id])).subarray(1),
  )

  return {
    links: quality(links.right, links.found, truePairs),
    clusters: quality(rightPairs, foundPairs, truePairs),
    ...(sure.found === 0 ? {} : { precisionAt95: sure.right / sure.found }),
  }
}

/** One number of two below 2^26: records of the same cluster and the same entity share it. */
function pairKey(cluster: number, entity: number | undefined): number {
  return cluster * 2 ** 26 + (entity ?? 0)
}

/** Pairs of records with the same number. */
function pairsWithin(numbers: Int32Array | Float64Array): number {
  const sorted = numbers.slice().sort()
  let pairs = 0
  let run = 0

  for (let place = 1; place < sorted.length; place += 1) {
    run = sorted[place] === sorted[place - 1] ? run + 1 : 0
    pairs += run
  }

  return pairs
}

function quality(right: number, found: number, all: number): Quality {
  return {
    ...(found === 0 ? {} : { precision: right / found }),
    ...(all === 0 ? {} : { recall: right / all, f1: (2 * right) / (found + all) }),
  }
}

/** Calls `take` with the cells of every line but the header, as numbers. */
async function readNumbers(path: string, take: (cells: readonly number[]) => void): Promise<void> {
  let isHeader = true

  for await (const line of createInterface({ input: createReadStream(path) })) {
    if (!isHeader) take(line.split(',').map(Number))
    isHeader = false
  }
}
