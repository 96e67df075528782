/** Seconds per named stage of one piece of work. Measures how long, never what time it is. */
export interface Stopwatch {
  /** Ends the current stage. */
  lap(stage: string): void
  seconds(): Readonly<Record<string, number>>
}

export function stopwatch(): Stopwatch {
  const laps: Record<string, number> = {}
  let since = performance.now()

  return {
    lap(stage) {
      const now = performance.now()

      laps[stage] = (laps[stage] ?? 0) + (now - since) / 1000
      since = now
    },
    seconds: () => ({ ...laps }),
  }
}
