import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sqlite from 'node-sqlite3-wasm'
import { randomStream } from '../../examples/company/random-stream.ts'
import { connectorNames, loadConnectors } from '../../engine/cli/connector-registry.ts'
import { nightTools } from './night-tools.ts'
import { loadPlan } from '../../engine/plan/load-plan.ts'
import { contentHash } from '../../engine/staging/content-hash.ts'
import { normalizeFlow } from '../../engine/staging/normalize-flow.ts'
import { snapshotFlow } from '../../engine/staging/snapshot-flow.ts'
import { finishRun, openRun } from '../../engine/store/operations/runs.ts'
import { migrate, resetStore } from '../../engine/store/migrate.ts'
import type { Store } from '../../engine/store/store.ts'
import { flow, nightPlan } from './night-plan.ts'
import {
  cleanDays,
  faults,
  firstState,
  nightAt,
  whole,
  type CleanDay,
  type Delivery,
  type Fault,
  type SimulatedState,
} from './simulated-system.ts'
import { storeDump } from './store-dump.ts'

/** How the simulated system is read. `csv without times` tells nothing of when rows changed. */
export const systemKinds = ['csv', 'csv without times', 'jsonl', 'sqlite'] as const
export type SystemKind = (typeof systemKinds)[number]

const fileOf: Readonly<Record<SystemKind, string>> = {
  csv: 'crm.csv',
  'csv without times': 'crm.csv',
  jsonl: 'crm.jsonl',
  sqlite: 'crm.sqlite',
}
const connectorOf: Readonly<Record<SystemKind, string>> = {
  csv: '{ connector: csv }',
  'csv without times': '{ connector: csv }',
  jsonl: '{ connector: jsonl }',
  sqlite: '{ connector: sqlite, config: { file: crm.sqlite } }',
}
const selectOf: Readonly<Record<SystemKind, string>> = {
  csv: 'file: crm.csv, key: id, changedAt: changed',
  'csv without times': 'file: crm.csv, key: id',
  jsonl: 'file: crm.jsonl, key: id, changedAt: changed, endMarker: { field: kind, value: end, countField: count }',
  sqlite: 'table: crm, key: id, changedAt: changed',
}

/** A flow that is read night after night, without what comes after staging. */
export interface GuardedFlow extends AsyncDisposable {
  /** Writes what the system hands over, reads it, and answers the status and reason of the snapshot. */
  night(number: number, delivery: Delivery): Promise<{ readonly status: string; readonly reason: string | null }>
  /** A hash of everything later stages see of the flow. */
  state(): Promise<string>
}

export async function guardedFlow(store: Store, kind: SystemKind): Promise<GuardedFlow> {
  const path = await mkdtemp(join(tmpdir(), 'guarded-'))
  const plan = nightPlan(
    [flow('crm.customer', `select: { ${selectOf[kind]} }`, 'fields: { name: name, email: email, city: city }')],
    { systems: { crm: connectorOf[kind] } },
  )

  await resetStore(store)
  await migrate(store)
  await writeFile(join(path, 'touchstone.yaml'), plan)
  const loaded = await loadPlan(join(path, 'touchstone.yaml'), {}, await loadConnectors(connectorNames))
  const [planned] = loaded.flows

  if (planned === undefined) throw new Error('the plan has no flow')
  return {
    async night(number, delivery) {
      const asOf = nightAt(number)
      const tools = nightTools(store, asOf)

      await writeSystem(join(path, fileOf[kind]), kind, delivery)
      const run = await openRun(store, asOf, loaded.fingerprint, 'Europe/Prague')
      const staged = await snapshotFlow(loaded, planned, run, tools)

      await normalizeFlow(loaded, staged, run, tools)
      await store.transaction((session) => finishRun(session, run, {}))
      return { status: staged.snapshot.status, reason: staged.snapshot.reason }
    },
    async state() {
      const dump = await storeDump(store)

      return contentHash(
        JSON.stringify([dump['staging.source_record'], dump['staging.customer'], dump['staging.record_version']]),
      )
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  }
}

/** The faults that can happen to a system of a kind, and be told. */
export function faultsOf(kind: SystemKind): readonly (readonly [string, Fault])[] {
  return Object.entries(faults).filter(
    ([, { needsTimes, needsFile }]) =>
      !(needsTimes === true && kind === 'csv without times') && !(needsFile === true && kind === 'sqlite'),
  )
}

/** Days of every kind, the rare ones between ordinary ones; and a sale in a week in which nothing else happens. */
export const everyDay: readonly CleanDay[] = [
  ...(Object.keys(cleanDays) as CleanDay[])
    .filter((day) => day !== 'ordinary')
    .flatMap((day): readonly CleanDay[] => ['ordinary', day, 'ordinary']),
  ...(['a sale begins', 'quiet', 'quiet', 'a sale ends', 'quiet', 'a sale begins', 'a sale ends', 'ordinary'] as const),
]

const SIZE = 240

/** Lives through clean nights and answers the states, newest first, and what was taken for a fault. */
export async function cleanNights(flow: GuardedFlow, seed: number, days: readonly CleanDay[]) {
  const stream = randomStream(seed, 'days')
  const past: SimulatedState[] = [firstState(seed, SIZE)]
  const alarms: string[] = []

  for (const [night, day] of (['quiet', ...days] as const).entries()) {
    const state = cleanDays[day](past[0] ?? [], night, stream)
    const { status, reason } = await flow.night(night, whole(state))

    if (status !== 'good') alarms.push(`${day}: ${status}. ${reason}`)
    past.unshift(state)
  }
  return { past, alarms, stream, nextNight: days.length + 1 }
}

async function writeSystem(path: string, kind: SystemKind, { rows, isCut }: Delivery): Promise<void> {
  if (kind === 'sqlite') return writeTable(path, rows)
  const shown = kind === 'csv without times' ? rows.map(({ changed: _, ...row }) => row) : rows

  await writeFile(path, kind === 'jsonl' ? jsonLines(shown, isCut === true) : csvText(shown, kind, isCut === true))
}

const columns = ['id', 'name', 'email', 'city', 'changed']

/** Rows as a file of the system; one that is cut ends within a quoted field. */
export function csvText(rows: Delivery['rows'], kind: SystemKind, isCut: boolean): string {
  const all = kind === 'csv' ? columns : columns.slice(0, -1)
  const header = rows[0] === undefined ? all : all.filter((column) => rows[0] !== undefined && column in rows[0])
  const lines = [header.join(','), ...rows.map((row) => header.map((column) => row[column]).join(','))]

  return isCut ? `${lines.join('\n')}\n999999,"Karel` : `${lines.join('\n')}\n`
}

function jsonLines(rows: Delivery['rows'], isCut: boolean): string {
  const lines = rows.map((row) => JSON.stringify(row))

  return `${[...lines, ...(isCut ? [] : [JSON.stringify({ kind: 'end', count: rows.length })])].join('\n')}\n`
}

function writeTable(path: string, rows: Delivery['rows']): void {
  const database = new sqlite.Database(path)
  const all = rows[0] === undefined ? columns : columns.filter((column) => rows[0] !== undefined && column in rows[0])

  database.exec(
    `drop table if exists crm; create table crm (${all.map((column) => `${column} text`).join(', ')}, primary key (id)); begin`,
  )
  for (const row of rows) {
    database.run(
      `insert into crm values (${all.map(() => '?').join(', ')})`,
      all.map((column) => row[column] ?? null),
    )
  }
  database.exec('commit')
  database.close()
}
