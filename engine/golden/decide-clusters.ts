import type { Member } from '../../rules/truth/member.ts'
import { survive } from '../../rules/truth/survive.ts'
import type { StewardWords } from '../../rules/truth/steward-words.ts'
import type { RecordPast } from '../../rules/truth/value-ledger.ts'
import type { FlowFacts } from '../domain/flow-facts.ts'
import type { StoredCluster, StoredMember } from '../store/golden/cluster-members.ts'
import { freezesOf, type FreezeState } from '../store/golden/freezes.ts'
import type { Session } from '../store/store.ts'
import { freezesOfGolden, ledgersOf, withWordTimes } from './freeze-fields.ts'
import { readPasts } from './record-pasts.ts'
import type { DecidedGolden, Resolution } from './resolution.ts'

/** Decides golden records anew: what they say, and which of their fields are frozen. */
export async function decideClusters(
  session: Session,
  resolution: Resolution,
  clusters: readonly StoredCluster[],
  wordsOf: (cluster: StoredCluster) => StewardWords,
): Promise<readonly DecidedGolden[]> {
  const readRun = ({ flowId }: StoredMember) => {
    const flow = resolution.flows.get(flowId)

    return flow?.showsWritesAtOnce === true && !flow.isStale ? resolution.runId : null
  }
  const pasts = hasConflicts(resolution) ? await readPasts(session, clusters, readRun) : noPasts
  const moving = clusters.filter(({ goldenId }) => pasts.has(goldenId))
  const known = await freezesOf(
    session,
    moving.flatMap(({ members }) => members.map(({ recordId }) => recordId)),
  )

  return clusters.map((cluster) =>
    decide(resolution, cluster, wordsOf(cluster), pasts.get(cluster.goldenId) ?? [], known),
  )
}

/** Documents have mismatches with causes instead of field conflicts. */
export function hasConflicts({ kind }: Pick<Resolution, 'kind'>): boolean {
  return kind === 'customer' || kind === 'product'
}

const noPasts: ReadonlyMap<string, readonly RecordPast[]> = new Map()

function decide(
  { kind, flows, policy, runId }: Resolution,
  { goldenId, members }: StoredCluster,
  words: StewardWords,
  pasts: readonly RecordPast[],
  known: ReadonlyMap<number, ReadonlyMap<string, FreezeState>>,
): DecidedGolden {
  const ledgers = ledgersOf(kind, pasts)
  const policyMembers = withWordTimes(
    kind,
    members.map((member) => policyMember(member, flows)),
    pasts,
    ledgers,
  )
  const survival = survive(kind, policyMembers, policy, words)
  const { standing, fresh } = freezesOfGolden(kind, runId, { survival, members }, ledgers, known)

  return { goldenId, survival, members, words, pasts, frozen: [...standing, ...fresh], fresh }
}

/**
 * A stale system keeps its vote: its last good values stand until it says otherwise, or one outage would turn the golden
 * records over and the next night turn them back.
 */
function policyMember(member: StoredMember, flows: ReadonlyMap<number, FlowFacts>): Member {
  return { ...member, isStale: false, mappedFields: flows.get(member.flowId)?.mappedFields ?? noFields }
}

const noFields: ReadonlySet<string> = new Set()
