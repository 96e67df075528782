import { ReconcileError } from '../domain/reconcile-error.ts'
import {
  acceptFindings,
  assignFindings,
  reopenFindings,
  type PersonsWord,
} from '../store/documents/finding-decisions.ts'
import type { FindingFilter } from '../store/documents/finding-filter.ts'
import { appendAudit } from '../store/operations/audit.ts'
import { findingDetails } from '../store/documents/finding-sheet.ts'
import type { Session } from '../store/store.ts'

/** What a person says of findings. */
export type FindingWord =
  | { readonly verdict: 'accept' | 'reopen'; readonly by: string; readonly reason: string; readonly at: string }
  | {
      readonly verdict: 'assign'
      readonly to: string
      readonly by: string
      readonly reason: string | null
      readonly at: string
    }

/**
 * Records a person's word, which no rerun forgets. A finding that is named must be one the word can be said of; of those a filter
 * means, the others are passed over. Answers the ids of the findings it was said of.
 */
export async function decideFindings(
  session: Session,
  filter: FindingFilter,
  word: FindingWord,
): Promise<readonly string[]> {
  const missing = [
    word.by === '' ? 'a name (--by)' : '',
    word.reason === '' ? 'a reason (--reason)' : '',
    word.verdict === 'assign' && word.to === '' ? 'a person (--to)' : '',
  ].filter((part) => part !== '')

  if (missing.length > 0) throw new ReconcileError('DECISION_INCOMPLETE', { missing: missing.join(' and ') })
  await refuseUnfit(session, filter.ids ?? [], word.verdict)
  const findings = await say(session, filter, word)

  if (findings.length > 0) await audit(session, findings, word)
  return findings
}

/** One entry for one word; what it was said of stands in the history of each finding. */
function audit(session: Session, findings: readonly string[], word: FindingWord): Promise<void> {
  const { by, at, verdict, reason } = word
  const subject = findings.length === 1 ? (findings[0] ?? '') : `${findings.length} findings`
  const detail = { verdict, reason, count: findings.length, ...(word.verdict === 'assign' && { to: word.to }) }

  return appendAudit(session, [{ at, actor: by, action: 'finding-decided', subject, detail }])
}

function say(session: Session, filter: FindingFilter, word: FindingWord): Promise<readonly string[]> {
  const persons: PersonsWord = { by: word.by, at: word.at, reason: word.reason }

  if (word.verdict === 'assign') return assignFindings(session, filter, word.to, persons)
  return word.verdict === 'accept' ? acceptFindings(session, filter, persons) : reopenFindings(session, filter, persons)
}

/** In which states a word can be said. */
const fitting = {
  accept: ['open'],
  assign: ['open', 'accepted'],
  reopen: ['accepted'],
} as const satisfies Record<FindingWord['verdict'], readonly string[]>

async function refuseUnfit(session: Session, ids: readonly string[], verdict: FindingWord['verdict']): Promise<void> {
  const details = await findingDetails(session, ids)
  const allowed: readonly string[] = fitting[verdict]

  for (const id of ids) {
    const state = details.get(id)?.state

    if (state === undefined) throw new ReconcileError('FINDING_UNKNOWN', { id })
    if (!allowed.includes(state)) {
      throw new ReconcileError('FINDING_STATE_UNFIT', { id, state, verdict, allowed: allowed.join(' or ') })
    }
  }
}
