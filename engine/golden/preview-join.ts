import { fieldsOf, type MatchedKind } from '../../rules/entity/entity.ts'
import type { EntityPolicy } from '../../rules/truth/field-policy.ts'
import { memberName } from '../../rules/truth/member.ts'
import type { StewardWords } from '../../rules/truth/steward-words.ts'
import { survive, type Survival } from '../../rules/truth/survive.ts'
import { clustersNamed, type StoredCluster, type StoredMember } from '../store/golden/cluster-members.ts'
import { goldenOfRecords, type GoldenToday } from '../store/golden/golden-today.ts'
import { stewardWordsReader } from '../store/golden/steward-words.ts'
import type { Session } from '../store/store.ts'
import { assignClusters } from './assign-clusters.ts'
import { wordTimesReader } from './word-times.ts'

/** One field of a golden record that would be, beside what it is today. */
export interface JoinedField {
  readonly field: string
  readonly value: string | null
  /** `system:key` of the record that wins. */
  readonly from: string | null
  readonly reason: string | null
  /** Today's value in each of the golden records, in their order. */
  readonly today: readonly (string | null)[]
}

/** The golden record that would be if records were joined. Nothing is written. */
export interface JoinPreview {
  /** Golden records of today, by id. */
  readonly today: readonly string[]
  /** The id that would stay; the others would become its aliases. */
  readonly id: string
  readonly members: readonly string[]
  readonly fields: readonly JoinedField[]
}

const MEMBERS_MAX = 2_000
const noFields: ReadonlySet<string> = new Set()

/**
 * Decides by the policy what the golden record of these records would be once they are one; all records of their golden records
 * come along. Undefined where they are too many to be decided while a person waits, or none has a golden record.
 */
export async function previewJoin(
  session: Session,
  kind: MatchedKind,
  policy: EntityPolicy,
  recordIds: readonly number[],
): Promise<JoinPreview | undefined> {
  const today = await goldenOfRecords(session, recordIds)
  const ids = today.map(({ id }) => id)
  const clusters = ids.length === 0 ? undefined : await clustersNamed(session, kind, ids, MEMBERS_MAX)

  if (clusters === undefined) return undefined
  const members = clusters.flatMap((cluster) => cluster.members)
  const overlaps = today.map(({ id, bornRun, isConfirmed }) => ({
    ...{ representativeId: 0, goldenId: id, bornRun, isConfirmed },
    sharedCount: clusters.find(({ goldenId }) => goldenId === id)?.members.length ?? 0,
  }))

  const id = assignClusters(overlaps).get(0) ?? ''
  const joined = [{ goldenId: id, members }]
  const timed = await wordTimesReader(session, kind, joined)
  const survival = survive(
    kind,
    timed(
      id,
      members.map((member) => ({ ...member, isStale: false, mappedFields: noFields })),
    ),
    policy,
    await wordsOnceJoined(session, kind, clusters, id),
  )

  return {
    today: ids,
    id,
    members: members.map((member: StoredMember) => memberName(member)),
    fields: joinedFields(kind, today, survival),
  }
}

/** What stewards said of any of them holds for the joined record; only the pins of the id that stays are its own. */
async function wordsOnceJoined(
  session: Session,
  kind: MatchedKind,
  clusters: readonly StoredCluster[],
  id: string,
): Promise<StewardWords> {
  const wordsOf = await (await stewardWordsReader(session, kind))(clusters)
  const all = clusters.map((cluster) => ({ goldenId: cluster.goldenId, ...wordsOf(cluster) }))

  return {
    pins: all.flatMap(({ goldenId, pins }) => pins.map((pin) => ({ ...pin, isOwn: pin.isOwn && goldenId === id }))),
    ignored: all.flatMap(({ ignored }) => ignored),
  }
}

function joinedFields(
  kind: MatchedKind,
  today: readonly GoldenToday[],
  { values, provenance }: Survival,
): readonly JoinedField[] {
  return fieldsOf(kind)
    .map((field) => {
      const origin = provenance[field]

      return {
        field,
        value: values[field] ?? null,
        from: origin === undefined ? null : memberName(origin),
        reason: origin?.reason ?? null,
        today: today.map((golden) => golden.values[field] ?? null),
      }
    })
    .filter(({ value, today: before }) => value !== null || before.some((one) => one !== null))
}
