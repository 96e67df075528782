import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrate } from '../../engine/store/migrate.ts'
import { openStore } from '../../engine/store/store.ts'
import { postgresMissing, postgresServer, type PostgresServer } from '../support/postgres-server.ts'
import { storeDump } from '../support/store-dump.ts'
import { lawCompany } from '../support/night-law-company.ts'

const reason = postgresMissing()
const nights = ['2026-03-01T02:00:00Z', '2026-03-02T02:00:00Z'] as const

describe.skipIf(reason !== undefined)(`laws on PostgreSQL ${reason ?? ''}`, () => {
  let server: PostgresServer

  beforeAll(async () => {
    server = await postgresServer()
  })
  afterAll(async () => server[Symbol.asyncDispose]())

  test('the database under the store changes neither a byte of a report nor a row of the store', async () => {
    await using store = await openStore({ databaseUrl: await server.createDatabase() })

    await migrate(store)
    await using onServer = await lawCompany({ arrange: (lines) => lines.toReversed() }, store)
    await using embedded = await lawCompany()

    for (const asOf of nights) {
      const [served, local] = [await onServer.night(asOf, { workerCount: 2 }), await embedded.night(asOf)]

      expect(served.reports).toEqual(local.reports)
      expect(await storeDump(onServer.store)).toEqual(await storeDump(embedded.store))
    }
  })
})
