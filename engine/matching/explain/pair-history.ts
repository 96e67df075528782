import type { MatchedKind } from '../../../rules/entity/entity.ts'
import { linkHistory, type LinkHistoryEntry } from '../../store/matching/link-history.ts'
import type { Session } from '../../store/store.ts'
import { findRecords } from './find-records.ts'

/** A page of all that was ever said of two records, which may have ended since. */
export interface PairHistory {
  readonly kind: MatchedKind
  readonly left: string
  readonly right: string
  /** Oldest first. */
  readonly entries: readonly LinkHistoryEntry[]
  /** Of all pages. */
  readonly entryCount: number
}

export async function pairHistory(
  session: Session,
  names: readonly [string, string],
  kindWanted: MatchedKind | undefined,
  page: { readonly after: number; readonly limit: number },
): Promise<PairHistory> {
  const { kind, records } = await findRecords(session, names, kindWanted, 'ever-read')
  const [left, right] = records as readonly [(typeof records)[0], (typeof records)[0]]
  const { entries, count } = await linkHistory(session, kind, [left.id, right.id], page)

  return { kind, left: left.name, right: right.name, entries, entryCount: count }
}
