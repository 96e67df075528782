import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { dayAtWork, shopRows, type CrashCompany } from './crash-company.ts'
import { runOnPostgres } from './postgres-server.ts'
import { storeDump } from './store-dump.ts'
import { textFiles } from './text-files.ts'
import { openStore } from '../../engine/store/store.ts'

/** One thing an operator does. */
export interface StoryStep {
  readonly name: string
  /** What happens in the systems before it, once. */
  readonly before?: (company: CrashCompany) => Promise<void>
  /** The words of the command line; undefined when the operator sees that it has been done. */
  readonly words: (company: CrashCompany) => Promise<readonly string[] | undefined>
}

/** Nights, a person's decisions and their undoing, a delivery by a person, its rollback, and the rollback of that. */
export const story: readonly StoryStep[] = [
  night(1),
  decision('same', 0),
  decision('different', 1),
  { ...night(2), before: (company) => dayAtWork(company, 2) },
  { name: 'deliver what waits', words: async () => ['deliver', '--apply', '--by', 'jana'] },
  { ...night(3), before: (company) => dayAtWork(company, 3) },
  rollback('jana', 'petr'),
  detachment('crm:7'),
  night(4),
  undoing(1),
  rollback('petr', 'eva'),
  night(5),
]

function night(day: number): StoryStep {
  const asOf = `2026-03-0${day}T02:00:00Z`

  return {
    name: `night ${day}`,
    words: async (company) => ((await lastNight(company)) === asOf ? undefined : ['run', '--as-of', asOf]),
  }
}

async function lastNight({ storeUrl }: CrashCompany): Promise<string | undefined> {
  const [row] = await asked(
    storeUrl,
    `select to_char(as_of at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') from staging.run
     where status = 'finished' order by id desc limit 1`,
  )

  return row?.[0] as string | undefined
}

/** The nth proposal of the first night, whatever became of it since. */
function decision(verdict: string, place: number): StoryStep {
  return {
    name: `decide ${verdict}`,
    words: async ({ storeUrl }) => {
      const rows = await asked(storeUrl, 'select id, status from review.proposal where opened_run = 1 order by id')
      const [id, status] = rows[place] ?? []

      if (typeof id !== 'string') throw new Error(`the first night left ${rows.length} proposals`)
      return status === 'decided'
        ? undefined
        : ['review', 'decide', id, verdict, '--by', 'jana', '--reason', 'knows them']
    },
  }
}

/** Parts a record from its golden record. */
function detachment(record: string): StoryStep {
  return {
    name: `detach ${record}`,
    words: async ({ storeUrl }) => {
      const said = await asked(storeUrl, "select from review.decision where proposal_id like 'det_%'")

      return said.length > 0 ? undefined : ['review', 'detach', record, '--by', 'eva', '--reason', 'father and son']
    },
  }
}

/** Takes back what was said about the nth proposal of the first night. */
function undoing(place: number): StoryStep {
  return {
    name: 'undo a decision',
    words: async ({ storeUrl }) => {
      const rows = await asked(
        storeUrl,
        `select id, exists (select from review.decision where proposal_id = proposal.id and verdict = 'retracted')
         from review.proposal where opened_run = 1 order by id`,
      )
      const [id, isUndone] = rows[place] ?? []

      return isUndone === true ? undefined : ['review', 'undo', String(id), '--by', 'petr', '--reason', 'met them']
    },
  }
}

/** Takes back what one person let go to the shop. */
function rollback(deliveredBy: string, by: string): StoryStep {
  return {
    name: `roll back what ${deliveredBy} delivered`,
    words: async ({ storeUrl }) => {
      const [[batch] = []] = await asked(
        storeUrl,
        `select delivery.id from ops.delivery as delivery join staging.flow as flow on flow.id = delivery.flow_id
         where delivery.actor = '${deliveredBy}' and flow.system = 'shop' order by delivery.id limit 1`,
      )

      return ['deliver', 'rollback', String(batch), '--by', by, '--reason', 'wrong list']
    },
  }
}

/** Rows of the store; none while a killed first run has not made its tables yet. */
async function asked(url: string, query: string): Promise<unknown[][]> {
  const [[table] = []] = await runOnPostgres(url, "select to_regclass('staging.run') is not null")

  return table === true ? runOnPostgres(url, query) : []
}

/** Moments of the wall clock, which no two runs share, and the hashes made of them. */
const clockColumns = ['decided_at', 'at', 'since', 'previous_hash', 'hash', 'detail_hash']
/** The name of a detachment is made of its moment. */
const clockName = /det_[0-9a-f]{12}/g

/** The diary of attempts: a killed delivery has more of them. That nothing is written twice shows in the shop itself. */
const attempts = ['ops.delivery_event']

/** All that a person can find when the story is over: the store, the reports, the shop, the files dropped for the CRM. */
export async function stateAfter(company: CrashCompany) {
  await using store = await openStore({ databaseUrl: company.storeUrl })

  return {
    store: timeless(await storeDump(store, attempts, clockColumns)),
    reports: await filesIn(join(company.folder, 'reports')),
    shop: await shopRows(company),
    corrections: await filesIn(join(company.folder, 'corrections')),
  }
}

const timeless = (tables: Readonly<Record<string, readonly string[]>>) =>
  Object.fromEntries(
    Object.entries(tables).map(([table, lines]) => [table, lines.map((line) => line.replace(clockName, 'det_'))]),
  )

const filesIn = async (folder: string) => (existsSync(folder) ? textFiles(folder) : {})
