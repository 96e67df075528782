import type { Environment } from '../plan/secrets.ts'
import type { Night } from './night.ts'

/** Everything the command line takes from the process, so that a test can hand it over instead. */
export interface Surroundings {
  readonly environment: Environment
  readonly workingDirectory: string
  write(text: string): void
  writeError(text: string): void
  readonly isErrorTerminal: boolean
  readonly errorColumns: number
  readonly clock: () => Date
  readonly processorCount: number
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal
  /** The engine is loaded only by commands that need it, so that `--help` and `check` start quickly. */
  readonly night: () => Promise<Night>
}
