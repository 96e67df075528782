import { Worker } from 'node:worker_threads'
import { columnEncoder, type EncoderPlan } from './column-encoder.ts'
import type { FinishedColumn } from './finish-column.ts'
import { recordBatch, type Cells, type RecordBatch } from './record-batch.ts'

/** Encoders that have the columns shared out among them, in threads or in this one; the results are the same. */
export interface ColumnEncoders extends AsyncDisposable {
  /** A batch to fill; the same one until it is encoded. */
  freeBatch(): Promise<RecordBatch>
  encode(file: number, batch: RecordBatch): void
  /** By column, once all is encoded. */
  finishColumns(order: Int32Array): Promise<ReadonlyMap<number, FinishedColumn>>
}

/** How large a batch may become. */
export interface BatchSize {
  readonly cellsMax: number
  readonly rowsMax: number
  readonly pieceBytes: number
}

export type EncoderTask =
  | { readonly do: 'take'; readonly file: number; readonly cells: Cells }
  | { readonly do: 'finish-column'; readonly column: number; readonly order: Int32Array }

/** For few rows, where starting a thread takes longer than the work. */
export function encodeInline(plan: EncoderPlan, { cellsMax, rowsMax, pieceBytes }: BatchSize): ColumnEncoders {
  const encoder = columnEncoder(plan)
  const batch = recordBatch(cellsMax, rowsMax, pieceBytes)

  return {
    freeBatch: () => Promise.resolve(batch),
    encode: (file, cells) => encoder.take(file, cells),
    finishColumns: (order) =>
      Promise.resolve(new Map(plan.columns.map((column) => [column, encoder.finishColumn(column, order)]))),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}

/** Batches that wait for a thread: while one is worked on the next is read. */
const BATCHES = 4

/** A thread for every plan. */
export function encodeInThreads(
  plans: readonly EncoderPlan[],
  { cellsMax, rowsMax, pieceBytes }: BatchSize,
): ColumnEncoders {
  const threads = plans.map((plan) => startThread(plan))
  const slots = Array.from({ length: BATCHES }, () => ({
    batch: recordBatch(cellsMax, rowsMax, pieceBytes),
    encoded: Promise.resolve() as Promise<unknown>,
  }))
  let next = 0

  const slot = () => slots[next % BATCHES] as (typeof slots)[number]

  return {
    async freeBatch() {
      await slot().encoded

      return slot().batch
    },
    encode(file, batch) {
      const { bytes, starts, ends, count, rowsMax: stride } = batch
      const task: EncoderTask = { do: 'take', file, cells: { bytes, starts, ends, count, rowsMax: stride } }
      const encoded = Promise.all(threads.map((thread) => thread.run(task)))

      // A failure is met by whoever waits for the batch next.
      encoded.catch(() => {})
      slot().encoded = encoded
      next += 1
    },
    async finishColumns(order) {
      await Promise.all(slots.map(({ encoded }) => encoded))
      const finished = threads.flatMap((thread, index) =>
        (plans[index] as EncoderPlan).columns.map(async (column): Promise<[number, FinishedColumn]> => [
          column,
          (await thread.run({ do: 'finish-column', column, order })) as FinishedColumn,
        ]),
      )

      return new Map(await Promise.all(finished))
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(threads.map((thread) => thread.end()))
    },
  }
}

interface Thread {
  run(task: EncoderTask): Promise<unknown>
  end(): Promise<unknown>
}

/** A thread answers its tasks in order, and what it has learned stays with it: that is what a pool does not promise. */
function startThread(plan: EncoderPlan): Thread {
  const worker = new Worker(workerUrl(), { workerData: plan })
  const waiting: { resolve: (result: unknown) => void; reject: (failure: unknown) => void }[] = []
  let failed: Promise<never> | undefined

  worker.on('message', (result: unknown) => waiting.shift()?.resolve(result))
  worker.on('error', (failure) => {
    failed = Promise.reject(failure)
    failed.catch(() => {})
    for (const { reject } of waiting.splice(0)) reject(failure)
  })

  return {
    run: (task) =>
      failed ??
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject })
        worker.postMessage(task)
      }),
    end: () => worker.terminate(),
  }
}

/** Threads cannot read TypeScript: from sources (tests) the built worker is used. */
function workerUrl(): URL {
  const isBuilt = import.meta.url.endsWith('.js')

  return new URL(isBuilt ? './table.worker.js' : '../../../dist/engine/matching/table/table.worker.js', import.meta.url)
}
