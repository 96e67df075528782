import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { documentsDesk } from '../../engine/cli/documents/documents-desk.ts'
import { silentProgress } from '../../engine/operations/progress.ts'
import type { Tools } from '../../engine/operations/tools.ts'
import { connectorNames, loadConnectors } from '../../engine/cli/connector-registry.ts'
import { loadPlan, type LoadedPlan } from '../../engine/plan/load-plan.ts'
import { nightFolder, type NightFolder } from '../support/night-folder.ts'
import { flow, nightPlan } from '../support/night-plan.ts'
import { storeDump } from '../support/store-dump.ts'

const fields =
  'fields: { number: number, customer: { from: customer, inSystem: crm }, issuedOn: issued, gross: { from: gross, decimalMark: ".", vat: inclusive } }'
const plan = nightPlan(
  [
    flow(
      'crm.customer',
      'select: { file: crm.csv, key: id }',
      'fields: { companyName: name, companyId: ico }',
      guard(),
    ),
    ...['erp', 'books'].map((system) =>
      flow(`${system}.invoice`, `select: { file: ${system}.csv, key: id }`, fields, guard()),
    ),
  ],
  { rest: 'documents: { invoice: { between: [erp, books], dueWithin: 24h, missingAfter: 72h } }' },
)

function guard(): string {
  return 'guard: { dropPercentMax: 100 }'
}

const customers = 'id,name,ico\nC1,Alfa s.r.o.,27074358\nC2,Beta a.s.,45274649\n'
const header = 'id,number,customer,issued,gross\n'
const erp = `${header}1,F1,C1,2026-01-20,100.00\n2,F2,C1,2026-02-10,200.00\n3,F3,C2,2026-02-20,300.00\n`
const books = (second = '200.50') => `${header}71,F1,C1,2026-01-20,100.00\n72,F2,C1,2026-02-10,${second}\n`
const [one, two, three] = ['2026-03-02T02:00:00Z', '2026-03-03T02:00:00Z', '2026-03-04T02:00:00Z'] as const
const jana = { by: 'jana', reason: 'agreed by phone' }

const tools = ({ store }: NightFolder): Tools => ({
  store,
  workerCount: 1,
  clock: () => new Date('2026-03-02T12:00:00Z'),
  pause: async () => {},
  progress: silentProgress,
  signal: new AbortController().signal,
  log: { info: () => {}, warn: () => {} },
})

async function planOf({ path }: NightFolder): Promise<LoadedPlan> {
  return loadPlan(join(path, 'touchstone.yaml'), {}, await loadConnectors(connectorNames))
}

async function company(): Promise<NightFolder> {
  return nightFolder(plan, { 'crm.csv': customers, 'erp.csv': erp, 'books.csv': books() })
}

/** What waits: number, cause, state. */
async function listed(folder: NightFolder): Promise<readonly string[]> {
  const { rows } = await folder.store.transaction(async (session) => ({
    rows: await session.db
      .selectFrom('documents.mismatch')
      .select(['number', 'cause', 'state', 'resolved_run', 'difference_minor'])
      .orderBy('number')
      .execute(),
  }))

  return rows.map((row) =>
    [row.number, row.cause, row.resolved_run === null ? row.state : 'resolved', row.difference_minor].join(' '),
  )
}

async function idOf(folder: NightFolder, number: string): Promise<string> {
  const row = await folder.store.db
    .selectFrom('documents.mismatch')
    .select('id')
    .where('number', '=', number)
    .where('resolved_run', 'is', null)
    .executeTakeFirstOrThrow()

  return row.id
}

test('an accepted finding leaves the morning’s list and no rerun opens it', async () => {
  await using folder = await company()

  await folder.night(one)
  await documentsDesk.decide({ ids: [await idOf(folder, 'F2')] }, { verdict: 'accept', ...jana }, tools(folder))
  const before = await storeDump(folder.store, ['staging.run', 'staging.snapshot', 'staging.flow', 'matching.state'])
  const night = await folder.night(two)

  expect(night.says('invoice-mismatches', 'number')).toEqual([['F3']])
  expect(night.summary.findings.invoiceMismatches).toBe(1)
  expect(await storeDump(folder.store, ['staging.run', 'staging.snapshot', 'staging.flow', 'matching.state'])).toEqual(
    before,
  )
})

test('an accepted finding opens again when the amount changes, and says so in its history', async () => {
  await using folder = await company()

  await folder.night(one)
  const id = await idOf(folder, 'F2')

  await documentsDesk.decide({ ids: [id] }, { verdict: 'accept', ...jana }, tools(folder))
  await folder.write({ 'books.csv': books('201.00') })
  await folder.night(two)
  expect(await listed(folder)).toContainEqual(expect.stringMatching(/^F2 \S+ open 100$/))
  const loaded = await planOf(folder)
  const sheet = await documentsDesk.show(loaded, id, tools(folder))

  expect(sheet.events.map(({ kind, actor }) => [kind, actor])).toEqual([
    ['found', null],
    ['accepted', 'jana'],
    ['changed', null],
    ['reopened', null],
  ])
  expect(sheet.records.map(({ system, raw }) => [system, raw['gross']])).toEqual([
    ['books', '201.00'],
    ['erp', '200.00'],
  ])
})

test('an accepted finding that was gone and comes back as it was stays accepted', async () => {
  await using folder = await company()

  await folder.night(one)
  await documentsDesk.decide({ ids: [await idOf(folder, 'F2')] }, { verdict: 'accept', ...jana }, tools(folder))
  await folder.write({ 'books.csv': books('200.00') })
  await folder.night(two)
  expect(await listed(folder)).toContainEqual(expect.stringMatching(/^F2 \S+ resolved 50$/))
  await folder.write({ 'books.csv': books() })
  await folder.night(three)
  expect(await listed(folder)).toContainEqual(expect.stringMatching(/^F2 \S+ accepted 50$/))
})

test('merging the customers opens an accepted finding again', async () => {
  await using folder = await company()

  await folder.night(one)
  await documentsDesk.decide({ ids: [await idOf(folder, 'F2')] }, { verdict: 'accept', ...jana }, tools(folder))
  await folder.write({ 'crm.csv': customers.replace('C2,Beta a.s.,45274649', 'C2,Alfa s.r.o.,27074358') })
  await folder.night(two)
  expect(await listed(folder)).toContainEqual(expect.stringMatching(/^F2 \S+ open 50$/))
})

test('a closed month keeps its answer, and what is found of it later is booked in the next', async () => {
  await using folder = await company()
  const loaded = await planOf(folder)

  await folder.night(one)
  expect(await documentsDesk.closePeriod('2026-02', jana, tools(folder))).toEqual({ period: '2026-02', openCount: 2 })
  const answer = async () => (await storeDump(folder.store))['documents.closing_line']
  const before = await answer()

  await folder.write({ 'books.csv': `${books('250.00')}73,F3,C2,2026-02-20,300.00\n` })
  await folder.night(two)
  expect(await answer()).toEqual(before)
  const { rows: movements } = await sql<{ movement: string }>`
    select concat_ws(' ', kind, period, is_after_closing, minor) as movement from documents.movement
    where booked_in = '2026-03' order by minor`.execute(folder.store.db)

  expect(movements.map(({ movement }) => movement)).toEqual([
    'resolved 2026-02 t 50',
    'new 2026-02 t 5000',
    'resolved 2026-02 t 30000',
  ])
  await expect(documentsDesk.closePeriod('2026-01', jana, tools(folder))).rejects.toMatchObject({
    code: 'PERIOD_CLOSED',
  })
  await expect(documentsDesk.closePeriod('2026-03', jana, tools(folder))).rejects.toMatchObject({
    code: 'PERIOD_NOT_OVER',
  })
  await expect(documentsDesk.reopenPeriod('2026-01', jana, tools(folder))).rejects.toMatchObject({
    code: 'PERIOD_NOT_CLOSED',
  })
  await documentsDesk.reopenPeriod('2026-02', jana, tools(folder))
  expect(await documentsDesk.list(loaded, { period: '2026-02' }, { limit: 10 }, tools(folder))).toMatchObject({
    count: 2,
  })
})

test('a list is narrowed by money, cause, month, system, customer and state', async () => {
  await using folder = await company()

  await folder.night(one)
  const loaded = await planOf(folder)
  const cases = [
    [{ amountMin: '1' }, ['F3']],
    [{ cause: 'missing', period: '2026-02', system: 'books' }, ['F3']],
    [{ counterparty: 'crm:C1' }, ['F2']],
    [{ period: '2026-01' }, []],
    [{ state: 'resolved' }, []],
    [{}, ['F3', 'F2']],
  ] as const

  for (const [filter, numbers] of cases) {
    const { findings, count } = await documentsDesk.list(loaded, filter, { limit: 10 }, tools(folder))

    expect([filter, findings.map(({ number }) => number), count]).toEqual([filter, numbers, numbers.length])
  }
})

test('a word that cannot be said is refused', async () => {
  await using folder = await company()

  await folder.night(one)
  const accept = (id: string) => documentsDesk.decide({ ids: [id] }, { verdict: 'accept', ...jana }, tools(folder))
  const id = await idOf(folder, 'F2')

  await accept(id)
  await expect(accept(id)).rejects.toMatchObject({ code: 'FINDING_STATE_UNFIT' })
  await expect(accept('fnd_unknown')).rejects.toMatchObject({ code: 'FINDING_UNKNOWN' })
  await expect(
    documentsDesk.decide({ ids: [id] }, { verdict: 'reopen', by: '', reason: '' }, tools(folder)),
  ).rejects.toMatchObject({ code: 'DECISION_INCOMPLETE' })
})

test('what a person said stands in the audit', async () => {
  await using folder = await company()

  await folder.night(one)
  await documentsDesk.decide({ ids: [await idOf(folder, 'F2')] }, { verdict: 'accept', ...jana }, tools(folder))
  await documentsDesk.closePeriod('2026-02', jana, tools(folder))
  const { rows } = await sql<{ action: string }>`
    select action || ' by ' || actor as action from ops.audit where actor = 'jana' order by id`.execute(folder.store.db)

  expect(rows.map(({ action }) => action)).toEqual(['finding-decided by jana', 'period-closed by jana'])
})

test('the reports of finance add up: customers to totals, and the newest month to what is open', async () => {
  await using folder = await company()

  await folder.night(one)
  await documentsDesk.closePeriod('2026-02', jana, tools(folder))
  await folder.write({ 'books.csv': books('250.00') })
  const night = await folder.night(two)
  const sums = (report: string, columns: readonly string[]) => {
    const totals = new Map<string, number>()

    for (const [name = '', month = '', amount = '0'] of night.says(report, 'cause', ...columns)) {
      totals.set(`${month} ${name}`, (totals.get(`${month} ${name}`) ?? 0) + Math.round(Number(amount) * 100))
    }
    return Object.fromEntries(totals)
  }
  const columns = ['period', 'closing_amount']

  expect(sums('finance-summary', columns)).toEqual(sums('finance-totals', columns))
  expect(sums('finance-totals', columns)).toMatchObject({ '2026-03 missing': 30_000, '2026-03 unexplained': 5_000 })
  expect(night.says('invoice-mismatches', 'cause', 'difference')).toEqual([
    ['missing', '300.00'],
    ['unexplained', '50.00'],
  ])
  expect(night.says('findings-detail', 'number', 'role', 'system', 'record_gross')).toEqual([
    ['F2', 'compared with', 'erp', '200.00'],
    ['F2', 'deviates', 'books', '250.00'],
    ['F3', 'compared with', 'erp', '300.00'],
    ['F3', 'lacks it', 'books', ''],
  ])
  expect(night.says('after-closing', 'period', 'booked_in', 'change', 'amount')).toEqual([
    ['2026-02', '2026-03', 'new', '50.00'],
    ['2026-02', '2026-03', 'resolved', '0.50'],
  ])
})
