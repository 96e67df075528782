import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { calmStory, killedStory } from '../support/crash-run.ts'
import { postgresMissing, postgresServer, type PostgresServer } from '../support/postgres-server.ts'
import { randomFrom } from '../support/random-from.ts'

const reason = postgresMissing()
const killCount = Number(process.env['TOUCHSTONE_TEST_KILLS'] ?? 25)

describe.skipIf(reason !== undefined)(`crashes on PostgreSQL ${reason ?? ''}`, () => {
  let server: PostgresServer

  beforeAll(async () => {
    server = await postgresServer()
  })
  afterAll(async () => server[Symbol.asyncDispose]())

  test(`${killCount} kills of run, decide, deliver and rollback: every step ends as undisturbed`, async () => {
    const newDatabase = () => server.createDatabase()
    const calm = await calmStory(newDatabase)
    const random = randomFrom(1)
    let kills = 0

    while (kills < killCount) {
      const killed = await killedStory(newDatabase, calm, random)

      expect(killed.difference).toBeUndefined()
      kills += killed.kills
    }
  }, 900_000)
})
