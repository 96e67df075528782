import type { Store } from '../store/store.ts'

/** What a person waiting for a run sees. `total` is left out when nobody knows it; `done` closes the stage, with a line worth keeping. */
export interface Progress {
  stage(name: string, total?: number): void
  advance(count: number): void
  done(summary?: string): void
}

/** Facts of one log line: names and counts, never a customer's value. */
export type LogFacts = Readonly<Record<string, string | number | boolean | null>>

export interface Log {
  info(message: string, facts?: LogFacts): void
  warn(message: string, facts?: LogFacts): void
}

/** Every effect a stage may have, handed over as its last parameter: no module reaches for the clock, the environment or a logger itself. */
export interface Tools {
  readonly store: Store
  readonly workerCount: number
  readonly clock: () => Date
  /** Waits, where a system asked for it; ends early with the signal. */
  readonly pause: (milliseconds: number) => Promise<void>
  readonly progress: Progress
  readonly signal: AbortSignal
  readonly log: Log
}
