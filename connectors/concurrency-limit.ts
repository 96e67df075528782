/** Lets at most `openMax` holders in; the others wait in order of arrival. */
export function concurrencyLimit(openMax: number): { enter(): Promise<() => void> } {
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
