import { SourceError } from '../../../connectors/connector.ts'
import type { Agreement } from '../../../rules/normalize/meaning/agreement.ts'
import { documentAgreements } from '../../../rules/normalize/meaning/document-agreement.ts'
import { lineSums } from '../../../rules/normalize/meaning/line-sums.ts'
import { observerOf } from '../../../rules/normalize/meaning/observed-columns.ts'
import { profileColumns, type ColumnProfile } from '../../../rules/normalize/meaning/profile-columns.ts'
import type { ProfiledFlow } from '../../../rules/normalize/meaning/profiled-flow.ts'
import { normalizeContext } from '../../plan/flow-facts.ts'
import type { FlowPlan, LoadedPlan } from '../../plan/load-plan.ts'
import { sampleFlow, type FlowSample } from '../../staging/sample-flow.ts'
import { documentsBeside } from '../../store/documents/documents-beside.ts'
import type { Store } from '../../store/store.ts'

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
  tools: ProfileTools,
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

/** What a profile needs of its surroundings. */
export interface ProfileTools {
  /** Undefined where there is none: then other systems are not heard. */
  readonly store: Store | undefined
  readonly asOf: string
  readonly signal: AbortSignal
}

const nothing = { rowCount: 0, isSample: false, columns: [], agreements: [] } as const

function aboutFlow({ id, owner }: FlowPlan) {
  return { flow: id, owner }
}

async function profileFlow(
  loaded: LoadedPlan,
  plan: FlowPlan,
  sample: FlowSample,
  tools: ProfileTools,
): Promise<FlowProfile> {
  const { store, asOf } = tools
  const { entity } = plan
  const flow = { ...profiledFlow(loaded, plan, sample, asOf), lineSums: await sumsOfLines(loaded, plan, sample, tools) }
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

/** How the columns of a sample are to be read: the plan's words plus what the sample itself proves. */
function profiledFlow(loaded: LoadedPlan, plan: FlowPlan, { rows }: FlowSample, asOf: string): ProfiledFlow {
  const observer = observerOf(plan.entity, plan.fields, normalizeContext(loaded, plan, {}, asOf))
  for (const row of rows) observer.observe(row)
  const context = normalizeContext(loaded, plan, observer.evidence(), asOf)

  return { kind: plan.entity, mappings: plan.fields, context }
}

/** What the lines of each sampled document add up to. Of lines that were not all read, sums would lie. */
async function sumsOfLines(
  loaded: LoadedPlan,
  { system, entity }: FlowPlan,
  { rows, keys }: FlowSample,
  { asOf, signal }: ProfileTools,
): Promise<ProfiledFlow['lineSums']> {
  const lines = loaded.flows.find((flow) => flow.system === system && flow.entity === `${entity}Line`)
  if (lines === undefined || lines.direction === 'write') return undefined
  const sample = await sampleFlow(loaded, lines, signal)
  if (sample.isCut || sample.unreadableCount > 0) return undefined
  const sums = lineSums(profiledFlow(loaded, lines, sample, asOf), sample.rows)

  return new Map(rows.map((row, position) => [row, sums.get(keys[position] ?? '') ?? []]))
}
