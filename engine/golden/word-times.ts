import type { MatchedKind } from '../../rules/entity/entity.ts'
import type { Member } from '../../rules/truth/member.ts'
import type { Session } from '../store/store.ts'
import { ledgersOf, withWordTimes } from './freeze-fields.ts'
import { readPasts, type PastMember } from './record-pasts.ts'

/** Gives the members of golden records the age of their words, as the night does that decides them. */
export async function wordTimesReader(
  session: Session,
  kind: MatchedKind,
  clusters: readonly { readonly goldenId: string; readonly members: readonly PastMember[] }[],
): Promise<(goldenId: string, members: readonly Member[]) => readonly Member[]> {
  if (kind !== 'customer' && kind !== 'product') return (_, members) => members
  const pasts = await readPasts(session, clusters, () => null)

  return (goldenId, members) => {
    const past = pasts.get(goldenId)

    return past === undefined ? members : withWordTimes(kind, members, past, ledgersOf(kind, past))
  }
}
