import type { ReadBack, Source } from '../../connectors/connector.ts'
import type { Tools } from '../operations/tools.ts'
import {
  recordAnswers,
  unsettled,
  type CorrectionAnswer,
  type OutboxCorrection,
} from '../store/write-back/deliveries.ts'
import { correctionRequest } from './correction-request.ts'
import type { DeliveryCounts, FlowDelivery } from './flow-delivery.ts'
import type { DeliveryPace } from './delivery-pace.ts'

/**
 * What a killed process or a lost answer left behind: the system is asked before anything is sent. What did not arrive may go
 * again, or is dropped when nobody wants it any more.
 */
export async function settleInterrupted(
  source: Source<unknown>,
  { plan, flowId, runId }: FlowDelivery,
  pace: DeliveryPace,
  tools: Tools,
): Promise<DeliveryCounts> {
  const counts: Record<string, number> = {}
  let place: Pick<OutboxCorrection, 'pageId' | 'idempotencyKey'> = { pageId: '', idempotencyKey: '' }

  for (;;) {
    const open = await unsettled(tools.store, flowId, place, pace.turnMax)
    const [first] = open

    if (first === undefined || source.readBack === undefined) return counts
    const page = open.filter(({ pageId }) => pageId === first.pageId)

    await pace.turn()
    const read = await source.readBack(plan.select, first.pageId ?? '', page.map(correctionRequest))
    const answers = answersOf(page, read)

    await tools.store.transaction((session) =>
      recordAnswers(session, answers, { runId, at: tools.clock().toISOString() }),
    )
    for (const { state } of answers)
      if (state === 'applied' || state === 'refused') counts[state] = (counts[state] ?? 0) + 1
    place = page.at(-1) ?? first
    tools.signal.throwIfAborted()
  }
}

/** What took effect is told as it would have been without the interruption: the same reports either way. */
function answersOf(page: readonly OutboxCorrection[], read: readonly ReadBack[]): readonly CorrectionAnswer[] {
  const wanted = new Set(page.flatMap(({ idempotencyKey, isWanted }) => (isWanted ? idempotencyKey : [])))

  return read.map(({ idempotencyKey, state, createdKey }) => {
    if (state === 'refused') return { idempotencyKey, state, answer: 'precondition' }
    if (state === 'uncertain') return { idempotencyKey, state, answer: 'not-read-back' }
    if (state === 'applied') return { idempotencyKey, state, answer: null, createdKey }
    return { idempotencyKey, state: wanted.has(idempotencyKey) ? 'approved' : 'superseded', answer: null }
  })
}
