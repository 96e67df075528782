import { sql } from 'kysely'
import type { MatchedKind } from '../../../rules/entity/entity.ts'
import type { Session } from '../store.ts'

/** One thing that was said of a pair of records, by matching or by a person, or taken back. */
export interface LinkHistoryEntry {
  /** Its number in the history of the pair, the oldest being 1. */
  readonly place: number
  /** UTC instant: of a word when it was said, of a link the night it stands for. */
  readonly at: string
  readonly verdict: 'same' | 'possible' | 'different'
  readonly standing: 'inferred' | 'asserted' | 'retracted'
  /** The run that inferred or retracted it; null for a person's word. */
  readonly run: number | null
  /** Number of a person's word, by which it is undone; null for what matching said. */
  readonly decision: number | null
  readonly actor: string | null
  readonly weight: number | null
  /** A person's reason; of a link the comparison that spoke most for it; of a retracted link why it is. */
  readonly evidence: string
  readonly heldApartBy: string | null
  readonly modelVersion: string | null
}

/** What was ever said of two records, oldest first, after a place; and how many entries there are. */
export async function linkHistory(
  session: Session,
  kind: MatchedKind,
  pair: readonly [number, number],
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<{ readonly entries: readonly LinkHistoryEntry[]; readonly count: number }> {
  const [one, other] = pair
  const { rows } = await sql<LinkHistoryEntry & { count: number }>`
    select * from (
      select (row_number() over said_order)::integer as place, (count(*) over ())::integer as count, said.*
      from (
        select coalesce(ledger.at, run.as_of) as at, ledger.verdict, ledger.standing, ledger.run_id as run,
          ledger.decision_id as decision, ledger.actor, ledger.weight, ledger.evidence,
          ledger.held_apart_by as "heldApartBy", ledger.model_version as "modelVersion"
        from matching.link_ledger as ledger left join staging.run as run on run.id = ledger.run_id
        where ledger.entity = ${kind} and ledger.left_id in (${one}, ${other}) and ledger.right_id in (${one}, ${other})
      ) as said
      -- What one night takes back comes before what it says instead.
      window said_order as (order by said.at, said.run, said.decision, said.standing desc)
    ) as history
    where place > ${after} order by place limit ${limit}`.execute(session.db)
  const entries = rows.map(({ count: _, ...entry }) => entry)

  return { entries, count: rows[0]?.count ?? 0 }
}
