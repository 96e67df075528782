import { causesBetweenKinds } from '../../rules/documents/mismatch-cause.ts'
import type { EntityKind } from '../../rules/entity/entity.ts'
import {
  membersOfGolden,
  recordContents,
  recordsUnder,
  type FindingDetail,
  type FindingRecord,
  type NamedSide,
  type RecordName,
} from '../store/documents/finding-sheet.ts'
import type { Session } from '../store/store.ts'

/** Records of one golden document that are told; more come of an absurd merge only. */
const recordsMax = 50

/** The records that take part in each finding: every system's copy of the document, then the sides that are another document. */
export async function recordsOfFindings(
  session: Session,
  details: readonly FindingDetail[],
): Promise<readonly (readonly FindingRecord[])[]> {
  const members = await membersOfGolden(
    session,
    details.flatMap(({ goldenId }) => goldenId ?? []),
  )
  const membersOf = ({ goldenId }: FindingDetail) => (members.get(goldenId ?? '') ?? []).slice(0, recordsMax)
  const sides = details.map((detail) => sidesBeside(detail, membersOf(detail)))
  const found = inParts(await recordsUnder(session, sides.flat()), sides)
  const names = details.map((detail, position) => [
    ...membersOf(detail),
    ...(found[position] ?? []).filter((record) => record !== undefined),
  ])

  return inParts(await recordContents(session, names.flat()), names)
}

/** Parts a list as the lists were long that it was made of. */
function inParts<Item>(items: readonly Item[], lists: readonly (readonly unknown[])[]): readonly (readonly Item[])[] {
  const rest = [...items].values()

  return lists.map(({ length }) => Array.from({ length }, () => rest.next().value as Item))
}

/** The sides of a finding that are not among the copies of its document. */
function sidesBeside(detail: FindingDetail, members: readonly RecordName[]): readonly NamedSide[] {
  const { kind, system, sourceKey, otherSystem, otherKey } = detail
  const isMember = (of: string, key: string) =>
    members.some((record) => record.system === of && record.sourceKey === key)
  const sides: NamedSide[] = []

  if (sourceKey !== null && !isMember(system, sourceKey)) sides.push({ system, key: sourceKey, kinds: [kind] })
  if (otherSystem !== null && otherKey !== null && (isBetweenKinds(detail) || !isMember(otherSystem, otherKey))) {
    sides.push({ system: otherSystem, key: otherKey, kinds: otherKinds(detail) })
  }
  return sides
}

const documentKinds: readonly EntityKind[] = ['order', 'invoice', 'payment']

function isBetweenKinds({ cause, evidence }: FindingDetail): boolean {
  return causesBetweenKinds.has(evidence['possibly'] ?? cause)
}

function otherKinds(detail: FindingDetail): readonly EntityKind[] {
  const others = documentKinds.filter((kind) => kind !== detail.kind)

  return isBetweenKinds(detail) ? [...others, detail.kind] : [detail.kind, ...others]
}
