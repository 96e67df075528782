/** Lets a fixed number of holders in; the others wait in order of arrival. */
export interface ConcurrencyLimit {
  /** Answers the function that lets the place go. */
  enter(): Promise<() => void>
}

const limitsByName = new Map<string, ConcurrencyLimit>()

/** The limit of one system, shared by all its flows in this process; whoever asks first sets how many may be inside. */
export function sharedLimit(name: string, openMax: number): ConcurrencyLimit {
  const limit = limitsByName.get(name) ?? concurrencyLimit(openMax)
  limitsByName.set(name, limit)
  return limit
}

/** A limit of its own. */
export function concurrencyLimit(openMax: number): ConcurrencyLimit {
  const waiting: (() => void)[] = []
  let openCount = 0

  const leave = () => {
    const next = waiting.shift()
    if (next === undefined) openCount--
    else next()
  }

  return {
    async enter() {
      if (openCount < openMax) openCount++
      else await new Promise<void>((resolve) => waiting.push(resolve))

      let isInside = true
      return () => {
        if (isInside) leave()
        isInside = false
      }
    },
  }
}
