import { afterAll, beforeAll, describe } from 'vitest'
import { postgresMissing, postgresServer, type PostgresServer } from '../support/postgres-server.ts'
import { crashContract } from './crash.contract.ts'

const reason = postgresMissing()

describe.skipIf(reason !== undefined)(`crashes on PostgreSQL ${reason ?? ''}`, () => {
  let server: PostgresServer

  beforeAll(async () => {
    server = await postgresServer()
  })
  afterAll(async () => server[Symbol.asyncDispose]())
  crashContract('PostgreSQL', async () => {
    const databaseUrl = await server.createDatabase()

    return { location: () => ({ databaseUrl }), environment: { DATABASE_URL: databaseUrl } }
  })
})
