import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import sqlite from 'node-sqlite3-wasm'
import { connectorNames, loadConnectors } from '../../engine/cli/connector-registry.ts'
import { engineNight } from '../../engine/cli/engine-night.ts'
import { loadPlan } from '../../engine/plan/load-plan.ts'
import { migrate, resetStore } from '../../engine/store/migrate.ts'
import type { Store } from '../../engine/store/store.ts'
import { flow, nightPlan } from './night-plan.ts'
import { nightTools } from './night-tools.ts'
import { passDay } from './quarrel-days.ts'
import { quarrelsFrom } from './quarrel-score.ts'
import { correct, dayMs, firstNight, held, isInPingPong, openTown, read, type Town } from './quarrel-town.ts'
import { placeOf, spell } from './quarrel-trial.ts'

const systems = ['crm', 'erp', 'shop'] as const

/** A history that was lived through by a whole company: what really happened, and which causes stand in the store. */
export interface LivedQuarrel {
  readonly customer: string
  readonly kind: Town['kind']
  readonly isPingPong: boolean
  readonly causes: readonly string[]
}

/** How many customers, living through how many nights under which policy of their city. */
export interface CompanyTown {
  readonly customers: number
  readonly seed: number
  /** A line of the plan: `[mostRecent]`. */
  readonly policy: string
  readonly nights?: number
}

/**
 * The simulated histories, each a customer of one company: every night three real databases are read, one store decides for all of
 * them and writes back. Nobody is out for one customer alone, so nothing is.
 */
export async function liveQuarrels(
  store: Store,
  { customers, seed, policy, nights = 28 }: CompanyTown,
): Promise<readonly LivedQuarrel[]> {
  const path = await mkdtemp(join(tmpdir(), 'quarrels-'))
  const towns = new Map(
    quarrelsFrom(seed, customers).map((one, place) => [String(place + 1), openTown(one.kind, one.seed)] as const),
  )
  const guilty = new Set<string>()

  await resetStore(store)
  await migrate(store)
  await writeFile(join(path, 'touchstone.yaml'), planWith(policy))
  for (const system of systems) inSystem(path, system, (database) => database.exec(tableOf(system, towns)))
  try {
    for (let run = 1; run <= nights; run += 1) {
      for (const town of towns.values()) if (run > 1) passDay(town)
      const asOf = new Date(firstNight + (run - 1) * dayMs).toISOString()
      const loaded = await loadPlan(join(path, 'touchstone.yaml'), {}, await loadConnectors(connectorNames))

      showAll(path, towns)
      await engineNight.run(loaded, { asOf }, nightTools(store, asOf))
      const golden = await goldenCities(store)

      for (const [customer, town] of towns) {
        if (isInPingPong(town, placeOf(golden.get(customer) ?? ''))) guilty.add(customer)
      }
      takeCorrections(path, towns)
    }
    const causes = await freezeCauses(store)

    return [...towns].map(([customer, { kind }]) => ({
      ...{ customer, kind, isPingPong: guilty.has(customer), causes: causes.get(customer) ?? [] },
    }))
  } finally {
    await rm(path, { recursive: true, force: true })
  }
}

function planWith(policy: string): string {
  return nightPlan(
    systems.map((system) =>
      flow(
        `${system}.customer`,
        'direction: both',
        'select: { table: customers, key: id, changedAt: changed }',
        'fields: { name: name, email: email, phone: phone, city: city }',
        'writeBack: { fields: [city], automatic: [city] }',
      ),
    ),
    {
      systems: Object.fromEntries(
        systems.map((system) => [system, `{ connector: sqlite, config: { file: ${system}.sqlite } }`]),
      ),
      rest: `truth: { customer: { city: ${policy} } }`,
    },
  )
}

type Database = InstanceType<typeof sqlite.Database>

function inSystem<Result>(path: string, system: string, work: (database: Database) => Result): Result {
  const database = new sqlite.Database(join(path, `${system}.sqlite`))

  try {
    return work(database)
  } finally {
    database.close()
  }
}

/** Besides them a hundred people of whom nothing is ever heard: a company is not all quarrel. */
function tableOf(system: string, towns: ReadonlyMap<string, Town>): string {
  const known = [...towns].flatMap(([customer, town]) => (town.systems.includes(system) ? [customer] : []))
  const quiet = Array.from({ length: 100 }, (_, place) => String(10_001 + place))
  const rows = [...known, ...quiet].map((id) => {
    // Nothing of one is like anything of another, or two would be taken for one person.
    const digits = String((Number(id) * 48_271 * 7919) % 100_000_007).padStart(8, '0')

    return `(${id}, '${nameOf(Number(id))}', 'j${digits}@example.cz', '6${digits}', 'Zlín', '2026-01-05T08:00:00Z')`
  })

  return `create table customers (id integer primary key, name text, email text, phone text, city text, changed text);
    insert into customers values ${rows.join(', ')}`
}

const syllables = ['No', 'vo', 'Ho', 'rá', 'Ma', 'lí', 'Sme', 'ta', 'Du', 'bi', 'Ko', 'pe', 'Ří', 'ha', 'Žá', 'ku']

function nameOf(id: number): string {
  return `Jana ${[12, 8, 4, 0].map((bits) => syllables[((id * 7919) >> bits) % syllables.length]).join('')}`
}

function showAll(path: string, towns: ReadonlyMap<string, Town>): void {
  for (const system of systems) {
    inSystem(path, system, (database) => {
      for (const [customer, town] of towns) {
        if (!town.systems.includes(system)) continue
        const { place, spelling, changedAt } = read(town, system)

        write(database, customer, spell(place, spelling), changedAt)
      }
    })
  }
}

function write(database: Database, customer: string, city: string, changedAt: number): void {
  database.run('update customers set city = ?, changed = ? where id = ?', [
    city,
    new Date(changedAt).toISOString(),
    Number(customer),
  ])
}

/** What the night wrote is what the systems hold now; some put a date of their own on it. */
function takeCorrections(path: string, towns: ReadonlyMap<string, Town>): void {
  for (const system of systems) {
    inSystem(path, system, (database) => {
      for (const { id, city } of database.all('select id, city from customers') as unknown as {
        id: number
        city: string
      }[]) {
        const town = towns.get(String(id))

        if (town !== undefined && placeOf(city) !== held(town, system).place) correct(town, system, placeOf(city))
      }
    })
  }
}

async function goldenCities({ db }: Store): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ customer: string; golden: string; city: string }>`
    select distinct record.source_key as customer, golden.id as golden, golden.values ->> 'city' as city
    from golden.crosswalk as crosswalk
    join golden.record as golden on golden.id = crosswalk.golden_id
    join staging.source_record as record on record.id = crosswalk.record_id`.execute(db)

  if (new Set(rows.map(({ golden }) => golden)).size < rows.length) throw new Error('two customers became one')
  return new Map(rows.map(({ customer, city }) => [customer, city]))
}

async function freezeCauses({ db }: Store): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ customer: string; causes: readonly string[] }>`
    select record.source_key as customer, array_agg(distinct conflict.kind order by conflict.kind) as causes
    from review.conflict as conflict
    join review.conflict_case as known
      on known.golden_id = conflict.golden_id and known.field = conflict.field and known.is_frozen
    join staging.source_record as record on record.id = conflict.loser_id
    where conflict.field = 'city' and conflict.kind in ('ping-pong', 'rejected-again', 'clock-went-back')
    group by record.source_key`.execute(db)

  return new Map(rows.map(({ customer, causes }) => [customer, causes]))
}
