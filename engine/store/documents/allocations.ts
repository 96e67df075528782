import { sql } from 'kysely'
import type { CopyRow } from '../copy-format.ts'
import { cursorPages } from '../cursor-pages.ts'
import type { Session } from '../store.ts'

/** In the order in which `addAllocations` takes them. */
export const allocationColumns = [
  'payment_id',
  'document_id',
  'entity',
  'pass',
  'state',
  'amount_minor',
  'write_off_minor',
  'scale',
  'currency',
  'counterparty',
  'alternatives',
  'reason',
  'match_id',
  'place',
  'match_minor',
  'fingerprint',
  'since_run',
] as const

const names = sql.raw(allocationColumns.join(', '))
const key = ['payment_id', 'document_id', 'match_id'] as const
const content = allocationColumns.filter((column) => column !== 'since_run' && !key.some((name) => name === column))
const keyOf = (table: string) => sql.join(key.map((column) => sql.ref(`${table}.${column}`)))
const contentOf = (table: string) => sql.join(content.map((column) => sql.ref(`${table}.${column}`)))

/** Adds to the allocations of tonight, which `openSettling` opened. */
export function addAllocations(session: Session, rows: AsyncIterable<readonly CopyRow[]>): Promise<number> {
  return session.copy('allocated', allocationColumns, rows)
}

/** Makes the stored allocations those of tonight; one that is the same as yesterday keeps the run it is from. */
export async function settleAllocations({ db }: Session): Promise<void> {
  await sql`
    delete from documents.allocation as old where not exists (
      select from allocated where (${keyOf('allocated')}) = (${keyOf('old')})
    )`.execute(db)
  await sql`
    insert into documents.allocation as old (${names}) select ${names} from allocated
    on conflict (payment_id, document_id, match_id) do update
    set (${sql.join([...content, 'since_run'].map((column) => sql.ref(column)))})
      = row(${contentOf('excluded')}, excluded.since_run)
    where (${contentOf('old')}) is distinct from (${contentOf('excluded')})`.execute(db)
}

/** A payment of which no allocation of tonight was decided. */
export interface UnsettledPayment {
  readonly id: number
  readonly pass: string | null
  readonly documentCount: number
  readonly reason: string | null
}

/** The given payments that are not settled, with what is proposed for them. */
export async function unsettledOf(
  { db }: Session,
  paymentIds: readonly number[],
): Promise<ReadonlyMap<number, UnsettledPayment>> {
  const { rows } = await sql<UnsettledPayment>`
    select wanted.id, min(allocated.pass) as pass, count(allocated.document_id)::integer as "documentCount",
      min(allocated.reason) as reason
    from unnest(${[...paymentIds]}::integer[]) as wanted(id)
    left join allocated on allocated.payment_id = wanted.id
    group by wanted.id having count(*) filter (where allocated.state <> 'proposed') = 0`.execute(db)

  return new Map(rows.map((row) => [row.id, row]))
}

/** One allocation as the report tells it. */
export interface AllocationFact {
  readonly state: string
  readonly matchId: string
  readonly pass: string
  readonly paymentSystem: string
  readonly paymentKey: string
  readonly documentSystem: string
  readonly documentKey: string
  readonly entity: string
  readonly number: string | null
  readonly amountMinor: string
  readonly writeOffMinor: string
  readonly scale: number
  readonly currency: string
  readonly counterparty: string | null
  readonly alternatives: readonly (readonly string[])[]
  readonly reason: string
  readonly since: string
}

/** Every allocation, proposals first, by payment and document; needs a transaction. */
export function allocationFacts(session: Session, pageSize = 5_000): AsyncGenerator<readonly AllocationFact[]> {
  const label = sql`(
    select flow.system || ':' || record.source_key from staging.source_record as record
    join staging.flow as flow on flow.id = record.flow_id where record.id = member.id::integer)`

  return cursorPages(
    session,
    sql<AllocationFact>`
      select allocation.state, allocation.match_id as "matchId", allocation.pass, payment_flow.system as "paymentSystem", payment.source_key as "paymentKey",
        document_flow.system as "documentSystem", document.source_key as "documentKey", allocation.entity,
        coalesce(invoice.number, "order".number, line.reference) as number, allocation.amount_minor::text as "amountMinor",
        allocation.write_off_minor::text as "writeOffMinor", allocation.scale, allocation.currency, allocation.counterparty,
        coalesce((
          select json_agg((
            select json_agg(${label} order by member.place) from (
              -- Other documents for the same payment, or other payments for the same document.
              select case when bool_and(part ->> 0 = allocation.payment_id::text) over () then part ->> 1 else part ->> 0 end as id,
                place
              from jsonb_array_elements(other.option -> 'parts') with ordinality as parts(part, place)
            ) as member
          ) order by other.place)
          from jsonb_array_elements(allocation.alternatives) with ordinality as other(option, place)
        ), '[]') as alternatives,
        allocation.reason, run.as_of::text as since
      from documents.allocation as allocation
      join staging.source_record as payment on payment.id = allocation.payment_id
      join staging.flow as payment_flow on payment_flow.id = payment.flow_id
      join staging.source_record as document on document.id = allocation.document_id
      join staging.flow as document_flow on document_flow.id = document.flow_id
      join staging.run as run on run.id = allocation.since_run
      left join staging.invoice as invoice on invoice.record_id = document.id
      left join staging.order as "order" on "order".record_id = document.id
      left join staging.payment as line on line.record_id = document.id
      order by allocation.state, payment_flow.system, payment.source_key collate "C", document_flow.system,
        document.source_key collate "C"`,
    pageSize,
  )
}
