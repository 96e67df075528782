import { createHash } from 'node:crypto'
import type { MatchedKind } from '../../rules/entity/entity.ts'
import { detachRecord as part, partsOf, type Detachment } from '../../rules/matching/detach-record.ts'
import { byCodeUnits } from '../../rules/truth/code-unit-order.ts'
import { ReconcileError } from '../domain/reconcile-error.ts'
import type { Tools } from '../operations/tools.ts'
import { appendWords } from '../store/matching/append-words.ts'
import { appendAudit } from '../store/operations/audit.ts'
import { sameLinksAmong } from '../store/matching/links.ts'
import { recordsCalled } from '../store/matching/past-decisions.ts'
import { goldenMembersOf } from '../store/review/proposal-members.ts'
import { labelsOf } from '../store/review/proposals.ts'
import { sameWordsBetween, type StandingWord } from '../store/matching/standing-words.ts'
import type { Session } from '../store/store.ts'
import { assertSaid } from './assert-said.ts'
import { contradictionsTold, withSettling } from './contradicted-words.ts'
import { pairsOf } from './decide-proposal.ts'
import { retract, toldWords, type UndoneWord } from './undo-decision.ts'

/** A record that is to leave its golden record. */
export interface DetachRequest {
  /** `system:key`. */
  readonly record: string
  readonly kind?: MatchedKind | undefined
  /** With it all records that hang on it: those linked to the rest only through it. */
  readonly subTree: boolean
  /** Numbers of the words "same" that are taken back: what persons joined is parted only by naming it. */
  readonly undo: readonly number[]
  readonly by: string
  readonly reason: string
}

export interface DetachOutcome {
  /** Names the detachment: with it its words are undone. */
  readonly id: string
  readonly detached: readonly string[]
  readonly remaining: readonly string[]
  readonly undone: readonly UndoneWord[]
  readonly contradictions: readonly string[]
}

/** What a detachment would do, by record ids. */
export interface PlannedDetachment extends Detachment {
  readonly kind: MatchedKind
  readonly goldenId: string
  /** The golden records there would be, as the links stand. */
  readonly sides: readonly (readonly number[])[]
  readonly labels: ReadonlyMap<number, string>
  /** Words of persons against it. */
  readonly against: readonly StandingWord[]
}

/** Every detached record is said to be different from every remaining one; more such words at once are refused. */
const WORDS_MAX = 10_000

/**
 * Takes a record out of its golden record: a person says that it is different from each of those that remain, so that no later
 * night joins them again. The next run follows.
 */
export async function detachRecord(request: DetachRequest, tools: Tools): Promise<DetachOutcome> {
  const { by, reason } = request
  const word = { actor: by, reason, decidedAt: tools.clock().toISOString() }

  assertSaid(request)
  return tools.store.transaction(async (session) => {
    const planned = await planDetachment(session, request)
    const { kind, goldenId, detached, remaining, labels, against } = planned
    const undone = await toldWords(session, against)
    const id = `det_${createHash('sha256').update(`${word.decidedAt}\n${goldenId}\n${request.record}`).digest('hex').slice(0, 12)}`
    const pairs = pairsOf('different', detached, remaining)

    refuseUnnamed(request, undone)
    await retract(session, against, word)
    await appendWords(
      session,
      (await withSettling(session, kind, pairs, by)).map((pair) => ({ ...pair, ...word, entity: kind, act: id })),
    )
    const named = (ids: readonly number[]) => ids.map((member) => labels.get(member) ?? '')
    const outcome = { id, detached: named(detached), remaining: named(remaining), undone }

    await appendAudit(session, [
      {
        at: word.decidedAt,
        actor: by,
        action: 'record-detached',
        subject: goldenId,
        detail: { ...outcome, undone: against.map(({ decision }) => decision), entity: kind, reason },
      },
    ])
    return { ...outcome, contradictions: await contradictionsTold(session, kind, pairs) }
  })
}

/** Finds the golden record and says who would go and who would stay. */
export async function planDetachment(
  session: Session,
  { record: name, kind: kindWanted, subTree }: Pick<DetachRequest, 'record' | 'kind' | 'subTree'>,
): Promise<PlannedDetachment> {
  const { id, kind } = await recordNamed(session, name, kindWanted)
  const members = await goldenMembersOf(session, [id])

  if (members.length > WORDS_MAX + 1) throw tooLarge(name, members.length - 1)
  if (members.length === 0) throw new ReconcileError('RECORD_UNKNOWN', { record: name })
  const ids = members.map(({ recordId }) => recordId)
  const labels = await labelsOf(session, ids)
  const sorted = ids.toSorted((one, other) => byCodeUnits(labels.get(one) ?? '', labels.get(other) ?? ''))
  const links = await sameLinksAmong(session, kind, sorted)
  const planned = part(id, sorted, links, subTree)
  const goldenId = members[0]?.goldenId ?? ''

  if (planned.remaining.length === 0) throw new ReconcileError('RECORD_ALONE', { record: name, golden: goldenId })
  const words = planned.detached.length * planned.remaining.length

  if (words > WORDS_MAX) throw tooLarge(name, words)
  return {
    ...planned,
    ...{ kind, goldenId, labels },
    sides: [...partsOf(planned.remaining, links), ...partsOf(planned.detached, links)],
    against: await sameWordsBetween(session, planned.detached, planned.remaining),
  }
}

function tooLarge(record: string, words: number): ReconcileError {
  return new ReconcileError('DETACHMENT_TOO_LARGE', { record, words, limit: WORDS_MAX })
}

async function recordNamed(
  session: Session,
  record: string,
  kindWanted: MatchedKind | undefined,
): Promise<{ readonly id: number; readonly kind: MatchedKind }> {
  const called = (await recordsCalled(session, [record])).get(record) ?? []
  const [found, second] = called.filter(({ entity }) => kindWanted === undefined || entity === kindWanted)

  if (found === undefined) throw new ReconcileError('RECORD_UNKNOWN', { record })
  if (second !== undefined) {
    throw new ReconcileError('RECORD_AMBIGUOUS', { record, kinds: called.map(({ entity }) => entity).join(', ') })
  }
  return { id: found.id, kind: found.entity }
}

/** What persons joined is not undone in passing. */
function refuseUnnamed({ record, undo }: DetachRequest, against: readonly UndoneWord[]): void {
  const numbers = against.map(({ decision }) => decision)
  const unknown = undo.filter((decision) => !numbers.includes(decision))

  if (unknown.length > 0) {
    throw new ReconcileError('ARGUMENT_INVALID', {
      at: '--undo',
      found: unknown.join(' '),
      allowed: numbers.length === 0 ? 'nothing: no person joined what would be parted' : numbers.join(' '),
    })
  }
  if (numbers.some((decision) => !undo.includes(decision))) {
    throw new ReconcileError('DETACHMENT_AGAINST_PERSONS', {
      record,
      words: against
        .map(({ decision, by, records: [one, other] }) => `${decision} (${by}: ${one} and ${other})`)
        .join(', '),
      numbers: numbers.join(' '),
    })
  }
}
