import { createHash } from 'node:crypto'
import { detachmentWanted } from '../../rules/matching/proposal-reason.ts'
import type { Tools } from '../operations/tools.ts'
import { appendWords } from '../store/matching/append-words.ts'
import { sameWordsBetween } from '../store/matching/standing-words.ts'
import { appendAudit } from '../store/operations/audit.ts'
import type { DecisionWord, PendingWord } from '../store/review/proposals.ts'
import type { Session } from '../store/store.ts'
import { askSecond } from './ask-second.ts'
import { assertSaid } from './assert-said.ts'
import { contradictionsTold, withSettling } from './contradicted-words.ts'
import { pairsOf } from './decide-proposal.ts'
import type { FourEyesPlan } from './four-eyes-plan.ts'
import {
  judgeDetachment,
  planDetachment,
  refuseUnnamed,
  type DetachRequest,
  type PlannedDetachment,
} from './plan-detachment.ts'
import type { ReadProposal } from './read-proposal.ts'
import { retract, toldWords, type UndoneWord } from './undo-decision.ts'

/** What became of a detachment. */
export interface DetachOutcome {
  /** `awaiting`: kept until a second person confirms it. */
  readonly state: 'recorded' | 'awaiting'
  /** Names the detachment: with it it is confirmed, and its words are undone. */
  readonly id: string
  readonly detached: readonly string[]
  readonly remaining: readonly string[]
  readonly undone: readonly UndoneWord[]
  readonly contradictions: readonly string[]
}

/**
 * Takes a record out of its golden record: a person says that it is different from each of those that remain, so that no later
 * night joins them again. The next run follows. Where two persons have to agree it waits for the second one.
 */
export async function detachRecord(request: DetachRequest, plan: FourEyesPlan, tools: Tools): Promise<DetachOutcome> {
  const { by, reason } = request
  const word = { actor: by, reason, decidedAt: tools.clock().toISOString() }

  assertSaid(request)
  return tools.store.transaction(async (session) => {
    const planned = await planDetachment(session, request)
    const { kind, goldenId, detached, against } = planned
    const judged = await judgeDetachment(session, planned, plan)

    refuseUnnamed(request, await toldWords(session, against))
    if (!judged.needsSecond)
      return partNow(session, planned, detachmentId([word.decidedAt, goldenId, request.record]), word)
    const id = detachmentId([goldenId, ...named(planned, detached)])
    const { weight, stake, systems } = judged
    const wanted = {
      id,
      entity: kind,
      reason: detachmentWanted,
      memberIds: [...detached, ...planned.remaining],
      weight,
      stake,
      systems,
    }

    await askSecond(session, { ...wanted, word: { verdict: 'different', memberIds: detached } }, word)
    return {
      ...{ state: 'awaiting', id, detached: named(planned, detached), remaining: named(planned, planned.remaining) },
      ...{ undone: await toldWords(session, against), contradictions: [] },
    }
  })
}

/** Parts what a first person wanted parted and a second one confirms. What persons had joined was named then, and is the same. */
export async function detachConfirmed(
  session: Session,
  { proposal, labels, goldenMembers }: ReadProposal,
  { memberIds: detached }: PendingWord,
  word: DecisionWord,
): Promise<void> {
  const remaining = proposal.memberIds.filter((member) => !detached.includes(member))
  const against = await sameWordsBetween(session, detached, remaining)
  const goldenId = goldenMembers.find(({ recordId }) => recordId === detached[0])?.goldenId ?? ''

  await partNow(session, { kind: proposal.entity, goldenId, detached, remaining, labels, against }, proposal.id, word)
}

async function partNow(
  session: Session,
  parts: Omit<PlannedDetachment, 'sides'>,
  id: string,
  word: DecisionWord,
): Promise<DetachOutcome> {
  const { kind, goldenId, detached, remaining, against } = parts
  const { actor, decidedAt: at, reason, confirmedBy } = word
  const undone = await toldWords(session, against)
  const pairs = pairsOf('different', detached, remaining)
  const outcome = { id, detached: named(parts, detached), remaining: named(parts, remaining), undone }

  await retract(session, against, word)
  await appendWords(
    session,
    (await withSettling(session, kind, pairs, actor)).map((pair) => ({ ...pair, ...word, entity: kind, act: id })),
  )
  const detail = { ...outcome, undone: against.map(({ decision }) => decision), entity: kind, reason }

  await appendAudit(session, [
    {
      ...{ at, actor, action: 'record-detached', subject: goldenId },
      detail: { ...detail, ...(confirmedBy !== undefined && { confirmedBy }) },
    },
  ])
  return { state: 'recorded', ...outcome, contradictions: await contradictionsTold(session, kind, pairs) }
}

function named({ labels }: Pick<PlannedDetachment, 'labels'>, ids: readonly number[]): readonly string[] {
  return ids.map((member) => labels.get(member) ?? '')
}

function detachmentId(parts: readonly string[]): string {
  return `det_${createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 12)}`
}
