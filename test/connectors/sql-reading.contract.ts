import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { freePort } from '../support/debian-binaries.ts'
import { readAll } from './read-all.ts'
import { failureOf, PEOPLE, sqlServerBench, type SqlServerUnderTest } from './sql-server-under-test.ts'

/** What only a real server can show of reading: other connections, lost connections, refused logins, typed columns. */
export function sqlReadingLaws<Config>(server: () => SqlServerUnderTest<Config>): void {
  const { openAt, withPeople } = sqlServerBench(server)

  test('typed columns come as exact text', () =>
    withPeople(async (source) => {
      const { rows } = await readAll(source.snapshot(PEOPLE))
      expect(rows.map(({ fields }) => fields)).toEqual([
        { id: '1', name: 'Žofie', amount: '10.10', born: '2001-02-03', note: 'red' },
        { id: '2', name: 'Adam', amount: '0.00', born: null, note: null },
      ])
    }))

  test('a select of columns reads these and no other', () =>
    withPeople(async (source) => {
      const { rows, end } = await readAll(source.snapshot({ ...PEOPLE, columns: ['name'], changedAt: 'born' }))
      expect(end.columns).toEqual(['name'])
      expect(rows[0]).toEqual({ sourceKey: '1', changedAt: '2001-02-03', fields: { name: 'Žofie' } })
    }))

  test('what another connection changes during a reading is not seen in it', () =>
    withPeople(async (source, url) => {
      const { run } = server()
      for (let from = 3; from < 3_000; from += 1_000) {
        const values = Array.from({ length: 1_000 }, (_, index) => `(${from + index}, 'old', 1.00, NULL, NULL)`)
        await run(url, `INSERT INTO people VALUES ${values.join(', ')}`)
      }

      const reader = source.snapshot(PEOPLE)
      const names = new Set<string | null | undefined>()
      let batchCount = 0
      for await (const { rows } of reader.batches) {
        if (++batchCount === 1) {
          await run(url, `UPDATE people SET name = 'new' WHERE id > 2`)
          await run(url, `DELETE FROM people WHERE id BETWEEN 1500 AND 1600`)
          await run(url, `INSERT INTO people VALUES (-5, 'new', 1, NULL, NULL), (9999, 'new', 1, NULL, NULL)`)
        }
        for (const { fields } of rows) names.add(fields['name'])
      }

      expect(reader.end()).toMatchObject({ isComplete: true, rowCount: 3_002, expectedCount: 3_002 })
      expect(names).toEqual(new Set(['Adam', 'old', 'Žofie']))
    }))

  test('keys in any alphabet, twice in the table or missing, are all delivered', async () => {
    const { createDatabase, run, duplicateKeysTable } = server()
    const url = await createDatabase()
    await run(url, duplicateKeysTable)
    const words = ['ä', 'Z', 'a', 'A', '_', 'z', 'Ž', '10', '9', '']
    const keys = words.flatMap((word) => Array.from({ length: 150 }, (_, index) => `${word}${index % 75}`))
    const crowd = Array.from({ length: 1_200 }, () => 'm')
    const everything = [...keys, ...crowd]
    for (let at = 0; at < everything.length; at += 500) {
      const part = everything.slice(at, at + 500)
      await run(url, `INSERT INTO people (id) VALUES ${part.map((key) => `('${key}')`).join(', ')}`)
    }
    await run(url, 'INSERT INTO people (id) VALUES (NULL), (NULL)')

    await using source = await openAt(url)
    const { rows, end } = await readAll(source.snapshot(PEOPLE))
    expect(rows.map(({ sourceKey }) => sourceKey).sort()).toEqual([...everything, '', ''].sort())
    expect(end.isComplete).toBe(true)
  })

  test('an unreachable server is named with its address and without its password', async () => {
    const url = `${new URL(await server().createDatabase()).protocol}//u:secret-word@127.0.0.1:${await freePort()}/shop`
    await using source = await openAt(url)
    const error = await failureOf(readAll(source.snapshot(PEOPLE)))

    expect(error.code).toBe('SOURCE_UNREACHABLE')
    expect(error.message).toMatch(/127\.0\.0\.1:\d+\/shop does not answer \(ECONNREFUSED\)/)
    expect(JSON.stringify([error.message, error.stack, error.cause])).not.toContain('secret-word')
  })

  test('a wrong password is a refused login', async () => {
    const url = new URL(await server().createDatabase())
    url.password = 'secret-word'
    await using source = await openAt(url.href)
    const error = await failureOf(source.probe(PEOPLE))

    expect(error).toMatchObject({ code: 'SOURCE_LOGIN_REFUSED', parameters: { user: url.username } })
    expect(error.message).not.toContain('secret-word')
  })

  test('a table that vanished and a column that vanished are named', () =>
    withPeople(async (source, url) => {
      const renamed = await failureOf(source.probe({ ...PEOPLE, changedAt: 'updated_at' }))
      expect(renamed).toMatchObject({ code: 'SOURCE_COLUMN_MISSING', parameters: { column: '"updated_at"' } })
      expect(renamed.message).toContain('id, name, amount, born, note')

      await server().run(url, 'DROP TABLE people')
      expect(await failureOf(readAll(source.snapshot(PEOPLE)))).toMatchObject({ code: 'SOURCE_TABLE_MISSING' })
    }))

  test('a name with quotes in it is only ever a name', () =>
    withPeople(async (source) => {
      const table = 'people"; DROP TABLE people; -- `'
      expect(await failureOf(source.probe({ ...PEOPLE, table }))).toMatchObject({ code: 'SOURCE_TABLE_MISSING' })
      expect((await source.probe(PEOPLE)).columns).toContain('amount')
    }))

  test('a statement that takes too long is stopped', () =>
    withPeople(
      async (source, url) => {
        await using _ = await server().lockTable(url)
        const error = await failureOf(readAll(source.snapshot(PEOPLE)))
        expect(error).toMatchObject({ code: 'SOURCE_TIMEOUT', parameters: { limitMs: 300 } })
      },
      { statementTimeoutMs: 300 },
    ))

  test('a connection lost in the middle of a reading is a coded error and an incomplete reading', () =>
    withPeople(async (source, url) => {
      const values = Array.from({ length: 2_500 }, (_, index) => `(${index + 3}, 'x', 1.00, NULL, NULL)`)
      await server().run(url, `INSERT INTO people VALUES ${values.join(', ')}`)
      const reader = source.snapshot(PEOPLE)
      const reading = (async () => {
        for await (const _ of reader.batches) await server().endConnections(url)
      })()

      expect((await failureOf(reading)).code).toBe('SOURCE_UNREACHABLE')
      expect(reader.end()).toMatchObject({ isComplete: false, reason: 'The reading stopped after 1000 rows.' })
    }))

  /** The server lists a connection for a moment after it was closed: more than allowed are only believed when they stay. */
  async function settledConnectionCount(url: string, allowed: number): Promise<number> {
    let count = await server().connectionCount(url)

    for (let look = 0; look < 40 && count > allowed; look += 1) {
      await setTimeout(25)
      count = await server().connectionCount(url)
    }

    return count
  }

  test('the flows of one system together open no more connections than the plan allows', () =>
    withPeople(
      async (source, url) => {
        await using other = await openAt(url, { maxConcurrency: 2 })
        let connectionsMax = 0
        const readings = [source, other, source, other, other].map(async (flow) => {
          const reader = flow.snapshot(PEOPLE)
          for await (const _ of reader.batches)
            connectionsMax = Math.max(connectionsMax, await settledConnectionCount(url, 2))
          return reader.end().isComplete
        })

        expect(await Promise.all(readings)).toEqual([true, true, true, true, true])
        expect(connectionsMax).toBeGreaterThan(0)
        expect(connectionsMax).toBeLessThanOrEqual(2)
      },
      { maxConcurrency: 2 },
    ))

  test('a user who may not read the table gets a coded error', () =>
    withPeople(async (source, url) => {
      await server().run(url, 'CREATE TABLE hidden (id int, note varchar(5))')
      await using reader = await openAt(await server().asReader(url))
      const error = await failureOf(readAll(reader.snapshot({ table: 'hidden', key: 'id' })))
      expect(error.code).toMatch(/^SOURCE_(STATEMENT_FAILED|TABLE_MISSING)$/)
      expect((await source.probe({ table: 'hidden', key: 'id' })).columns).toEqual(['id', 'note'])
    }))
}
