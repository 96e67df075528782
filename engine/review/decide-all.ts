import { createHash } from 'node:crypto'
import { canonicalJson } from '../domain/canonical-json.ts'
import { ReconcileError } from '../domain/reconcile-error.ts'
import type { Tools } from '../operations/tools.ts'
import { appendAudit } from '../store/operations/audit.ts'
import { bulkDecidedCount, bulkPage, bulkTotals, type BulkTotals } from '../store/review/bulk-proposals.ts'
import { newestRunId } from '../store/documents/finding-decisions.ts'
import { appendProposalEvents } from '../store/review/proposal-events.ts'
import type { ProposalFilter } from '../store/review/proposal-filter.ts'
import { labelsOf, recordDecision, type StoredProposal } from '../store/review/proposals.ts'
import type { Session } from '../store/store.ts'
import { assertSaid } from './assert-said.ts'
import { withSettling } from './contradicted-words.ts'
import { pairsOf } from './decide-proposal.ts'

/** One word on every open proposal of a filter. */
export interface BulkWord {
  readonly filter: ProposalFilter
  readonly verdict: 'same' | 'different'
  readonly by: string
  readonly reason: string
}

/** What a bulk word did. */
export interface BulkOutcome {
  /** Names the decision: with it all its words are undone. */
  readonly id: string
  /** Of how many proposals it was said now. */
  readonly decided: number
}

/** What was shown to the person who approves: so many proposals, as they were after this run. */
export interface Shown {
  readonly count: number
  readonly runId: number
}

const BATCH = 200

/** What a bulk word would be said of now. Nothing is written. */
export async function planBulk(session: Session, filter: ProposalFilter): Promise<BulkTotals & Shown> {
  const runId = await newestRunId(session)

  return { ...(await bulkTotals(session, filter, runId)), runId }
}

/**
 * Says one word of all proposals of a filter, a batch in each transaction, and never of more than were shown: what was asked
 * later, or has changed since, is left out. Ended in the middle, the same order does the rest.
 */
export async function decideAll(order: BulkWord, shown: Shown, tools: Tools): Promise<BulkOutcome> {
  const { store, progress, signal } = tools
  const bulk = bulkName(order, shown)
  let decided = 0
  let after = ''

  assertSaid(order)
  let remaining = await store.transaction((session) => remainingOf(session, order.filter, bulk, shown))

  for (;;) {
    const place = { after, limit: Math.min(BATCH, remaining) }
    const ids = await store.transaction((session) => decideBatch(session, { ...order, bulk }, shown, place, tools))

    decided += ids.length
    remaining -= ids.length
    progress.advance(ids.length)
    if (ids.length === 0) return { id: bulk, decided }
    after = ids.at(-1) ?? after
    signal.throwIfAborted()
  }
}

/** How many may be decided yet; more than that must not be there. */
async function remainingOf(session: Session, filter: ProposalFilter, bulk: string, shown: Shown): Promise<number> {
  const before = await bulkDecidedCount(session, bulk)
  const { count } = await bulkTotals(session, filter, shown.runId)

  if (before + count <= shown.count) return shown.count - before
  throw new ReconcileError('BULK_EXCEEDS', { shown: shown.count, found: before + count })
}

/** The same order has the same name: by it a second start knows what the first one did. */
function bulkName({ filter, verdict, by, reason }: BulkWord, { count, runId }: Shown): string {
  const digest = createHash('sha256').update(canonicalJson({ filter, verdict, by, reason, count, runId }))

  return `blk_${digest.digest('hex').slice(0, 12)}`
}

async function decideBatch(
  session: Session,
  { filter, bulk, ...word }: BulkWord & { readonly bulk: string },
  { runId }: Shown,
  place: { readonly after: string; readonly limit: number },
  { clock }: Tools,
): Promise<readonly string[]> {
  const proposals = place.limit <= 0 ? [] : await bulkPage(session, filter, runId, place)

  if (proposals.length > 0) await say(session, proposals, { ...word, bulk, at: clock().toISOString() })
  return proposals.map(({ id }) => id)
}

async function say(
  session: Session,
  proposals: readonly StoredProposal[],
  { verdict, by, reason, bulk, at }: Omit<BulkWord, 'filter'> & { readonly bulk: string; readonly at: string },
): Promise<void> {
  const labels = await labelsOf(session, [...new Set(proposals.flatMap(({ memberIds }) => memberIds))])

  for (const proposal of proposals) {
    const pairs = pairsOf(verdict, proposal.memberIds, proposal.memberIds)
    const words = await withSettling(session, proposal.entity, pairs, by)

    await recordDecision(session, proposal, words, { reason, actor: by, decidedAt: at })
  }
  await appendProposalEvents(
    session,
    proposals.map(({ id, memberIds }) => ({
      ...{ proposal: id, kind: 'decided' as const, at, actor: by, reason },
      detail: { verdict, bulk, members: memberIds.map((member) => labels.get(member) ?? '') },
    })),
  )
  await appendAudit(session, [
    {
      ...{ at, actor: by, action: 'proposals-decided', subject: bulk },
      detail: { verdict, reason, count: proposals.length, proposals: proposals.map(({ id }) => id) },
    },
  ])
}
