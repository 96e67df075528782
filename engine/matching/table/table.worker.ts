import { parentPort, workerData } from 'node:worker_threads'
import { columnEncoder, type EncoderPlan } from './column-encoder.ts'
import type { EncoderTask } from './column-encoders.ts'

const encoder = columnEncoder(workerData as EncoderPlan)

parentPort?.on('message', (task: EncoderTask) => {
  parentPort?.postMessage(
    task.do === 'take' ? encoder.take(task.file, task.cells) : encoder.finishColumn(task.column, task.order),
  )
})
