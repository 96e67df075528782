import { sql } from 'kysely'
import type { MatchedKind } from '../../../rules/entity/entity.ts'
import { noWords, type IgnoredValue, type Pin, type StewardWords } from '../../../rules/truth/steward-words.ts'
import type { Session } from '../store.ts'

/** What a steward said since the last night is settled by this one; adds the golden records it is about to `touched`. */
export async function settleStewardWords(session: Session, kind: MatchedKind, runId: number): Promise<void> {
  await sql`
    with pinned as (
      update golden.pin set settled_run = ${runId} where entity = ${kind} and settled_run is null returning golden_id
    ), ignored as (
      update golden.ignored_value set settled_run = ${runId} where entity = ${kind} and settled_run is null
      returning record_id
    ), said as (
      select coalesce(alias.golden_id, pinned.golden_id) as golden_id
      from pinned left join golden.alias as alias on alias.old_id = pinned.golden_id
      union
      select crosswalk.golden_id from ignored join golden.crosswalk as crosswalk using (record_id)
    )
    insert into touched
    select golden_id from said where exists (select from golden.crosswalk where crosswalk.golden_id = said.golden_id)
    on conflict do nothing`.execute(session.db)
}

/** A golden record and its records. */
interface NamedCluster {
  readonly goldenId: string
  readonly members: readonly { readonly recordId: number }[]
}

/** Reads what stewards said about golden records, page by page; asks nothing where nobody ever said anything. */
export async function stewardWordsReader(
  session: Session,
  kind: MatchedKind,
): Promise<(clusters: readonly NamedCluster[]) => Promise<(cluster: NamedCluster) => StewardWords>> {
  const { rows } = await sql<{ isAny: boolean }>`
    select exists (select from golden.pin where entity = ${kind} and ended_at is null)
      or exists (select from golden.ignored_value where entity = ${kind} and ended_at is null) as "isAny"`.execute(
    session.db,
  )

  return rows[0]?.isAny === true ? (clusters) => wordsAbout(session, clusters) : async () => () => noWords
}

async function wordsAbout(
  session: Session,
  clusters: readonly NamedCluster[],
): Promise<(cluster: NamedCluster) => StewardWords> {
  const pins = await pinsOf(
    session,
    clusters.map(({ goldenId }) => goldenId),
  )
  const ignored = await ignoredOf(
    session,
    clusters.flatMap(({ members }) => members.map(({ recordId }) => recordId)),
  )

  return ({ goldenId, members }) => {
    const words = {
      pins: pins.get(goldenId) ?? [],
      ignored: members.flatMap(({ recordId }) => ignored.get(recordId) ?? []),
    }

    return words.pins.length + words.ignored.length === 0 ? noWords : words
  }
}

/** The pins in force of golden records, those that came with an id that ended in one of them included. */
export async function pinsOf(
  session: Session,
  goldenIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Pin[]>> {
  const { rows } = await sql<Pin & { goldenId: string }>`
    select coalesce(alias.golden_id, pin.golden_id) as "goldenId", pin.id, pin.field, pin.value, pin.actor as by,
      pin.pinned_at as at, alias.golden_id is null as "isOwn"
    from golden.pin as pin
    left join golden.alias as alias on alias.old_id = pin.golden_id
    where pin.ended_at is null and (pin.golden_id = any(${[...goldenIds]}::text[]) or pin.golden_id in (
      select old_id from golden.alias where golden_id = any(${[...goldenIds]}::text[])))
    order by pin.id`.execute(session.db)
  const pins = new Map<string, Pin[]>()

  for (const { goldenId, ...pin } of rows) pins.set(goldenId, [...(pins.get(goldenId) ?? []), pin])
  return pins
}

/** The values of records that a steward called wrong and did not take back. */
async function ignoredOf(
  session: Session,
  recordIds: readonly number[],
): Promise<ReadonlyMap<number, readonly IgnoredValue[]>> {
  const { rows } = await sql<IgnoredValue>`
    select record_id as "recordId", field, value from golden.ignored_value
    where ended_at is null and record_id = any(${[...recordIds]}::integer[])
    order by id`.execute(session.db)
  const ignored = new Map<number, IgnoredValue[]>()

  for (const word of rows) ignored.set(word.recordId, [...(ignored.get(word.recordId) ?? []), word])
  return ignored
}
