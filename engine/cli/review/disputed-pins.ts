import { pinnedFields } from '../../../rules/truth/pinned-fields.ts'
import type { ReadProposal } from '../../review/read-proposal.ts'
import { pinsOf } from '../../store/golden/steward-words.ts'
import type { Session } from '../../store/store.ts'

/** A pin that another one contradicts. */
export interface ShownPin {
  readonly field: string
  readonly value: string | null
  readonly by: string
  readonly at: string
  /** It is the golden value until somebody pins anew, and corrects nobody meanwhile. */
  readonly stands: boolean
}

/** The pins of the golden records of a proposal that contradict each other, the one that stands first. */
export async function disputedPins(
  session: Session,
  { proposal, goldenMembers }: ReadProposal,
): Promise<readonly ShownPin[]> {
  const goldenIds = [...new Set(goldenMembers.map(({ goldenId }) => goldenId))]
  const pins = await pinsOf(session, goldenIds)

  return goldenIds.flatMap((goldenId) =>
    [...pinnedFields(proposal.entity, pins.get(goldenId) ?? [])].flatMap(([field, { choice, disputing }]) =>
      (disputing.length === 0 ? [] : [choice.winner, ...disputing]).map((pin) => ({
        ...{ field, value: pin.record[field] ?? null, by: pin.sourceKey, at: pin.changedAt ?? '' },
        stands: pin === choice.winner,
      })),
    ),
  )
}
