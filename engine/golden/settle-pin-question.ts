import type { MatchedKind } from '../../rules/entity/entity.ts'
import { pinnedFields } from '../../rules/truth/pinned-fields.ts'
import { closePinQuestions } from '../store/golden/pin-questions.ts'
import type { StewardWord } from '../store/golden/pins.ts'
import { pinsOf } from '../store/golden/steward-words.ts'
import { appendProposalEvents } from '../store/review/proposal-events.ts'
import type { Session } from '../store/store.ts'

/** Closes the question which of several pins is right once no two pins of a golden record say different things. */
export async function settlePinQuestion(
  session: Session,
  goldenId: string,
  kind: MatchedKind,
  { actor, reason, at }: StewardWord,
): Promise<void> {
  const pinned = pinnedFields(kind, (await pinsOf(session, [goldenId])).get(goldenId) ?? [])

  if ([...pinned.values()].some(({ disputing }) => disputing.length > 0)) return
  await appendProposalEvents(
    session,
    (await closePinQuestions(session, goldenId)).map((proposal) => ({
      ...{ proposal, kind: 'decided' as const, at, actor, reason },
      detail: { pinned: goldenId },
    })),
  )
}
