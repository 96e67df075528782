import { sql } from 'kysely'
import type { Store } from '../../engine/store/store.ts'

/** What the lists beside the review show. */
export interface FilledLists {
  /** Fields of golden records in which systems contradict each other. */
  readonly conflicts: number
  readonly findings: number
  /** Matches of payments that wait for a person. */
  readonly payments: number
  readonly batches: number
  readonly correctionsEach: number
}

type Run = (statement: string) => Promise<unknown>

/** Adds to a store that `fillReview` filled what conflicts, documents, payments and deliveries list. */
export async function fillLists(store: Store, filled: FilledLists): Promise<void> {
  const run: Run = (statement) => sql.raw(statement).execute(store.db)

  await run(`insert into staging.flow (id, system, entity) values (5, 'bank', 'payment'), (6, 'erp', 'invoice')`)
  await run(`insert into review.conflict_case (golden_id, field, entity, kinds, systems, since_run, is_frozen, stake)
    select 'cus_' || left(md5((5 * n)::text), 16), 'email', 'customer', case n % 100 when 0 then '{ping-pong,differs}' else '{differs}' end::text[],
      case n % 3 when 0 then '{crm,shop}' else '{crm,erp}' end::text[], 1 + n % 3, n % 100 = 0, (n::bigint * 7919) % 50000
    from generate_series(1, ${filled.conflicts}) as n`)
  await fillFindings(run, filled.findings)
  await fillPayments(run, filled.payments)
  await fillDeliveries(run, filled)
  await run('analyze')
}

/** Of ten findings eight are open, one accepted, one resolved; most in crowns, some in euros or without money. */
async function fillFindings(run: Run, findings: number): Promise<void> {
  await run(`insert into documents.mismatch (id, entity, golden_id, cause, system, source_key, other_system, other_key, field, number,
      difference_minor, scale, currency, business_date, counterparty, evidence, reason, fingerprint, since_run, resolved_run, period, state)
    select 'fnd_' || md5(n::text), 'invoice', 'inv_' || n, case n % 50 when 0 then 'duplicate' else 'amount-differs' end, 'erp', n::text,
      'accounting', n::text, 'gross', n::text, case when n % 20 > 0 then (n::bigint * 7919) % 5000000 end, 2,
      case when n % 7 = 0 then 'EUR' else 'CZK' end, '2026-01-01'::date - n % 700, 'cus_' || left(md5((n % 50000)::text), 16),
      '{}', 'differs', md5(n::text), 1 + n % 3, case when n % 10 = 0 then 3 end, to_char('2026-01-01'::date - n % 700, 'YYYY-MM'),
      case when n % 10 = 1 then 'accepted' else 'open' end
    from generate_series(1, ${findings}) as n`)
}

async function fillPayments(run: Run, payments: number): Promise<void> {
  for (const [flow, first] of [
    [5, 10_000_000],
    [6, 20_000_000],
  ]) {
    await run(`insert into staging.source_record (id, flow_id, source_key, content_hash, payload, first_seen_run, changed_run)
      select ${first} + n, ${flow}, n::text, md5(n::text), '{}', 1, 1 from generate_series(1, ${2 * payments}) as n`)
  }
  await run(`insert into documents.allocation (payment_id, document_id, entity, pass, state, amount_minor, write_off_minor, scale, currency,
      counterparty, alternatives, reason, match_id, place, match_minor, fingerprint, since_run)
    select 10000000 + n, 20000000 + n, 'invoice', 'reference', 'proposed', (n::bigint * 7919) % 5000000, 0, 2,
      case when n % 7 = 0 then 'EUR' else 'CZK' end, 'cus_' || left(md5((n % 50000)::text), 16), '[]', 'reference',
      'pmt_' || left(md5(n::text), 12), 0, (n::bigint * 7919) % 5000000, md5(n::text), 1
    from generate_series(1, ${payments}) as n`)
  await run(`insert into documents.payment_decision (id, match_id, verdict, entity, document_system, pass, alternative, amount_minor,
      write_off_minor, scale, currency, match_reason, run_id, decided_at, actor, reason, proposal)
    select n, 'pmt_' || left(md5('d' || n), 12), case when n % 5 = 0 then 'refused' else 'approved' end, 'invoice', 'erp', 'reference', 0,
      n, 0, 2, 'CZK', 'reference', 1, '2026-01-02T08:00:00Z', 'jana', 'bench', '[]'
    from generate_series(1, ${payments}) as n`)
}

/** Every batch changes other records; one correction in fifty was refused, and approved again in every tenth batch. */
async function fillDeliveries(run: Run, { batches, correctionsEach }: FilledLists): Promise<void> {
  await run(`insert into ops.delivery (id, flow_id, run_id, actor, at, is_audited)
    select 'dlv_' || lpad(n::text, 6, '0'), 2, 1 + n % 3, 'night', '2026-01-01T03:00:00Z'::timestamptz + n * interval '1 hour', true
    from generate_series(1, ${batches}) as n`)
  await run(`insert into ops.outbox (idempotency_key, flow_id, record_id, golden_id, changes, state, reason, batch_id, created_run, changed_run)
    select md5(batch || ' ' || n), 2, 1000000 + 3 * (1 + (batch * ${correctionsEach} + n) % 300000),
      'cus_' || left(md5((batch * ${correctionsEach} + n)::text), 16),
      '[{"field": "email", "column": "email", "before": "old@example.cz", "after": "new@example.cz"}]',
      case when n % 50 = 0 and batch % 10 > 0 then 'refused' when n % 50 = 0 then 'approved' else 'applied' end, 'most-recent',
      case when n % 50 = 0 and batch % 10 = 0 then null else 'dlv_' || lpad(batch::text, 6, '0') end, 1, 1 + batch % 3
    from generate_series(1, ${batches}) as batch cross join generate_series(1, ${correctionsEach}) as n`)
  await run(`insert into ops.delivery_event (batch_id, idempotency_key, attempt, state, answer, at)
    select 'dlv_' || lpad(batch::text, 6, '0'), md5(batch || ' ' || n), 1, state, null, '2026-01-01T03:00:00Z'
    from generate_series(1, ${batches}) as batch cross join generate_series(1, ${correctionsEach}) as n
    cross join (values ('sending'), ('applied')) as event (state)`)
}
