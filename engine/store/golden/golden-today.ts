import { sql } from 'kysely'
import { isStanding } from '../matching/persons-words.ts'
import type { Session } from '../store.ts'

/** A golden record as it is believed now. */
export interface GoldenToday {
  readonly id: string
  readonly bornRun: number
  /** A person confirmed what the id names: by a pin, or by saying that two of its records are the same. */
  readonly isConfirmed: boolean
  readonly values: Readonly<Record<string, string | null>>
}

/** The golden records these source records belong to, by id. */
export async function goldenOfRecords({ db }: Session, recordIds: readonly number[]): Promise<readonly GoldenToday[]> {
  const { rows } = await sql<GoldenToday>`
    select golden.id, golden.born_run as "bornRun", golden.values,
      exists (
        select from golden.pin as pin left join golden.alias as alias on alias.old_id = pin.golden_id
        where pin.ended_at is null and golden.id in (pin.golden_id, alias.golden_id))
      or exists (
        select from golden.crosswalk as one
        join review.decision as word on word.left_id = one.record_id and word.verdict = 'same'
        join golden.crosswalk as other on other.record_id = word.right_id and other.golden_id = one.golden_id
        where one.golden_id = golden.id and ${isStanding}) as "isConfirmed"
    from golden.record as golden
    where golden.id in (select golden_id from golden.crosswalk where record_id = any(${[...recordIds]}::integer[]))
    order by golden.id`.execute(db)

  return rows
}
