import { expect, test } from 'vitest'
import { SourceError, type Connector, type CorrectionRequest, type Source } from '../../connectors/connector.ts'
import type { SqlSelect } from '../../connectors/sql-select.ts'
import { freePort } from '../support/debian-binaries.ts'
import { severedProxy } from '../support/severed-proxy.ts'
import { readAll } from './read-all.ts'

/** One database server under test, and its words for what the laws below need. */
export interface SqlServerUnderTest<Config> {
  createDatabase(): Promise<string>
  run(url: string, sql: string, parameters?: readonly unknown[]): Promise<unknown[][]>
  configOf(url: string, settings?: { statementTimeoutMs?: number; maxConcurrency?: number }): Config
  /** Columns id, name, amount numeric(10,2), born date, note (5 characters at most, may be null). */
  readonly createPeople: string
  readonly duplicateKeysTable: string
  /** Holds the table so that nobody can read it, until disposed. */
  lockTable(url: string): Promise<AsyncDisposable>
  /** Ends every connection of the connector from the server's side. */
  endConnections(url: string): Promise<void>
  /** How many connections to the database are not the test's own. */
  connectionCount(url: string): Promise<number>
  /** The bytes by which a client asks for a commit. */
  readonly commitWord: string
}

const SELECT: SqlSelect = { table: 'people', key: 'id' }

const correction = (
  sourceKey: string,
  ...changes: readonly (readonly [string, string | null, string | null])[]
): CorrectionRequest => ({
  idempotencyKey: `${sourceKey}-${JSON.stringify(changes)}`,
  sourceKey,
  changes: changes.map(([column, before, after]) => ({ column, before, after })),
})

/** What only a real server can show: other connections, lost connections, refused logins, typed columns. */
export function sqlServerLaws<Config>(
  connector: Connector<Config, SqlSelect>,
  server: () => SqlServerUnderTest<Config>,
): void {
  const openAt = (config: Config) => connector.open(config, { baseDir: '/', signal: new AbortController().signal })

  async function withPeople(
    body: (source: Source<SqlSelect>, url: string) => Promise<void>,
    settings?: { statementTimeoutMs?: number; maxConcurrency?: number },
  ): Promise<void> {
    const { createDatabase, run, createPeople, configOf } = server()
    const url = await createDatabase()
    await run(url, createPeople)
    await run(url, `INSERT INTO people VALUES (1, 'Žofie', 10.10, '2001-02-03', 'red'), (2, 'Adam', 0.00, NULL, NULL)`)
    await using source = await openAt(configOf(url, settings))
    await body(source, url)
  }

  const failureOf = async (work: Promise<unknown>): Promise<SourceError> => {
    const error = await work.then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    expect(error).toBeInstanceOf(SourceError)
    return error as SourceError
  }

  const deliverOne = async (source: Source<SqlSelect>, request: CorrectionRequest, select = SELECT) =>
    (await source.deliver?.(select, 'batch-1', [request]))?.[0]

  test('typed columns come as exact text', () =>
    withPeople(async (source) => {
      const { rows } = await readAll(source.snapshot(SELECT))
      expect(rows.map(({ fields }) => fields)).toEqual([
        { id: '1', name: 'Žofie', amount: '10.10', born: '2001-02-03', note: 'red' },
        { id: '2', name: 'Adam', amount: '0.00', born: null, note: null },
      ])
    }))

  test('a select of columns reads these and no other', () =>
    withPeople(async (source) => {
      const { rows, end } = await readAll(source.snapshot({ ...SELECT, columns: ['name'], changedAt: 'born' }))
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

      const reader = source.snapshot(SELECT)
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
      expect([...names].sort()).toEqual(['Adam', 'old', 'Žofie'])
    }))

  test('keys in any alphabet, twice in the table or missing, are all delivered', async () => {
    const { createDatabase, run, configOf, duplicateKeysTable } = server()
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

    await using source = await openAt(configOf(url))
    const { rows, end } = await readAll(source.snapshot(SELECT))
    expect(rows.map(({ sourceKey }) => sourceKey).sort()).toEqual([...everything, '', ''].sort())
    expect(end.isComplete).toBe(true)
  })

  test('an unreachable server is named with its address and without its password', async () => {
    const url = `${new URL(await server().createDatabase()).protocol}//u:secret-word@127.0.0.1:${await freePort()}/shop`
    await using source = await openAt(server().configOf(url))
    const error = await failureOf(readAll(source.snapshot(SELECT)))

    expect(error.code).toBe('SOURCE_UNREACHABLE')
    expect(error.message).toMatch(/127\.0\.0\.1:\d+\/shop does not answer \(ECONNREFUSED\)/)
    expect(JSON.stringify([error.message, error.stack, error.cause])).not.toContain('secret-word')
  })

  test('a wrong password is a refused login', async () => {
    const url = new URL(await server().createDatabase())
    url.password = 'secret-word'
    await using source = await openAt(server().configOf(url.href))
    const error = await failureOf(source.probe(SELECT))

    expect(error).toMatchObject({ code: 'SOURCE_LOGIN_REFUSED', parameters: { user: url.username } })
    expect(error.message).not.toContain('secret-word')
  })

  test('a table that vanished and a column that vanished are named', () =>
    withPeople(async (source, url) => {
      const renamed = await failureOf(source.probe({ ...SELECT, changedAt: 'updated_at' }))
      expect(renamed).toMatchObject({ code: 'SOURCE_COLUMN_MISSING', parameters: { column: '"updated_at"' } })
      expect(renamed.message).toContain('id, name, amount, born, note')

      await server().run(url, 'DROP TABLE people')
      expect(await failureOf(readAll(source.snapshot(SELECT)))).toMatchObject({ code: 'SOURCE_TABLE_MISSING' })
    }))

  test('a name with quotes in it is only ever a name', () =>
    withPeople(async (source) => {
      const table = 'people"; DROP TABLE people; -- `'
      expect(await failureOf(source.probe({ ...SELECT, table }))).toMatchObject({ code: 'SOURCE_TABLE_MISSING' })
      expect((await source.probe(SELECT)).columns).toContain('amount')
    }))

  test('a statement that takes too long is stopped', () =>
    withPeople(
      async (source, url) => {
        await using _ = await server().lockTable(url)
        const error = await failureOf(readAll(source.snapshot(SELECT)))
        expect(error).toMatchObject({ code: 'SOURCE_TIMEOUT', parameters: { limitMs: 300 } })
      },
      { statementTimeoutMs: 300 },
    ))

  test('a connection lost in the middle of a reading is a coded error and an incomplete reading', () =>
    withPeople(async (source, url) => {
      const values = Array.from({ length: 2_500 }, (_, index) => `(${index + 3}, 'x', 1.00, NULL, NULL)`)
      await server().run(url, `INSERT INTO people VALUES ${values.join(', ')}`)
      const reader = source.snapshot(SELECT)
      const reading = (async () => {
        for await (const _ of reader.batches) await server().endConnections(url)
      })()

      expect((await failureOf(reading)).code).toBe('SOURCE_UNREACHABLE')
      expect(reader.end()).toMatchObject({ isComplete: false, reason: 'The reading stopped after 1000 rows.' })
    }))

  test('the flows of one system together open no more connections than the plan allows', () =>
    withPeople(
      async (source, url) => {
        await using other = await openAt(server().configOf(url, { maxConcurrency: 2 }))
        let connectionsMax = 0
        const readings = [source, other, source, other, other].map(async (flow) => {
          const reader = flow.snapshot(SELECT)
          for await (const _ of reader.batches)
            connectionsMax = Math.max(connectionsMax, await server().connectionCount(url))
          return reader.end().isComplete
        })

        expect(await Promise.all(readings)).toEqual([true, true, true, true, true])
        expect(connectionsMax).toBe(2)
      },
      { maxConcurrency: 2 },
    ))

  test('typed values are written by their meaning and read back as the table shows them', () =>
    withPeople(async (source) => {
      const request = correction(
        '1',
        ['amount', '10.10', '12.5'],
        ['born', '2001-02-03', null],
        ['note', 'red', 'blue'],
      )
      expect(await deliverOne(source, request)).toMatchObject({ state: 'applied' })
      expect(await deliverOne(source, request)).toMatchObject({ state: 'applied' })

      const { rows } = await readAll(source.snapshot(SELECT))
      expect(rows[0]?.fields).toMatchObject({ amount: '12.50', born: null, note: 'blue' })
      expect(
        await deliverOne(source, correction('2', ['note', null, 'x'], ['born', null, '1999-12-31'])),
      ).toMatchObject({
        state: 'applied',
      })
    }))

  test.each([
    ['a value that changed meanwhile', correction('1', ['name', 'Zofie', 'Eva']), 'precondition'],
    [
      'one of two values that changed meanwhile',
      correction('1', ['name', 'Žofie', 'Eva'], ['note', null, 'x']),
      'precondition',
    ],
    ['a value that differs in case only', correction('1', ['note', 'RED', 'blue']), 'precondition'],
    ['a record that is gone', correction('77', ['name', 'Žofie', 'Eva']), 'record-gone'],
    ['a text that is too long', correction('1', ['note', 'red', 'crimson']), 'value-refused'],
    ['a date that does not exist', correction('1', ['born', '2001-02-03', '2001-02-31']), 'value-refused'],
    ['an amount the column would round', correction('1', ['amount', '10.10', '10.105']), 'value-altered'],
  ])('%s is refused and nothing is written', (_, request, reason) =>
    withPeople(async (source) => {
      const before = await readAll(source.snapshot(SELECT))
      expect(await deliverOne(source, request)).toEqual({
        idempotencyKey: request.idempotencyKey,
        state: 'refused',
        reason,
      })
      expect(await readAll(source.snapshot(SELECT))).toEqual(before)
    }),
  )

  test('a key that two rows share is refused, even when only one row holds the value before', () =>
    withPeople(async (source) => {
      const select: SqlSelect = { table: 'people', key: 'name' }
      await deliverOne(source, correction('1', ['name', 'Žofie', 'Adam']))
      expect(await deliverOne(source, correction('Adam', ['note', 'red', 'blue']), select)).toMatchObject({
        state: 'refused',
        reason: 'key-not-unique',
      })
    }))

  test('a refused request does not hold up the others', () =>
    withPeople(async (source) => {
      const requests = [
        correction('1', ['note', 'red', 'crimson']),
        correction('77', ['note', 'red', 'blue']),
        correction('2', ['name', 'Adam', 'Eva']),
      ]
      const outcomes = await source.deliver?.(SELECT, 'batch-1', requests)
      expect(outcomes?.map(({ state }) => state)).toEqual(['refused', 'refused', 'applied'])
      expect((await source.readBack?.(SELECT, 'batch-1', requests))?.map(({ state }) => state)).toEqual([
        'planned',
        'refused',
        'applied',
      ])
    }))

  test('a row held by another connection leaves the request uncertain, to be read back as planned', () =>
    withPeople(
      async (source, url) => {
        const request = correction('1', ['note', 'red', 'blue'])
        {
          await using _ = await server().lockTable(url)
          const delivery = source.deliver?.({ ...SELECT }, 'batch-1', [request])
          expect(await delivery?.catch((error: SourceError) => error.code)).toSatisfy(
            (found) => found === 'SOURCE_TIMEOUT' || found[0].state === 'uncertain',
          )
        }
        expect((await source.readBack?.(SELECT, 'batch-1', [request]))?.[0]?.state).toBe('planned')
      },
      { statementTimeoutMs: 1_000 },
    ))

  test('a connection lost at the commit leaves the request uncertain, and reading back tells', () =>
    withPeople(async (_, url) => {
      const target = new URL(url)
      await using proxy = await severedProxy({ host: target.hostname, port: Number(target.port) }, server().commitWord)
      target.port = String(proxy.port)
      await using source = await openAt(server().configOf(target.href))
      const requests = [correction('1', ['note', 'red', 'blue']), correction('2', ['note', null, 'x'])]

      const outcomes = await source.deliver?.(SELECT, 'batch-1', requests)
      expect(outcomes?.map(({ state, reason }) => [state, reason])).toEqual([
        ['uncertain', 'connection-lost'],
        ['uncertain', 'not-sent'],
      ])
      await using direct = await openAt(server().configOf(url))
      expect((await direct.readBack?.(SELECT, 'batch-1', requests))?.map(({ state }) => state)).toEqual([
        'applied',
        'planned',
      ])
    }))
}
