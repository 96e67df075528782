import { fieldsOf, matchedKinds, type EntityKind, type MatchedKind } from '../../rules/entity/entity.ts'
import type { EntityPolicy } from '../../rules/truth/field-policy.ts'
import type { Member } from '../../rules/truth/member.ts'
import type { Tools } from '../operations/tools.ts'
import { goldenCount, joinedClusters, type JoinedCluster } from '../store/golden/joined-clusters.ts'
import { asksForDeletions, asksForRefusals, withMemberFacts } from '../store/golden/member-facts.ts'
import { stewardWordsReader } from '../store/golden/steward-words.ts'
import type { Session } from '../store/store.ts'
import { countChanges, type FieldChanges, type PreviewSample } from './policy-changes.ts'
import { setsOfKind } from './set-changes.ts'
import { wordTimesReader } from './word-times.ts'

/** What a policy would change in one field, or in the set of its values (`emails`). */
export interface PreviewField {
  readonly entity: string
  readonly field: string
  /**
   * Golden records whose value would be another, one where there is none, or none where there is one; of a set, those into or out of
   * which values go.
   */
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

/** Small enough that what was decided is gone before it is taken for something that stays: larger pages cost more memory and time. */
const pageSize = 500

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
    const areFactsAsked = isPastAsked || page.some(hasCreatedMember)
    const clusters = areFactsAsked ? await withMemberFacts(session, kind, policy, page) : page
    const wordsOf = await readWords(clusters)
    const moving = clusters.filter(({ hasPast }) => hasPast)
    const timed = moving.length === 0 ? untimed : await wordTimesReader(session, kind, moving)

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
    fields: [...fieldsOf(kind), ...setsOfKind(kind).map(([, name]) => name)].flatMap((field) => {
      const change = changes.get(field)

      return change === undefined ? [] : [{ entity: kind, field, ...change }]
    }),
  }
}

/** A record that we created says nothing of its own until its system changes it. */
const hasCreatedMember = ({ members }: JoinedCluster) => members.some(({ contributes }) => !contributes)
const untimed = (_: string, members: readonly Member[]) => members

/** Which fields a flow could know decides conflicts, and whether an empty field was emptied: here every flow knows all. */
function membersOf(kind: MatchedKind, { members }: JoinedCluster): readonly Member[] {
  const mappedFields = fieldSets.get(kind) ?? new Set()

  return members.map((member) => ({ ...member, isStale: false, mappedFields }))
}

const fieldSets = new Map(matchedKinds.map((kind) => [kind, new Set(fieldsOf(kind))]))
