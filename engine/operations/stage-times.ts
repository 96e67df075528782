/** Seconds per stage, in the order the stages first ran. */
export type StageTimes = Readonly<Record<string, number>>

/** Adds up how long the stages of one run took; for people, never for a report. */
export function stageTimes(clock: () => Date) {
  const milliseconds = new Map<string, number>()

  return {
    async measure<Result>(stage: string, work: () => Promise<Result>): Promise<Result> {
      const start = clock().getTime()

      try {
        return await work()
      } finally {
        milliseconds.set(stage, (milliseconds.get(stage) ?? 0) + clock().getTime() - start)
      }
    },
    seconds: (): StageTimes => Object.fromEntries([...milliseconds].map(([stage, spent]) => [stage, spent / 1000])),
  }
}
