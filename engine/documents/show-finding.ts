import type { EntityKind } from '../../rules/entity/entity.ts'
import { ReconcileError } from '../domain/reconcile-error.ts'
import { findingPage, type FindingLine } from '../store/finding-list.ts'
import {
  findingDetail,
  findingEvents,
  membersOfGolden,
  recordContents,
  recordUnder,
  type FindingDetail,
  type FindingEvent,
  type FindingRecord,
} from '../store/finding-sheet.ts'
import type { Session } from '../store/store.ts'

/** One finding with everything that speaks about it. */
export interface FindingSheet extends FindingLine {
  readonly goldenId: string | null
  readonly field: string | null
  readonly value: string | null
  readonly otherValue: string | null
  readonly evidence: Readonly<Record<string, string>>
  /** Every system's copy of the document, and the record on the other side where it is another document. */
  readonly records: readonly FindingRecord[]
  readonly events: readonly FindingEvent[]
}

/** Records of one golden document that are shown; more come of an absurd merge only. */
const recordsMax = 50

export async function showFinding(session: Session, id: string): Promise<FindingSheet> {
  const detail = await findingDetail(session, id)
  const { lines } = await findingPage(session, { ids: [id] }, { currency: '', limit: 1 })
  const [line] = lines

  if (detail === undefined || line === undefined) throw new ReconcileError('FINDING_UNKNOWN', { id })
  const { goldenId, field, value, otherValue, evidence } = detail

  return {
    ...line,
    goldenId,
    field,
    value,
    otherValue,
    evidence,
    records: await recordContents(session, (await recordsIn(session, detail)).slice(0, recordsMax)),
    events: await findingEvents(session, id),
  }
}

async function recordsIn(session: Session, detail: FindingDetail) {
  const { kind, goldenId, system, sourceKey, otherSystem, otherKey } = detail
  const members = goldenId === null ? [] : await membersOfGolden(session, goldenId)
  const isAmong = (records: typeof members, of: string, key: string) =>
    records.some((record) => record.system === of && record.sourceKey === key)
  const about =
    sourceKey === null || isAmong(members, system, sourceKey) ? [] : [{ system, key: sourceKey, kinds: [kind] }]
  const other =
    otherSystem === null || otherKey === null || (isAmong(members, otherSystem, otherKey) && !isBetweenKinds(detail))
      ? []
      : [{ system: otherSystem, key: otherKey, kinds: otherKinds(detail) }]
  const found = []

  for (const { system: of, key, kinds } of [...about, ...other]) found.push(await recordUnder(session, of, key, kinds))
  return [...members, ...found.filter((record) => record !== undefined)]
}

/** Findings about the way of a document: what stands on the other side is mostly the document before or after it. */
const causesBetweenKinds: ReadonlySet<string> = new Set([
  'unpaid',
  'unmatched-payment',
  'overpaid',
  'paid-cancelled',
  'not-invoiced',
  'invoiced-twice',
  'out-of-sequence',
])
const documentKinds: readonly EntityKind[] = ['order', 'invoice', 'payment']

function isBetweenKinds({ cause, evidence }: FindingDetail): boolean {
  return causesBetweenKinds.has(evidence['mayBe'] ?? cause)
}

function otherKinds(detail: FindingDetail): readonly EntityKind[] {
  const others = documentKinds.filter((kind) => kind !== detail.kind)

  return isBetweenKinds(detail) ? [...others, detail.kind] : [detail.kind, ...others]
}
