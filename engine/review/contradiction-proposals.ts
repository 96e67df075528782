import type { MatchedKind } from '../../rules/entity/entity.ts'
import { contradictions } from '../../rules/matching/contradictions.ts'
import { personsDisagree } from '../../rules/matching/proposal-reason.ts'
import type { WordsThatHold } from '../../rules/matching/words-that-hold.ts'
import { byCodeUnits } from '../../rules/truth/code-unit-order.ts'
import { linksBetween } from '../store/matching/links.ts'
import { labelsOf } from '../store/review/proposals.ts'
import type { ProposalRow } from '../store/review/settle-proposals.ts'
import type { Session } from '../store/store.ts'
import { proposalId } from './proposal-id.ts'

/** More contradictions are not asked about tonight; the run says so. */
export const contradictionCountMax = 1_000

/** One proposal for each set of records about which persons contradict each other. */
export async function contradictionProposals(
  session: Session,
  kind: MatchedKind,
  words: WordsThatHold,
): Promise<readonly ProposalRow[]> {
  const found = contradictions(words, contradictionCountMax).map(({ pairs }) => [
    ...new Set(pairs.flatMap(({ left, right }) => [left, right])),
  ])
  const labels = await labelsOf(session, found.flat())
  const proposals = new Map<string, ProposalRow>()

  for (const memberIds of found) {
    memberIds.sort((left, right) => byCodeUnits(labels.get(left) ?? '', labels.get(right) ?? ''))
    const id = proposalId(
      kind,
      memberIds.map((member) => labels.get(member) ?? ''),
      personsDisagree,
    )
    const [strongest] = await linksBetween(session, kind, memberIds)

    proposals.set(id, { id, memberIds, weight: strongest?.weight ?? 0, reason: personsDisagree })
  }
  return [...proposals.values()]
}
