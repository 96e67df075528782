import { hostname } from 'node:os'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engineNight } from '../../engine/cli/engine-night.ts'
import { migrate } from '../../engine/store/migrate.ts'
import { lockRuns, nameLockedRun } from '../../engine/store/operations/run-lock.ts'
import { openRun } from '../../engine/store/operations/runs.ts'
import { openStore } from '../../engine/store/store.ts'
import { runIn } from '../support/command-line-surroundings.ts'
import { nightFolder } from '../support/night-folder.ts'
import { customersOf, flow, nightPlan } from '../support/night-plan.ts'
import { csv } from '../support/page.ts'
import { postgresMissing, postgresServer, runOnPostgres, type PostgresServer } from '../support/postgres-server.ts'

const reason = postgresMissing()
const plan = nightPlan([customersOf('crm')])
const crm = csv(`
  id  name           email            phone      vat  city  changed
  1   Jana Nováková  jana@example.cz  601234567  -    Brno  2026-01-05T08:00:00Z
`)

function withPassword(url: string, password: string): string {
  const changed = new URL(url)

  changed.password = password
  return changed.href
}

describe.skipIf(reason !== undefined)(`bad surroundings on PostgreSQL ${reason ?? ''}`, () => {
  let server: PostgresServer

  beforeAll(async () => {
    server = await postgresServer()
  })
  afterAll(async () => server[Symbol.asyncDispose]())

  test('a second run is refused with the run, the process and the machine that hold the store', async () => {
    const databaseUrl = await server.createDatabase()
    await using folder = await nightFolder(plan, { 'crm.csv': crm })
    const run = () =>
      runIn({ folder: folder.path, environment: { DATABASE_URL: databaseUrl }, night: engineNight }, 'run')
    await using store = await openStore({ databaseUrl })

    await migrate(store)
    const holder = { processId: process.pid, host: hostname(), since: '2026-03-01T02:00:00.000Z' }
    const lock = await lockRuns(store, holder)

    await nameLockedRun(store, (await openRun(store, '2026-03-01T02:00:00Z', 'another plan', 'UTC')).id)
    const refused = await run()

    expect(refused.exitCode).toBe(2)
    expect(refused.errors).toBe(
      `RUN_LOCKED  Run 1 (process ${process.pid} on ${hostname()}, since 2026-03-01T02:00:00.000Z) is working on this store. ` +
        'Wait for it, or stop it; its work is continued by the next run.\n',
    )
    await lock[Symbol.asyncDispose]()
    expect(await run()).toMatchObject({ exitCode: 0 })
  })

  test('a killed holder whose connection the server still keeps is waited for', async () => {
    const databaseUrl = await server.createDatabase()
    await using store = await openStore({ databaseUrl })
    await using next = await openStore({ databaseUrl })
    const dead = { processId: 2 ** 22 + 1, host: hostname(), since: '2026-03-01T02:00:00.000Z' }

    await migrate(store)
    const lock = await lockRuns(store, dead)
    const waiting = lockRuns(next, { ...dead, processId: process.pid })

    setTimeout(() => void lock[Symbol.asyncDispose](), 500)
    await using _taken = await waiting
  })

  test('a wrong password of the store is an operator error that does not show it', async () => {
    await using folder = await nightFolder(plan, { 'crm.csv': crm })
    const environment = { DATABASE_URL: withPassword(server.url, 'wrongsecret') }
    const { exitCode, errors } = await runIn({ folder: folder.path, environment, night: engineNight }, 'run')

    expect(exitCode).toBe(2)
    expect(errors).toMatch(/^STORE_LOGIN_REFUSED .* refused user "postgres" \(28P01\)\. Check user and password/)
    expect(errors).not.toContain('wrongsecret')
  })

  test('a wrong password of a system fails its flow, a table that disappeared too, and the others go on', async () => {
    const good = await server.createDatabase()

    await runOnPostgres(
      good,
      `create table customers (id integer primary key, mail text); insert into customers values (7, 'jana@example.cz')`,
    )
    const erp = flow('erp.customer', 'select: { table: customers, key: id }', 'fields: { email: mail }')
    const twoSystems = nightPlan([customersOf('crm'), erp], {
      systems: { erp: "{ connector: postgres, config: { url: '${ERP_URL}' } }" },
    })
    await using folder = await nightFolder(twoSystems, { 'crm.csv': crm })
    const run = (url: string, asOf: string) =>
      runIn({ folder: folder.path, environment: { ERP_URL: url }, night: engineNight }, 'run', '--as-of', asOf)

    expect(await run(good, '2026-03-01T02:00:00Z')).toMatchObject({ exitCode: 0 })
    const refused = await run(withPassword(good, 'wrongsecret'), '2026-03-02T02:00:00Z')

    await runOnPostgres(good, 'drop table customers')
    const dropped = await run(good, '2026-03-03T02:00:00Z')

    expect(refused.exitCode).toBe(3)
    expect(refused.output).toMatch(/erp\.customer: SOURCE_LOGIN_REFUSED.*Check the secret in the environment/)
    expect(refused.output + refused.errors).not.toContain('wrongsecret')
    expect(dropped.exitCode).toBe(3)
    expect(dropped.output).toMatch(
      /erp\.customer: SOURCE_TABLE_MISSING: The table "customers" does not exist.*ask whether it was renamed/,
    )
  })
})
