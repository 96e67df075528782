import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { randomStream, type RandomStream } from '../../examples/company/random-stream.ts'
import { connectorNames, loadConnectors } from '../../engine/cli/connector-registry.ts'
import { engineNight } from '../../engine/cli/engine-night.ts'
import { nightTools } from './night-tools.ts'
import { loadPlan } from '../../engine/plan/load-plan.ts'
import { eventsAfter, type FeedPlace, type GoldenEvent } from '../../engine/store/golden/golden-events.ts'
import { goldenIdsNamed } from '../../engine/store/golden/golden-history.ts'
import { migrate, resetStore } from '../../engine/store/migrate.ts'
import type { Store } from '../../engine/store/store.ts'
import { flow, nightPlan } from './night-plan.ts'
import { forgottenWords, speakBefore, spokenCouples, spokenRecords } from './spoken-couples.ts'

const systems = ['crm', 'erp', 'shop'] as const
const fields = ['givenName', 'familyName', 'email', 'phone', 'city'] as const
type Person = Readonly<Record<(typeof fields)[number], string>>
/** `system:key` to what it says. */
type Company = ReadonlyMap<string, Person>

/** What thirty nights did to golden ids. */
export interface IdStability {
  readonly nights: number
  readonly records: number
  readonly goldenRecords: number
  readonly idsPublished: number
  /** Ids that lead nowhere, to several golden records, or through more than one alias. */
  readonly unresolved: readonly string[]
  /** Golden records with the members of the night before and another id. */
  readonly churned: readonly string[]
  /** Where replaying the feed from its beginning gives another crosswalk than the store has. */
  readonly unexplained: readonly string[]
  /** Where a night forgot what a person said, or that it was taken back. */
  readonly forgotten: readonly string[]
  readonly events: Readonly<Record<string, number>>
}

const givenNames = ['Jana', 'Petr', 'Eva', 'Daniel', 'Alena', 'Tomáš', 'Lucie', 'Karel', 'Hana', 'Milan']
const syllables = ['No', 'vo', 'Ho', 'rá', 'Ma', 'lí', 'Sme', 'ta', 'Du', 'bi', 'Ko', 'pe', 'Ří', 'ha', 'Žá', 'ku']
const cities = ['Brno', 'Praha', 'Plzeň', 'Zlín', 'Opava', 'Liberec']

function newPerson(stream: RandomStream): Person {
  const familyName = Array.from({ length: 4 }, () => stream.pick(syllables)).join('')

  return {
    givenName: stream.pick(givenNames),
    familyName,
    email: `${stream.digits(8)}@example.cz`,
    phone: `6${stream.digits(8)}`,
    city: stream.pick(cities),
  }
}

/** Lives through nights of a company of three systems, with all that may move an id. */
export async function idNights(store: Store, personCount: number, nights: number, seed = 1): Promise<IdStability> {
  const path = await mkdtemp(join(tmpdir(), 'id-nights-'))
  const stream = randomStream(seed, 'id-nights')
  const published = new Set<string>()
  const churned: string[] = []
  const forgotten: string[] = []
  const couples = spokenCouples(trainedBefore(nights), otherPolicyFrom(nights), otherFieldsFrom(nights))
  let company: Company = new Map(
    Array.from({ length: personCount }, (_, place) => [place, newPerson(stream)] as const).flatMap(([place, person]) =>
      systems
        .filter((_, at) => at === 0 || place % (at + 1) > 0)
        .map((system) => [`${system}:${place}`, person] as const),
    ),
  )
  let before: ReadonlyMap<string, string> = new Map()

  await resetStore(store)
  await migrate(store)
  try {
    for (let night = 0; night < nights; night += 1) {
      if (night > 0) company = nextDay(company, stream, night)
      await writeCompany(path, new Map([...company, ...spokenRecords(couples)]), planOf(night, nights))
      await oneNight(path, store, night, { nights, couples })
      const after = await clustersOf(store)

      forgotten.push(...forgottenWords(night, couples, after).map((line) => `night ${night}: ${line}`))

      churned.push(...changedIds(before, after).map((line) => `night ${night}: ${line}`))
      for (const id of after.values()) published.add(id)
      before = after
    }
    return {
      nights,
      records: company.size,
      goldenRecords: before.size,
      idsPublished: published.size,
      unresolved: await unresolvedIds(store, published),
      churned,
      forgotten,
      ...(await replayed(store)),
    }
  } finally {
    await rm(path, { recursive: true, force: true })
  }
}

/** Golden records that kept all their members and have another id. */
function changedIds(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] {
  return [...before].flatMap(([members, id]) => {
    const now = after.get(members)

    return now === undefined || now === id ? [] : [`${id} became ${now}`]
  })
}

/** One in a hundred records changes; some are born and deleted, two persons turn out to be one, a record to be somebody else's. */
function nextDay(company: Company, stream: RandomStream, night: number): Company {
  const next = new Map(company)
  const keys = [...company.keys()]
  const somebody = () => stream.pick(keys.filter((key) => next.has(key)))
  const changes = Math.max(1, Math.round(keys.length / 100))

  for (let count = 0; count < changes; count += 1) {
    const key = somebody()
    next.set(key, { ...(next.get(key) as Person), city: stream.pick(cities), phone: `7${stream.digits(8)}` })
  }
  next.set(`crm:new-${night}`, newPerson(stream))
  next.set(`erp:late-${night}`, next.get(somebody()) as Person)
  next.delete(somebody())
  const other = next.get(somebody()) as Person
  const [, absorbed = ''] = somebody().split(':')

  // Merge: every record of one person now says what another's say. Split: one record becomes somebody new.
  for (const system of systems) if (next.has(`${system}:${absorbed}`)) next.set(`${system}:${absorbed}`, other)
  next.set(somebody(), newPerson(stream))
  // Move: a record of one person becomes one of another.
  next.set(somebody(), next.get(somebody()) as Person)
  return next
}

/** A third of the way the models learn anew. */
const trainedBefore = (nights: number) => Math.floor(nights / 3)
const otherPolicyFrom = (nights: number) => Math.ceil(nights / 2)
const otherFieldsFrom = (nights: number) => Math.ceil((nights * 2) / 3)

/** From the middle on another policy decides; in the last third phones are no longer read, so that every record is normalized anew. */
function planOf(night: number, nights: number): string {
  const read = night < otherFieldsFrom(nights) ? fields : fields.filter((field) => field !== 'phone')
  const trusted = night < otherPolicyFrom(nights) ? 'crm, erp, shop' : 'shop, erp, crm'

  return nightPlan(
    systems.map((system) =>
      flow(
        `${system}.customer`,
        `select: { file: ${system}.csv, key: id }`,
        `fields: { ${read.map((field) => `${field}: ${field}`).join(', ')} }`,
      ),
    ),
    { rest: `truth: { customer: { city: [{ mostTrusted: [${trusted}] }] } }` },
  )
}

async function writeCompany(path: string, company: Company, plan: string): Promise<void> {
  await writeFile(join(path, 'touchstone.yaml'), plan)
  for (const system of systems) {
    const rows = [...company].flatMap(([name, person]) =>
      name.startsWith(`${system}:`)
        ? [[name.slice(system.length + 1), ...fields.map((field) => person[field])].join(',')]
        : [],
    )

    await writeFile(join(path, `${system}.csv`), `${['id', ...fields].join(',')}\n${rows.join('\n')}\n`)
  }
}

async function oneNight(
  path: string,
  store: Store,
  night: number,
  { nights, couples }: { readonly nights: number; readonly couples: ReturnType<typeof spokenCouples> },
): Promise<void> {
  const asOf = new Date(Date.parse('2026-03-01T02:00:00Z') + night * 86_400_000).toISOString()
  const loaded = await loadPlan(join(path, 'touchstone.yaml'), {}, await loadConnectors(connectorNames))
  const tools = nightTools(store, asOf)

  await speakBefore(night, couples, { path, loaded, store, at: asOf })
  if (night === trainedBefore(nights)) await engineNight.train(loaded, { withDecisions: false, dryRun: false }, tools)
  await engineNight.run(loaded, { asOf }, tools)
}

/** The members of every golden record, to its id. */
async function clustersOf({ db }: Store): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ members: string; id: string }>`
    select string_agg(flow.system || ':' || record.source_key, ' ' order by flow.system, record.source_key) as members,
      crosswalk.golden_id as id
    from golden.crosswalk as crosswalk join staging.source_record as record on record.id = crosswalk.record_id
    join staging.flow as flow on flow.id = record.flow_id group by crosswalk.golden_id`.execute(db)

  return new Map(rows.map(({ members, id }) => [members, id]))
}

async function unresolvedIds(store: Store, published: ReadonlySet<string>): Promise<readonly string[]> {
  const lost: string[] = []

  for (const id of published) {
    const led = await goldenIdsNamed(store, id, 2_147_483_647)
    if (led.length !== 1) lost.push(`${id} leads to ${led.length} golden records`)
  }
  const { rows: chains } = await sql<{ id: string }>`
    select alias.old_id as id from golden.alias as alias
    where exists (select from golden.alias as next where next.old_id = alias.golden_id)
      or not exists (select from golden.record as ended where ended.id = alias.golden_id)`.execute(store.db)

  return [...lost, ...chains.map(({ id }) => `${id} is an alias of an alias, or of nothing`)]
}

/** Follows the feed as a subscriber would, who knows nothing else, and compares with the store. */
async function replayed(store: Store): Promise<Pick<IdStability, 'unexplained' | 'events'>> {
  const { goldenOf, events } = await followFeed(store)
  const present = new Map<string, string>()

  for (const [members, id] of await clustersOf(store)) for (const name of members.split(' ')) present.set(name, id)
  const placeIn = (places: ReadonlyMap<string, string>, name: string) => places.get(name) ?? 'gone'

  return {
    events,
    unexplained: [...new Set([...goldenOf.keys(), ...present.keys()])]
      .filter((name) => goldenOf.get(name) !== present.get(name))
      .map((name) => `${name}: the feed says ${placeIn(goldenOf, name)}, the store ${placeIn(present, name)}`),
  }
}

async function followFeed(store: Store) {
  const goldenOf = new Map<string, string>()
  const events: Record<string, number> = {}
  let after: FeedPlace | undefined = { run: 0, phase: 0, key: '' }

  while (after !== undefined) {
    const page: readonly GoldenEvent[] = await eventsAfter(store, after, { limit: 500 })

    for (const event of page) {
      events[event.kind] = (events[event.kind] ?? 0) + 1
      followEvent(goldenOf, event)
    }
    after = placeAfter(page.at(-1)?.cursor)
  }
  return { goldenOf, events }
}

function followEvent(goldenOf: Map<string, string>, { kind, goldenId, into, records }: GoldenEvent): void {
  const target = kind === 'created' ? goldenId : into

  for (const record of records) {
    if (target === null) goldenOf.delete(record)
    else goldenOf.set(record, target)
  }
}

function placeAfter(cursor: string | undefined): FeedPlace | undefined {
  const [run, phase, ...key] = cursor?.split('-') ?? []

  return run === undefined ? undefined : { run: Number(run), phase: phase === '0' ? 0 : 1, key: key.join('-') }
}
