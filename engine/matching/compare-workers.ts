import type { KernelWorkers } from './kernel-workers.ts'
import type { BlockPiece, ComparedPiece } from './kernel/compare-piece.ts'
import type { KernelData } from './kernel/kernel.ts'

/** Compares pieces of one set of records. */
export interface CompareWorkers {
  compare(piece: BlockPiece): Promise<ComparedPiece>
}

let kernelCount = 0

/** A number for the kernel of one set of records, by which threads know that theirs is still the one. */
export function nextKernel(): number {
  kernelCount += 1

  return kernelCount
}

/** Workers that compare these records by this model. */
export function compareWorkers(data: KernelData, workers: KernelWorkers): CompareWorkers {
  const kernel = nextKernel()

  return { compare: (piece) => workers.run({ do: 'compare', data, kernel, piece }) }
}
