import { createHash } from 'node:crypto'
import type { DeliveryOutcome, Source } from '../../connectors/connector.ts'
import { ReconcileError } from '../domain/reconcile-error.ts'
import type { Tools } from '../operations/tools.ts'
import {
  markSending,
  recordAnswers,
  sendable,
  type OutboxCorrection,
  type SentPage,
} from '../store/write-back/deliveries.ts'
import { correctionRequest } from './correction-request.ts'
import type { DeliveryCounts, FlowDelivery } from './flow-delivery.ts'
import { retryDelayMs, type DeliveryPace } from './delivery-pace.ts'

const triesMax = 5

/** A flow's corrections, and how its system is to be treated. */
export interface Sending extends FlowDelivery {
  readonly pace: DeliveryPace
  /** Why nothing more may be sent at this hour. */
  readonly isOpen: () => ReconcileError | undefined
  /** Whether a request without an answer may be repeated: the system knows its idempotency key again. */
  readonly canRepeat: boolean
}

/** Sends what is approved, turn by turn, until nothing is left, the window closes or the system takes nothing more. */
export async function sendCorrections(
  source: Source<unknown>,
  sending: Sending,
  tools: Tools,
): Promise<{ readonly counts: DeliveryCounts; readonly held?: ReconcileError | undefined }> {
  const { flowId, onlyBatch, pace } = sending
  const counts: Record<string, number> = {}

  for (;;) {
    const next = await sendable(tools.store, flowId, onlyBatch, pace.turnMax)

    if (next.length === 0 || source.deliver === undefined) return { counts }
    const closed = sending.isOpen()

    if (closed !== undefined) return { counts, held: closed }
    await pace.turn()
    const { outcomes, stuck } = await sendTurn(source, sending, pagesOf(next, pace), tools)

    for (const { state } of outcomes.values()) if (state !== 'unsent') counts[state] = (counts[state] ?? 0) + 1
    if (stuck !== undefined) return { counts, held: stuck }
    tools.progress.advance(next.length)
    tools.signal.throwIfAborted()
  }
}

/** What was sent together before stays together and keeps its name; the rest is cut into as many pages as may be under way. */
function pagesOf(corrections: readonly OutboxCorrection[], { pageCount }: DeliveryPace): readonly SentPage[] {
  const pages = new Map<string, OutboxCorrection[]>()
  const size = Math.ceil(corrections.length / pageCount)

  corrections.forEach((correction, position) => {
    const { batchId, pageId } = correction
    const name = pageId ?? `${batchId} ${Math.floor(position / size)}`

    pages.set(name, [...(pages.get(name) ?? []), correction])
  })
  return [...pages.values()].slice(0, pageCount).map((page) => ({ pageId: pageIdOf(page), corrections: page }))
}

/** The same page sent again by a resumed run has the same name, and no two stores that share a folder make the same. */
function pageIdOf(page: readonly OutboxCorrection[]): string {
  const [first] = page
  const keys = page.map(({ idempotencyKey }) => idempotencyKey).join('\n')

  return first?.pageId ?? `${first?.batchId}-${createHash('sha256').update(keys).digest('hex').slice(0, 10)}`
}

interface Turn {
  readonly outcomes: ReadonlyMap<string, DeliveryOutcome>
  readonly stuck?: ReconcileError
}

/** One turn: what was certainly not taken goes again after a pause, everything else is left to be read back. */
async function sendTurn(
  source: Source<unknown>,
  { plan, runId, canRepeat }: Sending,
  pages: readonly SentPage[],
  tools: Tools,
): Promise<Turn> {
  const outcomes = new Map<string, DeliveryOutcome>()
  let left = pages

  for (let attempt = 1; ; attempt += 1) {
    for (const outcome of await sendPages(source, plan.select, runId, left, outcomes, tools))
      outcomes.set(outcome.idempotencyKey, outcome)

    const isLeft = ({ idempotencyKey }: OutboxCorrection) => {
      const state = outcomes.get(idempotencyKey)?.state
      return state === 'unsent' || (canRepeat && state === 'uncertain')
    }
    left = left
      .map((page) => ({ ...page, corrections: page.corrections.filter(isLeft) }))
      .filter(({ corrections }) => corrections.length > 0)
    const [page] = left

    if (page === undefined) return { outcomes }
    const answers = left.flatMap(({ corrections }) =>
      corrections.flatMap((one) => outcomes.get(one.idempotencyKey) ?? []),
    )
    const askedMs = Math.max(...answers.map(({ retryAfterMs }) => retryAfterMs ?? 0))
    const delayMs = retryDelayMs(page.pageId, attempt, askedMs)

    if (delayMs === undefined || attempt === triesMax) {
      // A system that took something works: what it did not take comes again with the next turn.
      if (delayMs !== undefined && [...outcomes.values()].some(({ state }) => state !== 'unsent')) return { outcomes }
      const answer = answers.find(({ state }) => state === 'unsent')?.reason ?? 'none'

      return {
        outcomes,
        stuck: new ReconcileError('DELIVERY_NOT_TAKEN', { flow: plan.id, system: plan.system, tries: attempt, answer }),
      }
    }
    await tools.pause(delayMs)
  }
}

/** Marks pages, lets the system see them side by side, and records its answers; a page that failed stays to be read back. */
async function sendPages(
  source: Source<unknown>,
  select: unknown,
  runId: number,
  pages: readonly SentPage[],
  earlier: ReadonlyMap<string, DeliveryOutcome>,
  tools: Tools,
): Promise<readonly DeliveryOutcome[]> {
  const moment = () => ({ runId, at: tools.clock().toISOString() })

  await tools.store.transaction((session) => markSending(session, pages, moment()))
  const results = await Promise.allSettled(
    pages.map(
      async ({ pageId, corrections }) =>
        (await source.deliver?.(select, pageId, corrections.map(correctionRequest))) ?? [],
    ),
  )
  const outcomes = results
    .flatMap((result) => (result.status === 'fulfilled' ? result.value : []))
    .map((outcome) => afterEarlier(outcome, earlier.get(outcome.idempotencyKey)))
  const failed = results.find((result) => result.status === 'rejected')

  await tools.store.transaction((session) =>
    recordAnswers(
      session,
      outcomes.map(({ idempotencyKey, state, reason, createdKey }) => ({
        idempotencyKey,
        createdKey,
        state: state === 'unsent' ? 'approved' : state,
        answer: reason,
      })),
      moment(),
    ),
  )
  if (failed !== undefined) throw failed.reason
  return outcomes
}

/** That a repetition was not taken says nothing of the request before it, which may still arrive. */
function afterEarlier(outcome: DeliveryOutcome, earlier: DeliveryOutcome | undefined): DeliveryOutcome {
  return outcome.state === 'unsent' && earlier?.state === 'uncertain' ? { ...outcome, state: 'uncertain' } : outcome
}
