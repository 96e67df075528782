import { fieldsOf, matchedKinds, type EntityKind, type MatchedKind } from '../../rules/entity/entity.ts'
import type { EntityPolicy } from '../../rules/truth/field-policy.ts'
import type { StewardWords } from '../../rules/truth/steward-words.ts'
import { survive, type Survival } from '../../rules/truth/survive.ts'
import type { Tools } from '../operations/tools.ts'
import { clusterPages, type StoredCluster } from '../store/cluster-members.ts'
import { goldenValues } from '../store/golden-records.ts'
import { stewardWordsReader } from '../store/steward-words.ts'

/** One golden value that a policy would change, and the record the new one comes from. */
export interface PreviewSample {
  readonly goldenId: string
  readonly before: string | null
  readonly after: string | null
  readonly from: string | null
  readonly reason: string | null
}

/** What a policy would change in one field. */
export interface PreviewField {
  readonly entity: string
  readonly field: string
  /** Golden records whose value would be another, one where there is none, or none where there is one. */
  readonly changed: number
  /** The first of them, by golden id. */
  readonly samples: readonly PreviewSample[]
}

/** What a policy would change, field by field. Nothing is written. */
export interface PolicyPreview {
  readonly goldenRecords: number
  readonly changedRecords: number
  readonly fields: readonly PreviewField[]
}

const pageSize = 5_000
const SAMPLES_MAX = 5

/** Decides every golden record anew from its records, as the next night would by this policy, and counts what would differ. */
export async function previewPolicy(
  truth: Readonly<Partial<Record<EntityKind, EntityPolicy>>>,
  tools: Tools,
): Promise<PolicyPreview> {
  const counts = { goldenRecords: 0, changedRecords: 0 }
  const fields: PreviewField[] = []

  for (const kind of matchedKinds) {
    const found = new Map<string, { changed: number; samples: PreviewSample[] }>()

    tools.progress.stage(`decide golden ${kind} records by the other policy`)
    await tools.store.transaction(async (session) => {
      const readWords = await stewardWordsReader(session, kind)

      for await (const clusters of clusterPages(session, kind, 'all', pageSize)) {
        const known = await goldenValues(
          session,
          clusters.map(({ goldenId }) => goldenId),
        )

        counts.goldenRecords += clusters.length
        const wordsOf = await readWords(clusters)

        for (const cluster of clusters) {
          const survival = decideBy(kind, cluster, truth[kind] ?? {}, wordsOf(cluster))
          const isChanged = count(kind, cluster.goldenId, known.get(cluster.goldenId) ?? {}, survival, found)

          if (isChanged) counts.changedRecords += 1
        }
        tools.progress.advance(clusters.length)
        tools.signal.throwIfAborted()
      }
    })
    fields.push(
      ...fieldsOf(kind).flatMap((field) => {
        const change = found.get(field)

        return change === undefined ? [] : [{ entity: kind, field, ...change }]
      }),
    )
  }
  return { ...counts, fields }
}

/** Which fields a flow could know decides conflicts, not values: it is not asked here. */
function decideBy(kind: MatchedKind, { members }: StoredCluster, policy: EntityPolicy, words: StewardWords): Survival {
  return survive(
    kind,
    members.map((member) => ({ ...member, isStale: false, mappedFields: none })),
    policy,
    words,
  )
}

const none: ReadonlySet<string> = new Set()

function count(
  kind: MatchedKind,
  goldenId: string,
  before: Readonly<Record<string, string | null>>,
  { values, provenance }: Survival,
  found: Map<string, { changed: number; samples: PreviewSample[] }>,
): boolean {
  const differing = fieldsOf(kind).filter((field) => (before[field] ?? null) !== (values[field] ?? null))

  for (const field of differing) {
    const change = found.get(field) ?? { changed: 0, samples: [] }
    const origin = provenance[field]

    change.changed += 1
    if (change.samples.length < SAMPLES_MAX) {
      change.samples.push({
        goldenId,
        before: before[field] ?? null,
        after: values[field] ?? null,
        from: origin === undefined ? null : `${origin.system}:${origin.sourceKey}`,
        reason: origin?.reason ?? null,
      })
    }
    found.set(field, change)
  }
  return differing.length > 0
}
