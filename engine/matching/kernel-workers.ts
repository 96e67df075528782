import { setMaxListeners } from 'node:events'
import { Piscina } from 'piscina'
import { taskRunner, type KernelTask, type TaskResults } from './kernel/run-task.ts'

/** Runs kernel tasks, in threads or in this one; the results are the same. */
export interface KernelWorkers extends AsyncDisposable {
  run<Task extends KernelTask>(task: Task): Promise<TaskResults[Task['do']]>
}

/** So many threads. They end when disposed of, and at once when the signal aborts. */
export function startWorkers(count: number, signal?: AbortSignal): KernelWorkers {
  const pool = new Piscina({ filename: workerUrl().href, minThreads: count, maxThreads: count })
  const options = signal === undefined ? {} : { signal: ownSignal(signal) }

  return {
    run: <Task extends KernelTask>(task: Task) => pool.run(task, options) as Promise<TaskResults[Task['do']]>,
    [Symbol.asyncDispose]: () => pool.destroy(),
  }
}

/** The same without threads: for few records, where starting a thread takes longer than the work. */
export function workInline(signal?: AbortSignal): KernelWorkers {
  const runTask = taskRunner()

  return {
    async run(task) {
      signal?.throwIfAborted()

      return runTask(task)
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
