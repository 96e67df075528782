import type { MatchedKind } from '../../rules/entity/entity.ts'
import { newEvidence } from '../../rules/matching/proposal-reason.ts'
import { byCodeUnits } from '../../rules/truth/code-unit-order.ts'
import { linksBetween } from '../store/matching/links.ts'
import { labelsOf } from '../store/review/proposals.ts'
import type { ProposalRow } from '../store/review/settle-proposals.ts'
import type { Session } from '../store/store.ts'
import type { SpokenPair } from './find-evidence.ts'
import { proposalId } from './proposal-id.ts'

/** More records that persons called the same are not asked about again tonight; the run says so. */
export const reaskedCountMax = 1_000

/** One proposal for each two records that a person called the same and that now say they are not. */
export async function reaskedProposals(
  session: Session,
  kind: MatchedKind,
  pairs: readonly SpokenPair[],
): Promise<readonly ProposalRow[]> {
  const asked = pairs.slice(0, reaskedCountMax)
  const labels = await labelsOf(session, [...new Set(asked.flatMap(({ left, right }) => [left, right]))])
  const nameOf = (record: number) => labels.get(record) ?? ''
  const proposals: ProposalRow[] = []

  for (const { left, right } of asked) {
    const memberIds = [left, right].toSorted((one, other) => byCodeUnits(nameOf(one), nameOf(other)))
    const [link] = await linksBetween(session, kind, memberIds)

    proposals.push({
      ...{ id: proposalId(kind, memberIds.map(nameOf)), memberIds },
      weight: link?.weight ?? 0,
      reason: newEvidence,
    })
  }
  return proposals
}
