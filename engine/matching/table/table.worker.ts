import { parentPort, workerData } from 'node:worker_threads'
import { ReconcileError } from '../../domain/reconcile-error.ts'
import { tableEncoder, type EncoderPlan } from './table-encoder.ts'
import type { TableAnswer, TableTask } from './table-threads.ts'

const encoder = tableEncoder(workerData as EncoderPlan)

parentPort?.on('message', (task: TableTask) => parentPort?.postMessage(answerTo(task)))

function answerTo(task: TableTask): TableAnswer {
  try {
    return { result: resultOf(task) }
  } catch (failure) {
    if (!(failure instanceof ReconcileError)) throw failure

    return { failure: { code: failure.code, parameters: failure.parameters } }
  }
}

function resultOf(task: TableTask): unknown {
  switch (task.do) {
    case 'take':
      return encoder.take(task.file, task.piece, task.isLast)
    case 'read-records':
      return encoder.readRecords()
    case 'finish-column':
      return encoder.finishColumn(task.column, task.order)
  }
}
