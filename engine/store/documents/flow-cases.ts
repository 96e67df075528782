import { sql, type RawBuilder } from 'kysely'
import type { FlowCase, FlowRecord } from '../../../rules/documents/flow/flow-case.ts'
import { fieldsOf } from '../../../rules/entity/entity.ts'
import { canonicalTable, canonicalTexts } from '../staging/canonical-table.ts'
import { cursorPages } from '../cursor-pages.ts'
import { isUndecided } from '../matching/links.ts'
import { joinGoldenCustomer } from '../matching/match-rows.ts'
import type { Session } from '../store.ts'

const steps = ['order', 'invoice', 'payment'] as const

type Step = (typeof steps)[number]

interface StepRow {
  readonly case_key: string
  readonly step: Step
  readonly golden_id: string | null
  readonly system: string
  readonly source_key: string
  readonly changed_at: string | null
  readonly first_seen_at: string
  readonly golden_customer: string | null
  readonly has_possible_twin: boolean
  readonly values: readonly (string | null)[]
}

/** The cases worth judging, whole, in pages of rows; asks for `openFlowSteps` in the same transaction. */
export async function* flowCasePages(session: Session, pageSize: number): AsyncGenerator<readonly FlowCase[]> {
  let openKey: string | undefined
  let open = emptyCase()

  await openPossibleTwins(session)
  for await (const rows of cursorPages(session, stepsQuery, pageSize)) {
    const finished: FlowCase[] = []

    for (const row of rows) {
      if (openKey !== row.case_key) {
        if (openKey !== undefined) finished.push(open)
        openKey = row.case_key
        open = emptyCase()
      }
      open[`${row.step}s`].push(recordOf(row))
    }
    if (finished.length > 0) yield finished
  }
  if (openKey !== undefined) yield [open]
}

function emptyCase(): Record<keyof FlowCase, FlowRecord[]> {
  return { orders: [], invoices: [], payments: [] }
}

/** Orders and invoices that may be one with a record of another golden record: a link above the review threshold, undecided. */
async function openPossibleTwins({ db }: Session): Promise<void> {
  await sql`drop table if exists possible_twin`.execute(db)
  await sql`
    create temporary table possible_twin on commit drop as
    select distinct unnest(array[link.left_id, link.right_id]) as record_id
    from matching.link as link
    join golden.crosswalk as one on one.record_id = link.left_id
    join golden.crosswalk as other on other.record_id = link.right_id
    where link.entity in ('order', 'invoice') and link.verdict = 'possible'
      and ${isUndecided} and one.golden_id <> other.golden_id`.execute(db)
  await sql`analyze possible_twin`.execute(db)
}

const stepsQuery: RawBuilder<StepRow> = sql<StepRow>`
  select * from (${sql.join(steps.map(stepQuery), sql` union all `)}) as step
  order by case_key, step, system, source_key`

function stepQuery(step: Step): RawBuilder<unknown> {
  return sql`
    select flow_step.case_key, flow_step.step, flow_step.golden_id, flow.system, record.source_key, canonical.changed_at,
      run.as_of as first_seen_at, customer.golden_id as golden_customer, possible_twin.record_id is not null as has_possible_twin,
      ${canonicalTexts(step)} as values
    from flow_candidate
    join flow_step on flow_step.case_key = flow_candidate.case_key and flow_step.step = ${sql.lit(step)}
    join staging.source_record as record on record.id = flow_step.record_id
    join staging.flow as flow on flow.id = record.flow_id
    join staging.run as run on run.id = record.first_seen_run
    join ${sql.table(canonicalTable(step))} as canonical on canonical.record_id = flow_step.record_id
    left join possible_twin on possible_twin.record_id = flow_step.record_id
    ${joinGoldenCustomer}`
}

const fields = { order: fieldsOf('order'), invoice: fieldsOf('invoice'), payment: fieldsOf('payment') }

function recordOf(row: StepRow): FlowRecord {
  return {
    goldenId: row.golden_id,
    system: row.system,
    sourceKey: row.source_key,
    changedAt: row.changed_at,
    firstSeenAt: row.first_seen_at,
    goldenCustomer: row.golden_customer,
    hasPossibleTwin: row.has_possible_twin,
    record: Object.fromEntries(fields[row.step].map((field, place) => [field, row.values[place] ?? null])),
  }
}
