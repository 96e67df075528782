import { createHash } from 'node:crypto'
import { SourceError, type CorrectionRequest, type Source } from '../../connectors/connector.ts'
import type { Tools } from '../operations/tools.ts'
import type { FlowPlan, LoadedPlan } from '../plan/load-plan.ts'
import type { CorrectionState } from '../store/database.ts'
import { answerCorrections, correctionsIn, type OutboxCorrection } from '../store/outbox.ts'

const pageSize = 500

/** How many corrections ended in which state. */
export type DeliveryCounts = Readonly<Partial<Record<CorrectionState, number>>>

/** One flow whose corrections are to be delivered. */
export interface FlowDelivery {
  readonly plan: FlowPlan
  readonly flowId: number
  readonly runId: number
  /** `approved` alone for the unattended run; `planned` too when a person delivers. */
  readonly states: readonly CorrectionState[]
}

/**
 * Sends a flow's corrections. Each page is marked `sending` before the system sees it and answered after, so a killed process
 * leaves either nothing or a page whose outcome is read back before anything is sent again. A system that cannot be reached
 * keeps its corrections waiting.
 */
export async function deliverFlow(loaded: LoadedPlan, delivery: FlowDelivery, tools: Tools): Promise<DeliveryCounts> {
  const { plan, flowId, states } = delivery
  const waiting = await correctionsIn(tools.store, flowId, [...states, 'sending', 'uncertain'], 1)
  const system = loaded.systems.get(plan.system)

  if (waiting.length === 0 || system === undefined) return {}
  try {
    await using source = await system.connector.open(system.config, { baseDir: loaded.baseDir, signal: tools.signal })

    await settleInterrupted(source, delivery, tools)
    return await sendAll(source, delivery, tools)
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    tools.log.warn('corrections wait: the system cannot be reached', { flow: plan.id, code: error.code })
    return {}
  }
}

/** What a killed process or a lost answer left behind: ask the system before sending anything. */
async function settleInterrupted(source: Source<unknown>, delivery: FlowDelivery, tools: Tools): Promise<void> {
  const { plan, flowId, runId } = delivery

  for (;;) {
    const open = await correctionsIn(tools.store, flowId, ['sending', 'uncertain'], pageSize)
    const [first] = open

    if (first === undefined || source.readBack === undefined) return
    const batch = open.filter(({ batchId }) => batchId === first.batchId)
    const answers = await source.readBack(plan.select, first.batchId ?? '', batch.map(requestOf))

    await answerCorrections(
      tools.store,
      runId,
      null,
      answers.map(({ idempotencyKey, state }) => ({
        idempotencyKey,
        state: state === 'planned' ? 'approved' : state,
        // What took effect is told as it would have been without the interruption: the same reports either way.
        answer: state === 'refused' ? 'precondition' : null,
      })),
    )
  }
}

async function sendAll(source: Source<unknown>, delivery: FlowDelivery, tools: Tools): Promise<DeliveryCounts> {
  const counts: Partial<Record<CorrectionState, number>> = {}

  for (;;) {
    const page = await correctionsIn(tools.store, delivery.flowId, delivery.states, pageSize)

    if (page.length === 0 || source.deliver === undefined) return counts
    for (const { state } of await sendPage(source, delivery, firstBatch(page), tools))
      counts[state] = (counts[state] ?? 0) + 1
    tools.progress.advance(page.length)
    tools.signal.throwIfAborted()
  }
}

async function sendPage(
  source: Source<unknown>,
  { plan, runId }: FlowDelivery,
  page: readonly OutboxCorrection[],
  tools: Tools,
): Promise<readonly { state: CorrectionState }[]> {
  const batchId = page[0]?.batchId ?? batchIdOf(runId, page)
  const marked = page.map(({ idempotencyKey }) => ({ idempotencyKey, state: 'sending' as const, answer: null }))

  await answerCorrections(tools.store, runId, batchId, marked)
  const outcomes = (await source.deliver?.(plan.select, batchId, page.map(requestOf))) ?? []
  const answers = outcomes.map(({ idempotencyKey, state, reason }) => ({ idempotencyKey, state, answer: reason }))

  await answerCorrections(tools.store, runId, batchId, answers)
  return answers
}

/** What is left of a batch that was interrupted goes first and keeps its name; else the whole page is a new one. */
function firstBatch(page: readonly OutboxCorrection[]): readonly OutboxCorrection[] {
  const interrupted = page.find(({ batchId }) => batchId !== null)?.batchId ?? null

  return interrupted === null ? page : page.filter(({ batchId }) => batchId === interrupted)
}

/** The same page sent again by a resumed run is the same batch. */
function batchIdOf(runId: number, page: readonly OutboxCorrection[]): string {
  const keys = page.map(({ idempotencyKey }) => idempotencyKey).join('\n')

  return `${String(runId).padStart(6, '0')}-${createHash('sha256').update(keys).digest('hex').slice(0, 10)}`
}

function requestOf({ idempotencyKey, sourceKey, changes }: OutboxCorrection): CorrectionRequest {
  return { idempotencyKey, sourceKey, changes: changes.map(({ column, before, after }) => ({ column, before, after })) }
}
