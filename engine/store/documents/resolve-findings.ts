import { sql } from 'kysely'
import { newestRunId, type PersonsWord } from './finding-decisions.ts'
import { bookMovements, lockFindings } from './movements.ts'
import type { Session } from '../store.ts'

const dimensions = sql`period, entity, cause, counterparty, currency, scale, difference_minor`

/** Resolves findings that a person's word settles, at once instead of tonight. Answers the ids of those that stood. */
export async function resolveFindings(
  session: Session,
  ids: readonly string[],
  word: PersonsWord,
): Promise<readonly string[]> {
  const runId = await newestRunId(session)

  await lockFindings(session)
  const { rows } = await sql<{ id: string }>`
    select id from documents.mismatch where id = any(${[...ids]}::text[]) and resolved_run is null order by id`.execute(
    session.db,
  )
  const standing = rows.map(({ id }) => id)

  if (standing.length === 0) return []
  await turn(session, standing, 'resolved', runId, word)
  await sql`update documents.mismatch set resolved_run = ${runId} where id = any(${standing}::text[])`.execute(
    session.db,
  )
  return standing
}

/** Puts findings back that such a word resolved, as old as they were; those that a night brought back already stay. */
export async function unresolveFindings(session: Session, ids: readonly string[], word: PersonsWord): Promise<void> {
  const runId = await newestRunId(session)

  await lockFindings(session)
  const { rows } = await sql<{ id: string }>`
    select id from documents.mismatch where id = any(${[...ids]}::text[]) and resolved_run is not null order by id`.execute(
    session.db,
  )
  const gone = rows.map(({ id }) => id)

  if (gone.length === 0) return
  await turn(session, gone, 'returned', runId, word)
  await sql`update documents.mismatch set resolved_run = null where id = any(${gone}::text[])`.execute(session.db)
}

/** Books what changes for finance and writes it into the history of each finding; an accepted one waits for nobody. */
async function turn(
  session: Session,
  ids: readonly string[],
  kind: 'resolved' | 'returned',
  runId: number,
  { by, at, reason }: PersonsWord,
): Promise<void> {
  const chosen = sql`documents.mismatch where id = any(${[...ids]}::text[])`

  await bookMovements(
    session,
    sql`select id as finding_id, ${kind === 'resolved' ? 'resolved' : 'new'}::text as kind, ${dimensions}
      from ${chosen} and state = 'open'`,
    { runId, at },
  )
  await sql`
    insert into documents.finding_event (id, finding_id, kind, run_id, at, actor, reason)
    select (select coalesce(max(id), 0) from documents.finding_event) + row_number() over (order by id),
      id, ${kind}, ${runId}, ${at}::timestamptz, ${by}, ${reason}
    from ${chosen}`.execute(session.db)
}
