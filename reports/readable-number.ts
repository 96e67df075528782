import type { AmountSummary } from '../engine/index.ts'
import { plainDecimal } from './plain-decimal.ts'

/** 18204 as "18,204"; grouped by hand, because what `Intl` prints changes with the version of Node. */
export function readableCount(count: number): string {
  return grouped(String(count))
}

/** "1,234,567.00 CZK". */
export function readableAmount({ minor, scale, currency }: AmountSummary): string {
  return `${grouped(plainDecimal(minor, scale))} ${currency}`
}

/** "2 flows", "1 flow": the plural is given where an s does not make it. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${readableCount(count)} ${count === 1 ? singular : plural}`
}

/** "2026-03-01T22:00:00.000Z" as "2026-03-01 22:00 UTC"; business dates stay as they are. */
export function readableInstant(instant: string): string {
  return instant.length > 10 ? `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC` : instant
}

/** "9,999"; "more than 10,000" where counting stopped there. */
export function readableBound({
  count,
  isCountExact,
}: {
  readonly count: number
  readonly isCountExact: boolean
}): string {
  return isCountExact ? readableCount(count) : `more than ${readableCount(count)}`
}

function grouped(decimal: string): string {
  const [whole = '', fraction] = decimal.split('.')
  const withCommas = whole.replace(/\B(?=(\d{3})+$)/g, ',')

  return fraction === undefined ? withCommas : `${withCommas}.${fraction}`
}
