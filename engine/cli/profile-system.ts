import { SourceError } from '../../connectors/connector.ts'
import type { Agreement } from '../../rules/normalize/meaning/agreement.ts'
import { documentAgreements } from '../../rules/normalize/meaning/document-agreement.ts'
import { observerOf } from '../../rules/normalize/meaning/observed-columns.ts'
import { profileColumns, type ColumnProfile } from '../../rules/normalize/meaning/profile-columns.ts'
import type { ProfiledFlow } from '../../rules/normalize/meaning/profiled-flow.ts'
import { normalizeContext } from '../plan/flow-facts.ts'
import type { FlowPlan, LoadedPlan } from '../plan/load-plan.ts'
import { sampleFlow, type FlowSample } from '../staging/sample-flow.ts'
import { documentsBeside } from '../store/documents-beside.ts'
import type { Store } from '../store/store.ts'

/** What the columns of one flow mean, or why they could not be read. */
export interface FlowProfile {
  readonly flow: string
  readonly owner: string
  /** `ok`, or the code of the error. */
  readonly state: string
  readonly message: string | null
  readonly rowCount: number
  /** The source has more rows than were read. */
  readonly isSample: boolean
  readonly columns: readonly ColumnProfile[]
  /** What other systems say by the same documents; empty without a store. */
  readonly agreements: readonly Agreement[]
}

/** Profiles flows of one system, one after the other; one that cannot be read is told as such. */
export async function profileFlows(
  loaded: LoadedPlan,
  flows: readonly FlowPlan[],
  tools: { readonly store: Store | undefined; readonly asOf: string; readonly signal: AbortSignal },
): Promise<readonly FlowProfile[]> {
  const profiles: FlowProfile[] = []

  for (const plan of flows) {
    try {
      const sample = await sampleFlow(loaded, plan, tools.signal)
      profiles.push(await profileFlow(loaded, plan, sample, tools))
    } catch (error) {
      if (!(error instanceof SourceError)) throw error
      profiles.push({ ...aboutFlow(plan), state: error.code, message: error.message, ...nothing })
    }
  }
  return profiles
}

const nothing = { rowCount: 0, isSample: false, columns: [], agreements: [] } as const

function aboutFlow({ id, owner }: FlowPlan) {
  return { flow: id, owner }
}

async function profileFlow(
  loaded: LoadedPlan,
  plan: FlowPlan,
  sample: FlowSample,
  { store, asOf }: { readonly store: Store | undefined; readonly asOf: string },
): Promise<FlowProfile> {
  const observer = observerOf(plan.entity, plan.fields, normalizeContext(loaded, plan, {}, asOf))
  for (const row of sample.rows) observer.observe(row)
  const context = normalizeContext(loaded, plan, observer.evidence(), asOf)
  const flow: ProfiledFlow = { kind: plan.entity, mappings: plan.fields, context }
  const { entity } = plan
  const isNumbered = entity === 'order' || entity === 'invoice'
  const beside = store === undefined || !isNumbered ? [] : await documentsBeside(store, entity, plan.system)

  return {
    ...aboutFlow(plan),
    state: 'ok',
    message: null,
    rowCount: sample.rows.length,
    isSample: sample.isCut,
    columns: profileColumns(flow, sample.columns, sample.rows),
    agreements: documentAgreements(flow, sample.rows, beside),
  }
}
