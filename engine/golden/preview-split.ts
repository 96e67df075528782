import { fieldsOf, type MatchedKind } from '../../rules/entity/entity.ts'
import type { EntityPolicy } from '../../rules/truth/field-policy.ts'
import { memberName } from '../../rules/truth/member.ts'
import { survive } from '../../rules/truth/survive.ts'
import { clustersNamed } from '../store/golden/cluster-members.ts'
import { goldenOfRecords } from '../store/golden/golden-today.ts'
import { stewardWordsReader } from '../store/golden/steward-words.ts'
import type { Session } from '../store/store.ts'
import { assignClusters } from './assign-clusters.ts'

/** One of the golden records that a golden record would fall into. */
export interface SplitSide {
  /** The id it would keep; null: it gets one of its own. */
  readonly id: string | null
  readonly members: readonly string[]
  readonly values: Readonly<Record<string, string | null>>
}

/** A golden record and what it would fall into. Nothing is written. */
export interface SplitPreview {
  readonly goldenId: string
  readonly sides: readonly SplitSide[]
  /** Fields any of them has, with today's value and that of each side, in their order. */
  readonly fields: readonly {
    readonly field: string
    readonly today: string | null
    readonly after: readonly (string | null)[]
  }[]
}

const MEMBERS_MAX = 2_000
const noFields: ReadonlySet<string> = new Set()

/** Decides by the policy what the golden records of the sides would be; undefined where they are too many to be decided while a person waits. */
export async function previewSplit(
  session: Session,
  kind: MatchedKind,
  policy: EntityPolicy,
  recordIds: readonly (readonly number[])[],
): Promise<SplitPreview | undefined> {
  const [today] = await goldenOfRecords(session, recordIds.flat())
  const clusters = today === undefined ? undefined : await clustersNamed(session, kind, [today.id], MEMBERS_MAX)

  if (clusters === undefined || today === undefined) return undefined
  const members = new Map(clusters.flatMap((cluster) => cluster.members.map((member) => [member.recordId, member])))
  const sides = recordIds.map((ids) => ids.map((id) => members.get(id)).filter((member) => member !== undefined))
  const overlaps = sides.map((side, place) => ({
    ...{ representativeId: place, goldenId: today.id, bornRun: today.bornRun, isConfirmed: today.isConfirmed },
    sharedCount: side.length,
  }))
  const ids = assignClusters(overlaps)
  const wordsOf = await (await stewardWordsReader(session, kind))(clusters)
  const decided = sides.map((side, place): SplitSide => {
    const goldenId = ids.get(place)
    const { pins, ignored } = wordsOf({ goldenId: today.id, members: side })
    // Pins stay with the id.
    const words = { pins: goldenId === undefined ? [] : pins, ignored }
    const { values } = survive(
      kind,
      side.map((member) => ({ ...member, isStale: false, mappedFields: noFields })),
      policy,
      words,
    )

    return { id: goldenId ?? null, members: side.map((member) => memberName(member)), values }
  })

  return {
    goldenId: today.id,
    sides: decided,
    fields: fieldsOf(kind)
      .map((field) => ({
        field,
        today: today.values[field] ?? null,
        after: decided.map(({ values }) => values[field] ?? null),
      }))
      .filter(({ today: before, after }) => before !== null || after.some((value) => value !== null)),
  }
}
