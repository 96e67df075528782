/** The spelling of a duration in the plan: 30m, 26h, 3d. */
export const durationPattern = /^(\d+)([mhd])$/

const MS_PER_UNIT: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Milliseconds of "30m", "26h" or "3d"; null for any other text. A day is 24 hours: a freshness of 1d is not stretched by a change of the clocks. */
export function durationMs(text: string): number | null {
  const [, count, unit] = durationPattern.exec(text) ?? []
  const msPerUnit = MS_PER_UNIT[unit ?? '']

  return count === undefined || msPerUnit === undefined ? null : Number(count) * msPerUnit
}
