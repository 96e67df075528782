/* oxlint-disable no-console -- a benchmark prints what it measured */
import { loadavg } from 'node:os'
import { Command } from 'commander'
import { sql } from 'kysely'
import { previewPolicy } from '../../engine/golden/preview-policy.ts'
import { silentProgress } from '../../engine/operations/progress.ts'
import type { Tools } from '../../engine/operations/tools.ts'
import { migrate } from '../../engine/store/migrate.ts'
import { openStore, type Store } from '../../engine/store/store.ts'
import type { EntityPolicy } from '../../rules/truth/field-policy.ts'
import { postgresMissing, postgresServer } from '../support/postgres-server.ts'

/** A business owner waits at most so long. */
const SECONDS_MAX = 60

const trusting = (...systems: string[]) => [{ mostTrusted: systems }]

/** How the store was filled, then one changed field, then every field decided otherwise. */
const policies: Readonly<Record<string, EntityPolicy>> = {
  'the policy in force': { email: trusting('erp'), phone: trusting('erp') },
  'one field changed': { email: trusting('crm'), phone: trusting('erp') },
  'sets of e-mails and telephones': {
    email: { prefer: trusting('erp'), aggregate: 'set' },
    phone: { prefer: trusting('erp'), aggregate: 'set' },
  },
  'every field changed': {
    ...{
      email: trusting('crm'),
      phone: ['mostRecent'],
      vatId: ['longest'],
      name: { group: ['givenName', 'familyName'], prefer: ['longest'] },
    },
    address: { group: ['street', 'city', 'postalCode', 'country'], prefer: ['mostComplete', 'mostRecent'] },
  },
}

export const policyPreviewBench = new Command('policy-preview')
  .description('the preview of other policies over golden customers of one to four records each, on PostgreSQL')
  .option('--golden <count>', 'golden records', '1000000')
  .action(async (options: { golden: string }) => {
    if (postgresMissing() !== undefined) return console.log(`skipped: ${postgresMissing()}`)
    await bench(Number(options.golden))
  })

async function bench(count: number): Promise<void> {
  await using server = await postgresServer()
  await using store = await openStore({ databaseUrl: await server.createDatabase() })

  await migrate(store)
  console.log(`Filling the store with ${count} golden customers of two records each on average …`)
  await fill(store, count)
  for (const [name, policy] of Object.entries(policies)) await measure(name, policy, store)
}

/**
 * Of ten golden records four have one record, three two, two three and one has four. Each record has its own spelling of the e-mail,
 * every third its own phone, every fifth another street; the values of the golden record are those of its first record, in the ERP.
 */
async function fill(store: Store, count: number): Promise<void> {
  const run = (statement: string) => sql.raw(statement).execute(store.db)
  const sizes = `(array[1, 1, 1, 1, 2, 2, 2, 3, 3, 4])[n % 10 + 1]`

  await run(`insert into staging.run (id, status, as_of, business_day, plan_fingerprint)
    values (1, 'finished', '2026-01-10T02:00:00Z', '2026-01-10', 'bench')`)
  await run(`insert into staging.flow (id, system, entity) values
    (1, 'erp', 'customer'), (2, 'crm', 'customer'), (3, 'shop', 'customer'), (4, 'mailing', 'customer')`)
  await run(`create temporary table member as
    select (row_number() over (order by place, md5(n::text)))::integer as id, n, place, 'cus_' || left(md5('g' || n), 26) as golden_id
    from generate_series(1, ${count}) as n cross join lateral generate_series(1, ${sizes}) as place`)
  await run(`insert into staging.source_record (id, flow_id, source_key, content_hash, payload, first_seen_run, changed_run)
    select id, place, 'K' || n, md5(n || '-' || place), '{}', 1, 1 from member`)
  await run(`insert into staging.customer (record_id, changed_at, normalized_run, given_name, family_name, email, phone, street, city,
      postal_code, country, vat_id)
    select id, '2025-01-01'::timestamptz + n % 300 * interval '1 day' + place * interval '1 hour', 1, 'Jana', 'Nováková ' || n % 5000,
      'jana' || n || case when place > 1 then '.' || place else '' end || '@example.cz',
      '+420' || 600000000 + n % 90000000 + case when n % 3 = 0 then place - 1 else 0 end,
      'Dlouhá ' || n % 200 + case when n % 5 = 0 then place - 1 else 0 end, 'Brno', '60200', 'CZ',
      case when n % 2 = 0 then 'CZ' || 10000000 + n % 90000000 end
    from member`)
  await run(
    `insert into golden.crosswalk (record_id, entity, golden_id, since_run) select id, 'customer', golden_id, 1 from member`,
  )
  await run(`insert into golden.record (id, entity, status, version, born_run, changed_run, values, provenance)
    select golden_id, 'customer', 'active', 1, 1, 1, jsonb_strip_nulls(jsonb_build_object('givenName', given_name,
      'familyName', family_name, 'email', email, 'phone', phone, 'street', street, 'city', city, 'postalCode', postal_code,
      'country', country, 'vatId', vat_id)), '[]'
    from member join staging.customer as customer on customer.record_id = member.id where place = 1`)
  await run('analyze')
}

async function measure(name: string, customer: EntityPolicy, store: Store): Promise<void> {
  const started = performance.now()
  const before = process.cpuUsage()
  const { goldenRecords, changedRecords, fields } = await previewPolicy({ customer }, {
    store,
    progress: silentProgress,
    signal: new AbortController().signal,
  } as Tools)
  const { user, system } = process.cpuUsage(before)
  const seconds = (performance.now() - started) / 1000
  const changes = fields.map(({ field, changed }) => `${field} ${changed}`).join(', ')

  console.log(
    `${name}: ${seconds.toFixed(1)} s by the clock, ${seconds < SECONDS_MAX ? 'fits' : 'TOO LONG'}, load ${loadavg()[0]?.toFixed(1)} (${((user + system) / 1e6).toFixed(1)} s of this process), ${changedRecords} of ${goldenRecords} golden records would change (${changes || 'no field'}), peak memory ${Math.ceil(process.resourceUsage().maxRSS / 1024)} MiB`,
  )
}
