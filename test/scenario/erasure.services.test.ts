import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { erasePerson } from '../../engine/operations/erase-person.ts'
import { verifyAudit } from '../../engine/operations/verify-audit.ts'
import { migrate } from '../../engine/store/migrate.ts'
import { openStore } from '../../engine/store/store.ts'
import { remains, request, threeNights, toolsOf } from '../support/erased-person.ts'
import { postgresMissing, postgresServer, type PostgresServer } from '../support/postgres-server.ts'

const reason = postgresMissing()

describe.skipIf(reason !== undefined)(`erasing on PostgreSQL ${reason ?? ''}`, () => {
  let server: PostgresServer

  beforeAll(async () => {
    server = await postgresServer()
  })
  afterAll(async () => server[Symbol.asyncDispose]())

  test('no table of a server keeps a value of a person who was erased, and her rows are refused the next night', async () => {
    await using store = await openStore({ databaseUrl: await server.createDatabase() })
    await migrate(store)
    await using folder = await threeNights(store)

    expect((await remains(store)).length).toBeGreaterThan(20)
    await erasePerson(request, toolsOf(folder))
    expect(await remains(store)).toEqual([])
    expect(await verifyAudit(store)).toMatchObject({ broken: null })
    const night = await folder.night('2026-03-04T02:00:00Z')

    expect(night.says('rejections', 'reason')).toEqual([['erased'], ['erased'], ['erased'], ['erased']])
  })
})
