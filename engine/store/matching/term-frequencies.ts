import { sql } from 'kysely'
import type { MatchedKind } from '../../../rules/entity/entity.ts'
import { byteText, unpackBytes } from './block-keys.ts'
import { wantedCounts, type FrozenCounts } from './wanted-counts.ts'
import { onceAsync, type CopyRow } from '../copy-format.ts'
import type { Session } from '../store.ts'

/** What a model was told of the records when they were last counted; it weighs by that until they are counted again. */
export interface FrozenPopulation {
  readonly recordCount: number
  readonly recordsPerEntity: number
  readonly contentsPerEntity: number
  readonly columns: ReadonlyMap<string, FrozenCounts>
}

export async function savePopulation(
  session: Session,
  kind: MatchedKind,
  { recordCount, recordsPerEntity, contentsPerEntity, columns }: FrozenPopulation,
): Promise<void> {
  await session.db.deleteFrom('matching.population').where('entity', '=', kind).execute()
  await session.db.deleteFrom('matching.term_frequency').where('entity', '=', kind).execute()
  await session.db
    .insertInto('matching.population')
    .values({
      entity: kind,
      record_count: recordCount,
      records_per_entity: recordsPerEntity,
      contents_per_entity: contentsPerEntity,
    })
    .execute()
  const rows = [...columns].map(([name, { hashes, counts, distinct, filled }]): CopyRow => {
    const bytes = new Uint8Array(hashes.byteLength + counts.byteLength)

    bytes.set(new Uint8Array(hashes.buffer, hashes.byteOffset, hashes.byteLength))
    bytes.set(new Uint8Array(counts.buffer, counts.byteOffset, counts.byteLength), hashes.byteLength)

    return [kind, name, distinct, filled, byteText(bytes)]
  })

  await session.copy(
    'matching.term_frequency',
    ['entity', 'column_name', 'value_count', 'filled_count', 'counts'],
    onceAsync(rows),
  )
}

/** What was counted of a kind: of all values, or by column of those with the wanted hashes, which are ascending. */
export async function population(
  session: Session,
  kind: MatchedKind,
  wanted?: ReadonlyMap<string, readonly number[]>,
): Promise<FrozenPopulation | undefined> {
  const row = await session.db
    .selectFrom('matching.population')
    .selectAll()
    .where('entity', '=', kind)
    .executeTakeFirst()

  if (row === undefined) return undefined
  return {
    recordCount: row.record_count,
    recordsPerEntity: row.records_per_entity,
    contentsPerEntity: row.contents_per_entity,
    columns: await (wanted === undefined ? allCounts(session, kind) : wantedCounts(session, kind, wanted)),
  }
}

async function allCounts({ db }: Session, kind: MatchedKind): Promise<FrozenPopulation['columns']> {
  const { rows } = await sql<{ name: string; distinct: number; filled: number; counts: Uint8Array }>`
    select column_name as name, value_count as distinct, filled_count as filled, counts
    from matching.term_frequency where entity = ${kind} order by column_name`.execute(db)

  return new Map(rows.map(({ name, counts, ...rest }) => [name, { ...rest, ...unpackCounts(counts) }]))
}

function unpackCounts(bytes: Uint8Array): Pick<FrozenCounts, 'hashes' | 'counts'> {
  const buffer = unpackBytes(bytes)
  const values = bytes.byteLength / 12

  return { hashes: new Float64Array(buffer, 0, values), counts: new Int32Array(buffer, 8 * values, values) }
}
