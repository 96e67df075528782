import { createHash } from 'node:crypto'
import { matchedKinds } from '../../rules/entity/entity.ts'
import { undoWanted } from '../../rules/matching/proposal-reason.ts'
import { byCodeUnits } from '../../rules/truth/code-unit-order.ts'
import { ReconcileError } from '../domain/reconcile-error.ts'
import type { Tools } from '../operations/tools.ts'
import { appendWords, type WordAct } from '../store/matching/append-words.ts'
import { appendAudit } from '../store/operations/audit.ts'
import { appendProposalEvents } from '../store/review/proposal-events.ts'
import { labelsOf, type PendingWord } from '../store/review/proposals.ts'
import {
  lockNamed,
  namedWordsQuery,
  reopenProposals,
  retractNamed,
  settlingWordsOn,
  standingWordsOf,
  type StandingWord,
} from '../store/matching/standing-words.ts'
import { judgeForTwo, type TwoPersons } from '../store/review/words-for-two.ts'
import type { Session } from '../store/store.ts'
import { askSecond } from './ask-second.ts'
import { assertSaid } from './assert-said.ts'
import { fourEyesTerms, type FourEyesPlan } from './four-eyes-plan.ts'

/** Takes back what persons said: one word by its number, or all of a proposal, a bulk decision, an import or a detachment. */
export interface UndoRequest {
  readonly decision: string
  readonly by: string
  readonly reason: string
  /** Only tells what would be taken back. */
  readonly isDryRun?: boolean | undefined
}

/** A word that was taken back. */
export interface UndoneWord {
  readonly decision: number
  readonly by: string
  readonly verdict: 'same' | 'different'
  readonly records: readonly [string, string]
}

export interface UndoOutcome {
  /** `awaiting`: kept until a second person confirms it; `shown`: a dry run. */
  readonly state: 'undone' | 'awaiting' | 'shown'
  /** The plan, or that two persons said it, wants a second person. */
  readonly needsSecond: boolean
  /** What a second person confirms. */
  readonly proposal: string | null
  readonly count: number
  /** The first of them. */
  readonly undone: readonly UndoneWord[]
  /** Words of others on the same records that settled a contradiction: they stand, and settle it still. */
  readonly settledBy: readonly UndoneWord[]
  /** Proposals that are open again. */
  readonly reopened: readonly string[]
}

const TOLD_MAX = 100

/**
 * Takes words back: the next run decides as if they had never been said. What was said stays in the ledger, with who took it back.
 * Where two persons have to agree it waits for the second one.
 */
export async function undoDecision(
  { decision, by, reason, isDryRun }: UndoRequest,
  plan: FourEyesPlan,
  tools: Tools,
): Promise<UndoOutcome> {
  const said = { actor: by, reason, decidedAt: tools.clock().toISOString() }

  assertSaid({ by, reason })
  return tools.store.transaction(async (session) => {
    const { words, count } = await standingWordsOf(session, decision, TOLD_MAX)
    const [first] = words

    if (first === undefined) throw new ReconcileError('DECISION_UNKNOWN', { decision })
    const undone = await toldWords(session, words)
    const judged = await judgeUndo(session, decision, plan)
    const { needsSecond } = judged
    const settledBy = await toldWords(session, await settlingWordsOn(session, words))
    const told = { needsSecond, proposal: null, count, undone, settledBy, reopened: [] }

    if (isDryRun === true) return { ...told, state: 'shown' }
    if (!needsSecond) return { ...told, state: 'undone', reopened: await takeBack(session, decision, said) }
    const memberIds = await membersOf(session, words)
    const { weight, stake, systems } = judged
    const wanted = { id: undoId(decision), entity: first.entity, reason: undoWanted, memberIds, weight, stake, systems }

    await askSecond(session, { ...wanted, word: { verdict: 'undo', memberIds, decision, count } }, said)
    return { ...told, state: 'awaiting', proposal: wanted.id }
  })
}

/** Takes back what a first person wanted taken back and a second one confirms, if as many words stand as then. */
export async function undoConfirmed(
  session: Session,
  id: string,
  { decision = '', count: wanted = 0 }: PendingWord,
  said: Said,
): Promise<void> {
  await lockNamed(session, decision)
  const { count } = await standingWordsOf(session, decision, 1)

  if (count !== wanted) {
    throw new ReconcileError('PROPOSAL_CHANGED', { id, changes: `${count} words stand, not ${wanted}` })
  }
  await takeBack(session, decision, said)
}

async function takeBack(session: Session, decision: string, said: Said): Promise<readonly string[]> {
  const { actor, reason, decidedAt: at, confirmedBy } = said

  await lockNamed(session, decision)
  const { words, count } = await standingWordsOf(session, decision, TOLD_MAX)

  if (count === 0) throw new ReconcileError('DECISION_UNKNOWN', { decision })
  const reopened = await reopen(session, await retractNamed(session, decision, said), said)
  const detail = { entity: words[0]?.entity, count, decisions: words.map((word) => word.decision), reopened, reason }

  await appendAudit(session, [
    {
      ...{ at, actor, action: 'decision-undone', subject: decision },
      detail: { ...detail, ...(confirmedBy !== undefined && { confirmedBy }) },
    },
  ])
  return reopened
}

/** An import may hold words of several kinds: each is judged by its own terms, and one is enough. */
async function judgeUndo(session: Session, decision: string, plan: FourEyesPlan): Promise<TwoPersons> {
  let found: TwoPersons = { needsSecond: false, weight: 0, stake: '0', systems: [] }

  for (const kind of matchedKinds) {
    const terms = fourEyesTerms(plan.matching[kind]?.fourEyes)
    const judged = await judgeForTwo(session, kind, plan.company.currency, terms, namedWordsQuery(decision, kind))

    if (judged.needsSecond && !found.needsSecond) found = judged
  }
  return found
}

/** The records of the words that are told, of the kind of the first: what a second person is shown. */
async function membersOf(session: Session, words: readonly StandingWord[]): Promise<readonly number[]> {
  const [first] = words
  const ofKind = words.filter(({ entity }) => entity === first?.entity)
  const ids = [...new Set(ofKind.flatMap(({ left, right }) => [left, right]))]
  const labels = await labelsOf(session, ids)

  return ids.toSorted((one, other) => byCodeUnits(labels.get(one) ?? '', labels.get(other) ?? ''))
}

/** The same decision is taken back by the same name, whoever asks. */
function undoId(decision: string): string {
  return `und_${createHash('sha256').update(decision).digest('hex').slice(0, 12)}`
}

/** Takes these words back and opens their proposals again. The audit is the caller's. */
export async function retract(session: Session, words: readonly StandingWord[], said: Said): Promise<void> {
  await appendWords(
    session,
    words.map(({ decision, entity, left, right, act }) => ({
      ...{ entity, left, right, verdict: 'retracted' as const, retracts: decision },
      ...{ act, ...said },
    })),
  )
  await reopen(session, [...new Set(words.map(({ act }) => act))], said)
}

type Said = Omit<WordAct, 'act'>

async function reopen(
  session: Session,
  acts: readonly string[],
  { actor, reason, decidedAt }: Said,
): Promise<readonly string[]> {
  const reopened = await reopenProposals(session, acts)

  await appendProposalEvents(
    session,
    reopened.map((proposal) => ({
      ...{ proposal, kind: 'reopened' as const, at: decidedAt, actor, reason },
      detail: { isUndone: true },
    })),
  )
  return reopened
}

/** Words with the names of their records. */
export async function toldWords(session: Session, words: readonly StandingWord[]): Promise<readonly UndoneWord[]> {
  const labels = await labelsOf(session, [...new Set(words.flatMap(({ left, right }) => [left, right]))])

  return words.map(({ decision, actor, verdict, left, right }) => ({
    ...{ decision, by: actor, verdict },
    records: [labels.get(left) ?? '', labels.get(right) ?? ''] as const,
  }))
}
