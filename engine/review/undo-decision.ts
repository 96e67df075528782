import { ReconcileError } from '../domain/reconcile-error.ts'
import type { Tools } from '../operations/tools.ts'
import { appendWords, type WordAct } from '../store/matching/append-words.ts'
import { appendAudit } from '../store/operations/audit.ts'
import { appendProposalEvents } from '../store/review/proposal-events.ts'
import { labelsOf } from '../store/review/proposals.ts'
import { reopenProposals, retractNamed, standingWordsOf, type StandingWord } from '../store/matching/standing-words.ts'
import type { Session } from '../store/store.ts'
import { assertSaid } from './assert-said.ts'

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
  readonly count: number
  /** The first of them. */
  readonly undone: readonly UndoneWord[]
  /** Proposals that are open again. */
  readonly reopened: readonly string[]
}

const TOLD_MAX = 100

/** Takes words back: the next run decides as if they had never been said. What was said stays in the ledger, with who took it back. */
export async function undoDecision(
  { decision, by, reason, isDryRun }: UndoRequest,
  tools: Tools,
): Promise<UndoOutcome> {
  const said = { actor: by, reason, decidedAt: tools.clock().toISOString() }

  assertSaid({ by, reason })
  return tools.store.transaction(async (session) => {
    const { words, count } = await standingWordsOf(session, decision, TOLD_MAX)

    if (count === 0) throw new ReconcileError('DECISION_UNKNOWN', { decision })
    const undone = await toldWords(session, words)

    if (isDryRun === true) return { count, undone, reopened: [] }
    const reopened = await reopen(session, await retractNamed(session, decision, said), said)

    await appendAudit(session, [
      {
        ...{ at: said.decidedAt, actor: by, action: 'decision-undone', subject: decision },
        detail: { entity: words[0]?.entity, count, decisions: words.map((word) => word.decision), reopened, reason },
      },
    ])
    return { count, undone, reopened }
  })
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
