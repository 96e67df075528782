import { SourceError, type ReadBack } from '../../connectors/connector.ts'
import type { Tools } from '../operations/tools.ts'
import type { FlowPlan, LoadedPlan } from '../plan/load-plan.ts'
import type { CorrectionKind, OutboxChange } from '../store/write-back/delivery-tables.ts'
import { batchReach, waitingCorrections, type WaitingCorrection } from '../store/write-back/deliveries.ts'
import { correctionRequest } from './correction-request.ts'
import { brakeIssue } from './delivery-brake.ts'

const pageSize = 500
const samplesMax = 5

/** `skip`: the system says so already; `refuse`: it says something else than the value to replace. */
export type PreviewVerdict = 'create' | 'update' | 'remove' | 'skip' | 'refuse'

/** A correction a person may look at before it goes. */
export interface PreviewSample {
  /** Empty for a record to create. */
  readonly sourceKey: string
  readonly goldenId: string
  readonly verdict: PreviewVerdict
  readonly changes: readonly OutboxChange[]
}

/** What a delivery would do to one flow, as its system stands now. */
export interface DeliveryPreview {
  readonly flow: string
  readonly counts: Readonly<Partial<Record<PreviewVerdict, number>>>
  /** Records a new batch would change: the number that `--expect` approves. */
  readonly changedRecords: number
  /** The first five of each verdict. */
  readonly samples: readonly PreviewSample[]
  /** Why it would wait. */
  readonly held: string | null
}

/** Asks the system about every correction that waits, and writes nothing. */
export async function previewDelivery(
  loaded: LoadedPlan,
  { plan, flowId }: { readonly plan: FlowPlan; readonly flowId: number },
  tools: Tools,
): Promise<DeliveryPreview> {
  const reach = await batchReach(tools.store, { flowId, approvedBy: 'somebody' })
  const issue = brakeIssue(plan, reach, undefined)
  const base = { flow: plan.id, changedRecords: reach.changed, held: issue && `${issue.code}  ${issue.message}` }
  const system = loaded.systems.get(plan.system)
  const counts: Partial<Record<PreviewVerdict, number>> = {}
  const samples: PreviewSample[] = []

  if (system === undefined) return { ...base, held: null, counts, samples }
  try {
    await using source = await system.connector.open(system.config, { baseDir: loaded.baseDir, signal: tools.signal })

    for await (const page of waitingPages(flowId, tools)) {
      const answers = (await source.readBack?.(plan.select, 'preview', page.map(correctionRequest))) ?? []

      page.forEach(({ kind, sourceKey, goldenId, changes }, position) => {
        const verdict = verdictOf(kind, answers[position])

        counts[verdict] = (counts[verdict] ?? 0) + 1
        if ((counts[verdict] ?? 0) <= samplesMax) samples.push({ sourceKey, goldenId, verdict, changes })
      })
      tools.signal.throwIfAborted()
    }
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    return { ...base, counts, samples, held: `${error.code}  ${error.message}` }
  }
  return { ...base, held: base.held ?? null, counts, samples }
}

async function* waitingPages(flowId: number, { store }: Tools): AsyncGenerator<readonly WaitingCorrection[]> {
  let place = { recordId: -1, idempotencyKey: '' }

  for (;;) {
    const page = await waitingCorrections(store, flowId, place, pageSize)
    const last = page.at(-1)

    if (last === undefined) return
    yield page
    place = last
  }
}

function verdictOf(kind: CorrectionKind, answer: ReadBack | undefined): PreviewVerdict {
  if (answer?.state === 'applied') return 'skip'
  return answer?.state === 'refused' ? 'refuse' : kind
}
