import { z } from 'zod'

/** The spelling of a duration in the plan: 30m, 26h, 3d. */
export const durationPattern = /^(\d+)([mhd])$/

/** A duration in the plan. */
export const duration = z.string().regex(durationPattern, 'a whole number and m, h or d: 30m, 26h, 3d')

const MS_PER_UNIT: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Milliseconds of "30m", "26h" or "3d"; a day is always 24 hours. NaN for any other text, which the grammar of the plan refuses. */
export function durationMs(text: string): number {
  const [, count, unit] = durationPattern.exec(text) ?? []

  return Number(count) * (MS_PER_UNIT[unit ?? ''] ?? Number.NaN)
}
