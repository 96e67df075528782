import { createHash } from 'node:crypto'
import type { Tools } from '../operations/tools.ts'
import type { Plan } from '../plan/plan-schema.ts'

const pageSizeMax = 500
const waitMsMax = 30_000

/** How fast a system is written: so many corrections in a turn, in so many requests at a time. */
export interface DeliveryPace {
  readonly turnMax: number
  readonly pageCount: number
  /** Waits until the next turn may begin. */
  turn(): Promise<void>
}

/** A pace that keeps to the rate of the plan: a turn holds what one second allows, and the next one waits its share. */
export function deliveryPace(delivery: Plan['systems'][string]['delivery'], tools: Tools): DeliveryPace {
  const pageCount = delivery?.maxConcurrency ?? 1
  const [count = '', unit] = delivery?.rate?.split('/') ?? []
  const perSecond = delivery?.rate === undefined ? Infinity : Number(count) / (unit === 'min' ? 60 : 1)
  const turnMax = Math.min(pageSizeMax * pageCount, Math.max(1, Math.floor(perSecond)))
  let isFirst = true

  return {
    turnMax,
    pageCount,
    async turn() {
      if (!isFirst && perSecond !== Infinity) await tools.pause((turnMax / perSecond) * 1_000)
      isFirst = false
    },
  }
}

/**
 * How long to wait before a request is made again: twice as long each time, less a share that differs from page to page (so that
 * many do not return together) and is the same for the same page; or as long as the system asked. Undefined when that is too long.
 */
export function retryDelayMs(pageId: string, attempt: number, askedMs: number): number | undefined {
  if (askedMs > waitMsMax) return undefined
  const share = createHash('sha256').update(`${pageId}\n${attempt}`).digest().readUInt16BE(0) / 0x1_00_00
  const backoff = Math.min(waitMsMax, 500 * 2 ** (attempt - 1))

  return Math.max(askedMs, Math.round(backoff * (1 - share / 2)))
}
