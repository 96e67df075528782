import type { MatchedKind } from '../../rules/entity/entity.ts'
import { pinsDisagree } from '../../rules/matching/proposal-reason.ts'
import { byCodeUnits } from '../../rules/truth/code-unit-order.ts'
import { pinnedFields } from '../../rules/truth/pinned-fields.ts'
import { twicePinned } from '../store/golden/pin-questions.ts'
import { pinsOf } from '../store/golden/steward-words.ts'
import { labelsOf } from '../store/review/proposals.ts'
import type { ProposalRow } from '../store/review/settle-proposals.ts'
import type { Session } from '../store/store.ts'
import { proposalId } from './proposal-id.ts'

/** More golden records whose pins disagree are not asked about tonight; the run says so. */
export const pinQuestionCountMax = 1_000

/** One proposal for each golden record that a merge brought pins to which say different things: a person pins the right value. */
export async function pinProposals(session: Session, kind: MatchedKind): Promise<readonly ProposalRow[]> {
  const found = await twicePinned(session, kind, pinQuestionCountMax)
  const pins = await pinsOf(
    session,
    found.map(({ goldenId }) => goldenId),
  )
  const disputed = found.filter(({ goldenId }) =>
    [...pinnedFields(kind, pins.get(goldenId) ?? []).values()].some(({ disputing }) => disputing.length > 0),
  )
  const labels = await labelsOf(
    session,
    disputed.flatMap(({ memberIds }) => memberIds),
  )
  const nameOf = (member: number) => labels.get(member) ?? ''

  return disputed.map(({ memberIds: members }) => {
    const memberIds = members.toSorted((one, other) => byCodeUnits(nameOf(one), nameOf(other)))

    return { id: proposalId(kind, memberIds.map(nameOf), pinsDisagree), memberIds, weight: 0, reason: pinsDisagree }
  })
}
