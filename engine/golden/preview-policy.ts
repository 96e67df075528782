import {
  fieldsOf,
  matchedKinds,
  type CanonicalRecord,
  type EntityKind,
  type MatchedKind,
} from '../../rules/entity/entity.ts'
import type { EntityPolicy } from '../../rules/truth/field-policy.ts'
import { noWords, type StewardWords } from '../../rules/truth/steward-words.ts'
import type { Member } from '../../rules/truth/member.ts'
import { decideValues } from '../../rules/truth/decide-values.ts'
import { survive, type Survival } from '../../rules/truth/survive.ts'
import type { Tools } from '../operations/tools.ts'
import { goldenCount, joinedClusters, type JoinedCluster } from '../store/golden/joined-clusters.ts'
import type { Session } from '../store/store.ts'
import { asksForDeletions, asksForRefusals, withMemberFacts } from '../store/golden/member-facts.ts'
import { stewardWordsReader } from '../store/golden/steward-words.ts'
import { wordTimesReader } from './word-times.ts'

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

const pageSize = 2_000
const SAMPLES_MAX = 5

type FieldChanges = Map<string, { changed: number; readonly samples: PreviewSample[] }>

/**
 * Decides every golden record anew from its records, as the next night would by this policy, and counts what would differ. Where
 * only one record stands behind a golden record there is nothing to choose.
 */
export async function previewPolicy(
  truth: Readonly<Partial<Record<EntityKind, EntityPolicy>>>,
  tools: Tools,
): Promise<PolicyPreview> {
  const counts = { goldenRecords: 0, changedRecords: 0 }
  const fields: PreviewField[] = []

  for (const kind of matchedKinds) {
    tools.progress.stage(`decide golden ${kind} records by the other policy`)
    await tools.store.transaction(async (session) => {
      const preview = await previewKind(session, kind, truth[kind] ?? {}, tools)

      counts.goldenRecords += preview.goldenRecords
      counts.changedRecords += preview.changedRecords
      fields.push(...preview.fields)
    })
  }
  return { ...counts, fields }
}

async function previewKind(
  session: Session,
  kind: MatchedKind,
  policy: EntityPolicy,
  tools: Tools,
): Promise<PolicyPreview> {
  const readWords = await stewardWordsReader(session, kind)
  const changes: FieldChanges = new Map()
  const isPastAsked = asksForDeletions(policy) || asksForRefusals(policy)
  let changedRecords = 0

  for await (const page of joinedClusters(session, kind, pageSize)) {
    const clusters = isPastAsked ? await withMemberFacts(session, kind, policy, page) : page
    const wordsOf = await readWords(clusters)
    const timed = await wordTimesReader(session, kind, clusters)

    for (const cluster of clusters) {
      const members = timed(cluster.goldenId, membersOf(kind, cluster))

      if (countChanges(kind, { ...cluster, members }, policy, wordsOf(cluster), changes)) changedRecords += 1
    }
    tools.progress.advance(clusters.length)
    tools.signal.throwIfAborted()
  }
  return {
    goldenRecords: await goldenCount(session, kind),
    changedRecords,
    fields: fieldsOf(kind).flatMap((field) => {
      const change = changes.get(field)

      return change === undefined ? [] : [{ entity: kind, field, ...change }]
    }),
  }
}

/** Which fields a flow could know decides conflicts, and whether an empty field was emptied: here every flow knows all. */
function membersOf(kind: MatchedKind, { members }: JoinedCluster): readonly Member[] {
  const mappedFields = fieldSets.get(kind) ?? new Set()

  return members.map((member) => ({ ...member, isStale: false, mappedFields }))
}

const fieldSets = new Map(matchedKinds.map((kind) => [kind, new Set(fieldsOf(kind))]))

/** Adds what would differ in one golden record; answers whether anything would. */
function countChanges(
  kind: MatchedKind,
  { goldenId, values: before, members }: Omit<JoinedCluster, 'members'> & { readonly members: readonly Member[] },
  policy: EntityPolicy,
  words: StewardWords,
  changes: FieldChanges,
): boolean {
  const survived = words === noWords ? undefined : survive(kind, members, policy, words)
  const values = survived?.values ?? decideValues(kind, members, policy)
  const differing = fieldsOf(kind).filter((field) => (before[field] ?? null) !== (values[field] ?? null))
  let explained = survived

  for (const field of differing) {
    const change = changes.get(field) ?? { changed: 0, samples: [] }

    change.changed += 1
    changes.set(field, change)
    if (change.samples.length >= SAMPLES_MAX) continue
    explained ??= survive(kind, members, policy)
    change.samples.push(sampleOf(goldenId, field, before, explained))
  }
  return differing.length > 0
}

function sampleOf(
  goldenId: string,
  field: string,
  before: CanonicalRecord,
  { values, provenance }: Survival,
): PreviewSample {
  const origin = provenance[field]

  return {
    goldenId,
    before: before[field] ?? null,
    after: values[field] ?? null,
    from: origin === undefined ? null : `${origin.system}:${origin.sourceKey}`,
    reason: origin?.reason ?? null,
  }
}
