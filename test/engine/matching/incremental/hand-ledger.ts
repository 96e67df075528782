import { sql } from 'kysely'
import type { Store } from '../../../../engine/store/store.ts'

/** What a link says of its pair, since which night, and until which if it no longer does. */
export type LedgerEntry = readonly (string | number | boolean | null)[]

/** The ledger of links: those of today, and what they or others said before. */
export async function storedLedger({ db }: Store): Promise<readonly LedgerEntry[]> {
  const { rows } = await sql`
    select left_id, right_id, verdict, held_apart_by, is_asserted, since_run, null as until_run from matching.link
    union all
    select left_id, right_id, verdict, held_apart_by, is_asserted, since_run, until_run from matching.former_link`.execute(
    db,
  )

  return inLedgerOrder(rows.map((row) => Object.values(row as object)))
}

/** Follows the links night by night and remembers what changed: a ledger kept by hand. */
export function handLedger() {
  const current = new Map<string, { readonly says: LedgerEntry; readonly since: number }>()
  const former: LedgerEntry[] = []

  return {
    follow(links: readonly LedgerEntry[], runId: number): readonly LedgerEntry[] {
      const found = new Map(
        links.map(([left = null, right = null, verdict = null, , , heldApartBy = null, isAsserted]) => [
          `${left} ${right}`,
          [left, right, verdict, heldApartBy, isAsserted ?? null],
        ]),
      )

      for (const [pair, { says, since }] of current) {
        if (JSON.stringify(found.get(pair)) === JSON.stringify(says)) continue
        former.push([...says, since, runId])
        current.delete(pair)
      }
      for (const [pair, says] of found) if (!current.has(pair)) current.set(pair, { says, since: runId })
      return inLedgerOrder([...former, ...[...current.values()].map(({ says, since }) => [...says, since, null])])
    },
  }
}

function inLedgerOrder(entries: readonly LedgerEntry[]): readonly LedgerEntry[] {
  return entries.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1))
}
