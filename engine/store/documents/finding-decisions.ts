import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { matchesFilter, type FindingFilter } from './finding-filter.ts'
import { bookMovements, lockFindings } from './movements.ts'
import type { Session } from '../store.ts'

/** A person's word: who, when, why. */
export interface PersonsWord {
  readonly by: string
  readonly at: string
  readonly reason: string | null
}

const dimensions = sql`period, entity, cause, counterparty, currency, scale, difference_minor`

/** Accepts every open finding of the filter; the acceptance stands on the evidence as it is now. Answers their ids. */
export async function acceptFindings(
  session: Session,
  filter: FindingFilter,
  word: PersonsWord,
): Promise<readonly string[]> {
  const runId = await newestRunId(session)
  const ids = await choose(session, matchesFilter({ ...filter, state: 'open' }))

  await bookMovements(session, sql`select id as finding_id, 'accepted' as kind, ${dimensions} from chosen`, {
    runId,
    at: word.at,
  })
  await writeEvents(session, 'accepted', runId, word, sql`jsonb_build_object('evidence', chosen.fingerprint)`)
  await sql`
    update documents.mismatch set state = 'accepted', decided_run = ${runId} from chosen where mismatch.id = chosen.id`.execute(
    session.db,
  )
  return ids
}

/** Takes acceptances back, also of findings that are gone for now. Answers the ids. */
export async function reopenFindings(
  session: Session,
  filter: FindingFilter,
  word: PersonsWord,
): Promise<readonly string[]> {
  const runId = await newestRunId(session)
  const ids = await choose(session, sql`${matchesFilter(filter)} and mismatch.state = 'accepted'`)

  await bookMovements(
    session,
    sql`select id as finding_id, 'new' as kind, ${dimensions} from chosen where resolved_run is null`,
    { runId, at: word.at },
  )
  await writeEvents(session, 'reopened', runId, word)
  await sql`update documents.mismatch set state = 'open' from chosen where mismatch.id = chosen.id`.execute(session.db)
  return ids
}

/** Hands findings that stand to a person. Answers the ids. */
export async function assignFindings(
  session: Session,
  filter: FindingFilter,
  assignee: string,
  word: PersonsWord,
): Promise<readonly string[]> {
  const runId = await newestRunId(session)
  const ids = await choose(
    session,
    sql`${matchesFilter(filter)} and mismatch.resolved_run is null and mismatch.assignee is distinct from ${assignee}`,
  )

  await writeEvents(session, 'assigned', runId, word, sql`jsonb_build_object('to', ${assignee}::text)`)
  await sql`update documents.mismatch set assignee = ${assignee} from chosen where mismatch.id = chosen.id`.execute(
    session.db,
  )
  return ids
}

/** Puts the findings of a condition into `chosen`; no stage changes them until the transaction ends. */
async function choose(session: Session, condition: RawBuilder<SqlBool>): Promise<readonly string[]> {
  const { db } = session

  await lockFindings(session)
  await sql`drop table if exists chosen`.execute(db)
  await sql`
    create temporary table chosen on commit drop as
    select mismatch.* from documents.mismatch as mismatch where ${condition}`.execute(db)
  const { rows } = await sql<{ id: string }>`select id from chosen order by id`.execute(db)

  return rows.map(({ id }) => id)
}

async function writeEvents(
  { db }: Session,
  kind: 'accepted' | 'assigned' | 'reopened',
  runId: number,
  { by, at, reason }: PersonsWord,
  detail: RawBuilder<unknown> = sql`'{}'::jsonb`,
): Promise<void> {
  await sql`
    insert into documents.finding_event (id, finding_id, kind, run_id, at, actor, reason, detail)
    select (select coalesce(max(id), 0) from documents.finding_event) + row_number() over (order by chosen.id),
      chosen.id, ${kind}, ${runId}, ${at}::timestamptz, ${by}, ${reason}, ${detail}
    from chosen`.execute(db)
}

/** The run whose findings people see: the newest that is finished, or the first while it is not. */
export async function newestRunId({ db }: Session): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select coalesce(max(id) filter (where status = 'finished'), min(id), 0) as id from staging.run`.execute(db)

  return rows[0]?.id ?? 0
}
