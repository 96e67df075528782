import { Worker } from 'node:worker_threads'
import type { ErrorCode } from '../../domain/error-catalogue.ts'
import { ReconcileError, type ErrorParameters } from '../../domain/reconcile-error.ts'
import type { FinishedColumn } from './finish-column.ts'
import { tableEncoder, type EncoderPlan, type ReadRecords } from './table-encoder.ts'

/** Some encoders that share the columns among them, in threads or in this one; the results are the same. */
export interface TableEncoders extends AsyncDisposable {
  take(file: number, piece: Uint8Array, isLast: boolean): Promise<void>
  readRecords(): Promise<ReadRecords>
  /** By column. */
  finishColumns(order: Int32Array): Promise<ReadonlyMap<number, FinishedColumn>>
}

export type TableTask =
  | { readonly do: 'take'; readonly file: number; readonly piece: Uint8Array; readonly isLast: boolean }
  | { readonly do: 'read-records' }
  | { readonly do: 'finish-column'; readonly column: number; readonly order: Int32Array }

/** `failure` when the operator's files are to blame; a bug ends the thread instead. */
export type TableAnswer =
  | { readonly result: unknown }
  | { readonly failure: { readonly code: ErrorCode; readonly parameters: Readonly<Record<string, string | number>> } }

/** For few rows, where starting a thread takes longer than the work. */
export function encodeInline(plan: EncoderPlan): TableEncoders {
  const encoder = tableEncoder(plan)

  return {
    async take(file, piece, isLast) {
      encoder.take(file, piece, isLast)
    },
    readRecords: () => Promise.resolve(encoder.readRecords()),
    finishColumns: (order) =>
      Promise.resolve(new Map(plan.columns.map((column) => [column, encoder.finishColumn(column, order)]))),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}

/** Pieces that wait for a thread: while one is worked on the next is read. */
const SLOTS = 3

/** A thread for every plan; the first keeps the ids. */
export function encodeInThreads(plans: readonly EncoderPlan[], pieceBytes: number): TableEncoders {
  const threads = plans.map((plan) => startThread(plan))
  const slots = Array.from({ length: SLOTS }, () => ({
    bytes: new Uint8Array(new SharedArrayBuffer(pieceBytes + 4)),
    taken: Promise.resolve() as Promise<unknown>,
  }))
  let pieceCount = 0

  return {
    async take(file, piece, isLast) {
      const slot = slots[pieceCount % SLOTS] as (typeof slots)[number]

      pieceCount += 1
      await slot.taken
      slot.bytes.set(piece)
      const task: TableTask = { do: 'take', file, piece: slot.bytes.subarray(0, piece.length), isLast }

      slot.taken = Promise.all(threads.map((thread) => thread.run(task)))
      slot.taken.catch(() => {})
    },
    async readRecords() {
      await Promise.all(slots.map(({ taken }) => taken))

      return (await threads[0]?.run({ do: 'read-records' })) as ReadRecords
    },
    async finishColumns(order) {
      const finished = threads.flatMap((thread, index) =>
        (plans[index] as EncoderPlan).columns.map(
          async (column) =>
            [column, (await thread.run({ do: 'finish-column', column, order })) as FinishedColumn] as const,
        ),
      )

      return new Map(await Promise.all(finished))
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(threads.map((thread) => thread.end()))
    },
  }
}

interface Thread {
  run(task: TableTask): Promise<unknown>
  end(): Promise<unknown>
}

/** A thread answers its tasks in order; what it has learned stays with it, which a pool does not promise. */
function startThread(plan: EncoderPlan): Thread {
  const worker = new Worker(workerUrl(), { workerData: plan })
  const waiting: { resolve: (result: unknown) => void; reject: (failure: unknown) => void }[] = []
  let broken: unknown

  worker.on('message', (answer: TableAnswer) => {
    const asker = waiting.shift()

    if ('result' in answer) asker?.resolve(answer.result)
    else asker?.reject(failureOf(answer.failure))
  })
  worker.on('error', (failure) => {
    broken = failure
    for (const { reject } of waiting.splice(0)) reject(failure)
  })

  return {
    run: (task) =>
      new Promise((resolve, reject) => {
        if (broken !== undefined) return reject(broken as Error)
        waiting.push({ resolve, reject })
        worker.postMessage(task)
      }),
    end: () => worker.terminate(),
  }
}

function failureOf({ code, parameters }: { code: ErrorCode; parameters: object }): ReconcileError {
  return new ReconcileError(code, parameters as ErrorParameters<ErrorCode>)
}

/** Threads cannot read TypeScript: from sources (tests) the built worker is used. */
function workerUrl(): URL {
  const isBuilt = import.meta.url.endsWith('.js')

  return new URL(isBuilt ? './table.worker.js' : '../../../dist/engine/matching/table/table.worker.js', import.meta.url)
}
