import type { CanonicalRecord } from '../../rules/entity/entity.ts'
import type { RecordForm, RecordPast } from '../../rules/truth/value-ledger.ts'
import {
  countForgetful,
  FORMS_MAX,
  formerForms,
  ownWrites,
  runMoments,
  type FormerForm,
} from '../store/golden/record-pasts.ts'
import type { Session } from '../store/store.ts'

/** A record of a golden record; the night that saw it first, where that is asked. */
export interface PastMember {
  readonly recordId: number
  readonly system: string
  readonly sourceKey: string
  readonly changedAt: string | null
  readonly isMissing: boolean
  readonly firstSeenRun?: number
  readonly record: CanonicalRecord
}

/**
 * The nights of the records of golden records: derived from the forms the store keeps of each record and from what we delivered,
 * never kept a second time. `readRun` is the night that would have seen a correction that was taken. A golden record none of whose records ever changed has no past; it is left out.
 */
export async function readPasts<Known extends PastMember>(
  session: Session,
  clusters: readonly { readonly goldenId: string; readonly members: readonly Known[] }[],
  readRun: (member: Known) => number | null,
): Promise<ReadonlyMap<string, readonly RecordPast[]>> {
  const recordIds = clusters.flatMap(({ members }) => members.map(({ recordId }) => recordId))
  const former = await formerForms(session, recordIds)
  const writes = await ownWrites(session, recordIds)
  const moving = clusters.filter(({ members }) =>
    members.some(({ recordId }) => former.has(recordId) || writes.has(recordId)),
  )
  const runIds = moving.flatMap(({ members }) =>
    members.flatMap(({ recordId, firstSeenRun }) => [
      firstSeenRun ?? 0,
      ...(former.get(recordId) ?? []).map(({ untilRun }) => untilRun),
    ]),
  )
  const moments = await runMoments(session, [...new Set(runIds)])

  return new Map(
    moving.map(({ goldenId, members }) => [
      goldenId,
      members
        .filter(({ isMissing }) => !isMissing)
        .map((member): RecordPast => {
          return {
            ...{ recordId: member.recordId, system: member.system, sourceKey: member.sourceKey },
            forms: formsOf(member, former.get(member.recordId) ?? [], moments),
            writes: writes.get(member.recordId) ?? [],
            readRun: readRun(member),
          }
        }),
    ]),
  )
}

/** Tells of records that changed tonight and so often before that their oldest forms are forgotten. */
export async function forgottenForms(session: Session, runId: number): Promise<readonly string[]> {
  const count = await countForgetful(session, runId)

  return count === 0
    ? []
    : [
        `former forms: ${count} of the records that changed tonight had more than ${FORMS_MAX}; older ones are not looked back on for ping-pong and the age of words.`,
      ]
}

function formsOf(
  { firstSeenRun = 0, changedAt, record }: PastMember,
  former: readonly FormerForm[],
  moments: ReadonlyMap<number, string>,
): readonly RecordForm[] {
  const forms = [...former, { untilRun: Infinity, changedAt, record }].map((form, place): RecordForm => {
    const run = former[place - 1]?.untilRun ?? firstSeenRun

    return { run, seenAt: moments.get(run) ?? '', changedAt: form.changedAt, record: form.record }
  })

  return forms.slice(-FORMS_MAX - 1)
}
