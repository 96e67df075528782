import { workerData } from 'node:worker_threads'
import { openKernel, type KernelData, type KernelTask } from './kernel/kernel.ts'

const kernel = openKernel(workerData as KernelData)

/** One task of a thread: pure and synchronous over the shared columns it was started with. */
export default function compare(task: KernelTask) {
  return task.do === 'block' ? kernel.block(task.rule) : kernel.compare(task.piece)
}
