import { ReconcileError } from '../domain/reconcile-error.ts'
import { acceptFindings, assignFindings, reopenFindings, type PersonsWord } from '../store/finding-decisions.ts'
import type { FindingFilter } from '../store/finding-filter.ts'
import { findingDetail } from '../store/finding-sheet.ts'
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
  for (const id of filter.ids ?? []) await refuseUnfit(session, id, word.verdict)
  return say(session, filter, word)
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

async function refuseUnfit(session: Session, id: string, verdict: FindingWord['verdict']): Promise<void> {
  const detail = await findingDetail(session, id)
  const allowed: readonly string[] = fitting[verdict]

  if (detail === undefined) throw new ReconcileError('FINDING_UNKNOWN', { id })
  if (!allowed.includes(detail.state)) {
    throw new ReconcileError('FINDING_STATE_UNFIT', { id, state: detail.state, verdict, allowed: allowed.join(' or ') })
  }
}
