import { setMaxListeners } from 'node:events'
import { Piscina } from 'piscina'
import { openKernel, type Kernel, type KernelData, type KernelTask } from './kernel/kernel.ts'
import type { HotKey } from './kernel/block-records.ts'
import type { BlockPiece, ComparedPiece } from './kernel/compare-piece.ts'

/** Runs kernel tasks, in threads or in this one; the results are the same. */
export interface CompareWorkers extends AsyncDisposable {
  block(rule: number): Promise<readonly HotKey[]>
  compare(piece: BlockPiece): Promise<ComparedPiece>
}

/** `count` threads over the same shared columns. They end when disposed of, and at once when the signal aborts. */
export function startWorkers(data: KernelData, count: number, signal?: AbortSignal): CompareWorkers {
  const pool = new Piscina({ filename: workerUrl().href, minThreads: count, maxThreads: count, workerData: data })
  const options = signal === undefined ? {} : { signal: ownSignal(signal) }
  const run = (task: KernelTask): Promise<unknown> => pool.run(task, options)

  return {
    block: (rule) => run({ do: 'block', rule }) as Promise<readonly HotKey[]>,
    compare: (piece) => run({ do: 'compare', piece }) as Promise<ComparedPiece>,
    [Symbol.asyncDispose]: () => pool.destroy(),
  }
}

/** The same without threads: for few records, where starting a thread takes longer than the work. */
export function workInline(data: KernelData, signal?: AbortSignal): CompareWorkers {
  const kernel: Kernel = openKernel(data)

  return {
    block: (rule) => Promise.resolve(kernel.block(rule)),
    async compare(piece) {
      signal?.throwIfAborted()

      return kernel.compare(piece)
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}

/** Every waiting task listens to the signal; a signal of our own may have as many listeners as there are tasks. */
function ownSignal(signal: AbortSignal): AbortSignal {
  const own = AbortSignal.any([signal])

  setMaxListeners(0, own)

  return own
}

/** Threads cannot read TypeScript: from sources (tests) the built worker is used. */
function workerUrl(): URL {
  const isBuilt = import.meta.url.endsWith('.js')

  return new URL(isBuilt ? './compare.worker.js' : '../../dist/engine/matching/compare.worker.js', import.meta.url)
}
