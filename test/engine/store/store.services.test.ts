import { afterAll, describe, expect, test } from 'vitest'
import { migrate } from '../../../engine/store/migrate.ts'
import { lockRuns } from '../../../engine/store/operations/run-lock.ts'
import { openStore } from '../../../engine/store/store.ts'
import { postgresMissing, postgresServer, type PostgresServer } from '../../support/postgres-server.ts'
import { storeContract } from './store.contract.ts'

const missing = postgresMissing()

describe.skipIf(missing !== undefined)(`PostgreSQL (${missing ?? 'found'})`, () => {
  let server: PostgresServer | undefined
  const open = async () => {
    server ??= await postgresServer()
    return openStore({ databaseUrl: await server.createDatabase() })
  }

  afterAll(async () => server?.[Symbol.asyncDispose]())
  storeContract('PostgreSQL', open)

  test('refuses a second run and names the process that holds the lock', async () => {
    server ??= await postgresServer()
    const databaseUrl = await server.createDatabase()
    await using first = await openStore({ databaseUrl })
    await using second = await openStore({ databaseUrl })
    const holder = { processId: 4711, host: 'night-server', since: '2026-01-01T00:00:00.000Z' }

    await migrate(first)
    const lock = await lockRuns(first, holder)
    const other = { ...holder, host: 'another-server' }

    await expect(lockRuns(second, other)).rejects.toMatchObject({
      code: 'RUN_LOCKED',
      parameters: { pid: 4711, host: 'night-server' },
    })
    await lock[Symbol.asyncDispose]()
    await using _again = await lockRuns(second, holder)
  })

  test('says that a server does not answer, without the password', async () => {
    const opening = openStore({ databaseUrl: 'postgres://someone:topsecret@127.0.0.1:1/none' })

    await expect(opening).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' })
    await expect(opening).rejects.not.toThrow('topsecret')
  })
})
