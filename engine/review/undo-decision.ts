import { ReconcileError } from '../domain/reconcile-error.ts'
import type { Tools } from '../operations/tools.ts'
import { appendWords } from '../store/append-words.ts'
import { appendAudit } from '../store/audit.ts'
import { appendProposalEvents } from '../store/proposal-events.ts'
import { labelsOf } from '../store/proposals.ts'
import { reopenProposals, standingWordsOf, type StandingWord } from '../store/standing-words.ts'
import type { Session } from '../store/store.ts'
import { assertSaid } from './assert-said.ts'

/** Takes back what persons said: one word by its number, or all of a proposal, an import or a detachment. */
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
  readonly undone: readonly UndoneWord[]
  /** Proposals that are open again. */
  readonly reopened: readonly string[]
}

/** Who takes words back, when and why. */
interface Retraction {
  readonly actor: string
  readonly reason: string
  readonly decidedAt: string
}

/** Takes words back: the next run decides as if they had never been said. What was said stays in the ledger, with who took it back. */
export async function undoDecision(
  { decision, by, reason, isDryRun }: UndoRequest,
  tools: Tools,
): Promise<UndoOutcome> {
  assertSaid({ by, reason })

  return tools.store.transaction(async (session) => {
    const words = await standingWordsOf(session, decision)

    if (words.length === 0) throw new ReconcileError('DECISION_UNKNOWN', { decision })
    const undone = await toldWords(session, words)

    if (isDryRun === true) return { undone, reopened: [] }
    const reopened = await retract(session, words, { actor: by, reason, decidedAt: tools.clock().toISOString() })

    await appendAudit(session, [
      {
        at: tools.clock().toISOString(),
        actor: by,
        action: 'decision-undone',
        subject: decision,
        detail: { entity: words[0]?.entity, decisions: words.map((word) => word.decision), reason },
      },
    ])
    return { undone, reopened }
  })
}

/** Takes standing words back and opens their proposals again; answers these. The audit is the caller's. */
export async function retract(
  session: Session,
  words: readonly StandingWord[],
  { actor, reason, decidedAt }: Retraction,
): Promise<readonly string[]> {
  await appendWords(
    session,
    words.map(({ decision, entity, left, right, act }) => ({
      ...{ entity, left, right, verdict: 'retracted' as const, retracts: decision },
      ...{ act, actor, reason, decidedAt },
    })),
  )
  const reopened = await reopenProposals(session, [...new Set(words.map(({ act }) => act))])

  await appendProposalEvents(
    session,
    reopened.map((proposal) => ({
      ...{ proposal, kind: 'reopened' as const, at: decidedAt, actor, reason },
      detail: { undone: words.filter(({ act }) => act === proposal).length },
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
