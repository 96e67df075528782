import { sql } from 'kysely'
import { hashText } from '../../engine/matching/incremental/hash-text.ts'
import { modelVersion } from '../../engine/matching/model-version.ts'
import { saveMatchState } from '../../engine/store/matching/links.ts'
import { savePopulation } from '../../engine/store/matching/term-frequencies.ts'
import type { Store } from '../../engine/store/store.ts'
import { customerModel } from '../../rules/matching/customer-model.ts'
import { frequencyColumns } from '../../rules/matching/population.ts'

/** What the store of the review bench holds. */
export interface FilledReview {
  readonly goldenRecords: number
  /** Possible links between two golden records, each a question of its own. */
  readonly questions: number
}

const systems = ['crm', 'erp', 'shop'] as const

/**
 * Fills a store as a night leaves it before it proposes: every customer in the CRM, every third in the ERP, every seventh in the
 * shop, an order for every second; neighbours that look alike, linked as possibly the same; merges and changes of earlier nights.
 */
export async function fillReview(store: Store, { goldenRecords, questions }: FilledReview): Promise<void> {
  const run = (statement: string) => sql.raw(statement).execute(store.db)
  const step = Math.floor(goldenRecords / questions)

  await run(`insert into staging.run (id, status, as_of, business_day, plan_fingerprint)
    select n, 'finished', '2026-01-01T02:00:00Z'::timestamptz + n * interval '1 day', '2026-01-01'::date + n, 'bench'
    from generate_series(1, 3) as n`)
  await run(`insert into staging.flow (id, system, entity) values
    (1, 'crm', 'customer'), (2, 'erp', 'customer'), (3, 'shop', 'customer'), (4, 'shop', 'order')`)
  for (const [place, modulus] of [1, 3, 7].entries()) {
    await run(`insert into staging.source_record (id, flow_id, source_key, content_hash, payload, first_seen_run, changed_run)
      select ${place * goldenRecords} + n, ${place + 1}, n::text, md5(n::text), '{}', 1, 1
      from generate_series(1, ${goldenRecords}) as n where n % ${modulus} = 0`)
    await run(`insert into staging.customer (record_id, normalized_run, given_name, family_name, email, phone, street, city, postal_code, country)
      select ${place * goldenRecords} + n, 1, 'Given' || (n / ${step}) % 997, 'Family' || (n / ${step}) % 9973,
        'person' || n / ${step} || '.' || n % 2 || '@example.cz', '+420' || 600000000 + n / ${step}, 'Street ' || n % 5000,
        'Town ' || n % 800, lpad((n % 800)::text, 5, '0'), 'CZ'
      from generate_series(1, ${goldenRecords}) as n where n % ${modulus} = 0`)
    await run(`insert into golden.crosswalk (record_id, entity, golden_id, since_run)
      select ${place * goldenRecords} + n, 'customer', 'cus_' || left(md5(n::text), 16), 1
      from generate_series(1, ${goldenRecords}) as n where n % ${modulus} = 0`)
  }
  await run(`insert into golden.record (id, entity, status, version, born_run, changed_run, values, provenance)
    select 'cus_' || left(md5(record_id::text), 16), 'customer', 'active', 1, 1, 1, jsonb_build_object('givenName', given_name,
      'familyName', family_name, 'email', email, 'phone', phone, 'street', street, 'city', city, 'postalCode', postal_code, 'country', country),
      '[{"system": "crm", "sourceKey": "1", "reason": "most-recent", "fields": ["email"]}]'
    from staging.customer where record_id <= ${goldenRecords}`)
  await fillOrders(run, goldenRecords)
  await fillHistory(run, goldenRecords)
  await run(`insert into matching.link (entity, left_id, right_id, verdict, weight, deciding_field, model_version, held_apart_by)
    select 'customer', n * ${step}, n * ${step} + 1, 'possible', 4 + (n * 7919) % 1000 / 100.0, 'email', 'bench',
      case n % 10 when 0 then 'tie' when 1 then 'bridge' end
    from generate_series(1, ${questions} - 1) as n`)
  await fillMatch(store, goldenRecords)
  await run('analyze')
}

async function fillOrders(run: (statement: string) => Promise<unknown>, golden: number): Promise<void> {
  await run(`insert into staging.source_record (id, flow_id, source_key, content_hash, payload, first_seen_run, changed_run)
    select ${systems.length * golden} + n, 4, 'O' || n, md5(n::text), '{}', 1, 1
    from generate_series(1, ${Math.floor(golden / 2)}) as n`)
  await run(`insert into staging.order (record_id, normalized_run, number, customer_key, customer_system, ordered_on, currency, scale, gross_minor)
    select ${systems.length * golden} + n, 1, 'O' || n, (2 * n)::text, 'crm', '2026-01-01', 'CZK', 2, (n::bigint * 7919) % 5000000
    from generate_series(1, ${Math.floor(golden / 2)}) as n`)
}

/** Every twentieth golden record was merged from two, every tenth has an earlier version, every fifth a conflict. */
async function fillHistory(run: (statement: string) => Promise<unknown>, golden: number): Promise<void> {
  await run(`insert into golden.event (run_id, ordinal, kind, golden_id, detail)
    select 2, n, 'merged', 'cus_old' || n, jsonb_build_object('into', 'cus_' || left(md5((20 * n)::text), 16), 'members', 1)
    from generate_series(1, ${Math.floor(golden / 20)}) as n`)
  await run(`insert into golden.record (id, entity, status, version, born_run, changed_run, values, provenance)
    select 'cus_old' || n, 'customer', 'retired', 2, 1, 2, '{}', '[]' from generate_series(1, ${Math.floor(golden / 20)}) as n`)
  await run(`insert into golden.alias (old_id, golden_id, since_run)
    select 'cus_old' || n, 'cus_' || left(md5((20 * n)::text), 16), 2 from generate_series(1, ${Math.floor(golden / 20)}) as n`)
  await run(`insert into golden.version (golden_id, version, status, values, provenance, from_run, until_run)
    select 'cus_' || left(md5((10 * n)::text), 16), 0, 'active', '{"city": "Brno"}', '[]', 0, 1
    from generate_series(1, ${Math.floor(golden / 10)}) as n`)
  await run(`insert into review.conflict (entity, golden_id, field, kind, loser_id, winner_id, winner_value, loser_value, reason, since_run)
    select 'customer', 'cus_' || left(md5((5 * n)::text), 16), 'city', 'differs', 5 * n, 5 * n, 'Brno', 'Praha', 'most-recent', 1
    from generate_series(1, ${Math.floor(golden / 5)}) as n`)
}

/** A model and its counts: of every column, a fifth of the records share a value with another one. */
async function fillMatch(store: Store, golden: number): Promise<void> {
  const version = modelVersion(customerModel)
  const shared = Math.floor(golden / 5)
  const hashes = Float64Array.from({ length: shared }, (_, place) => hashText(`value ${place}`)).sort()
  const counts = new Int32Array(shared).fill(2)

  await store.transaction(async (session) => {
    await saveMatchState(session, 'customer', {
      fingerprint: 'bench',
      model: customerModel,
      modelVersion: version,
      candidatePairCount: golden,
      limits: [],
      matchedRun: 3,
      decisionId: 0,
      recordCount: golden,
      blockPageCount: 1,
    })
    await savePopulation(session, 'customer', {
      recordCount: golden,
      recordsPerEntity: 1.5,
      contentsPerEntity: 1.1,
      columns: new Map(
        frequencyColumns(customerModel).map((name) => [name, { hashes, counts, distinct: 4 * shared, filled: golden }]),
      ),
    })
  })
}
