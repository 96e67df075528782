import { setMaxListeners } from 'node:events'

/** The part of a process that tells about Ctrl-C. */
export interface Interruptible {
  on(event: 'SIGINT' | 'SIGTERM', listener: () => void): unknown
  exit(code: number): void
}

/** The first Ctrl-C (or a scheduler's SIGTERM) asks the run to stop between two steps; the second ends the process at once, which is as safe as a kill. */
export function interruptSignal(process: Interruptible, writeError: (text: string) => void): AbortSignal {
  const controller = new AbortController()

  // Every piece of work in the thread pool's queue listens; Node would warn from the eleventh on.
  setMaxListeners(0, controller.signal)
  const stop = () => {
    if (controller.signal.aborted) return process.exit(130)

    writeError('\nStopping after the current step; a night is continued by the next run. Ctrl-C again ends at once.\n')
    controller.abort()
  }

  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  return controller.signal
}
