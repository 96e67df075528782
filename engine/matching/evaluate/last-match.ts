import type { MatchedKind } from '../../../rules/entity/entity.ts'
import { matchedClusters, matchedLinks } from '../../store/matching/explain-rows.ts'
import type { Session } from '../../store/store.ts'
import type { WeighedLinks } from './precision-recall.ts'

/** The links and clusters of the last match, by the rows of its records. */
export interface LastMatch {
  /** Links and possible links, strongest first. */
  readonly kept: WeighedLinks & {
    readonly isLink: readonly boolean[]
    readonly heldApartBy: readonly (string | null)[]
  }
  readonly clusterOf: Int32Array
}

/** Reads what the last match found. Records that have gone since are left out; those that are new are alone. */
export async function lastMatch(session: Session, kind: MatchedKind, recordIds: Int32Array): Promise<LastMatch> {
  const rowOf = new Map(Array.from(recordIds, (recordId, row) => [recordId, row]))
  const clusterOf = Int32Array.from(recordIds, (_, row) => row)
  const firstOf = new Map<number, number>()
  const kept: { left: number; right: number; weight: number; isLink: boolean; heldApartBy: string | null }[] = []

  for await (const page of matchedLinks(session, kind)) {
    for (const { left, right, weight, verdict, heldApartBy } of page) {
      const leftRow = rowOf.get(left)
      const rightRow = rowOf.get(right)

      if (leftRow === undefined || rightRow === undefined) continue
      kept.push({ left: leftRow, right: rightRow, weight, isLink: verdict === 'same', heldApartBy })
    }
  }
  for await (const page of matchedClusters(session, kind)) {
    for (const { id, representative } of page) {
      const row = rowOf.get(id)
      const first = firstOf.get(representative) ?? row

      if (row === undefined || first === undefined) continue
      // The record that names a cluster may be gone; the first one seen stands for it.
      firstOf.set(representative, first)
      clusterOf[row] = first
    }
  }

  return {
    kept: {
      left: Int32Array.from(kept, ({ left }) => left),
      right: Int32Array.from(kept, ({ right }) => right),
      weight: Float64Array.from(kept, ({ weight }) => weight),
      isLink: kept.map(({ isLink }) => isLink),
      heldApartBy: kept.map(({ heldApartBy }) => heldApartBy),
    },
    clusterOf,
  }
}
