import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { CorrectionRequest, Source } from '../../connectors/connector.ts'
import type { SqlSelect } from '../../connectors/sql-select.ts'
import { severedProxy } from '../support/severed-proxy.ts'
import { readAll } from './read-all.ts'
import { sqlServerBench, type SqlServerUnderTest } from './sql-server-under-test.ts'

const MEMBERS: SqlSelect = { table: 'members', key: 'id' }
const ID = { column: 'golden_id', id: 'cus_1' }

const creation = (values: Readonly<Record<string, string | null>>, id = ID.id): CorrectionRequest => ({
  idempotencyKey: `create-${id}-${JSON.stringify(values)}`,
  sourceKey: '',
  changes: Object.entries(values).map(([column, after]) => ({ column, before: null, after })),
  creates: { ...ID, id },
})
const removal = (sourceKey: string, values: Readonly<Record<string, string | null>>): CorrectionRequest => ({
  idempotencyKey: `remove-${sourceKey}`,
  sourceKey,
  changes: Object.entries(values).map(([column, before]) => ({ column, before, after: null })),
  removes: ID,
})
const anna = { name: 'Anna', amount: '12.5' }

/** Records that are created and removed on a real server, which gives them their keys. */
export function sqlCreationLaws<Config>(server: () => SqlServerUnderTest<Config>): void {
  const { openAt } = sqlServerBench(server)

  async function withMembers(body: (source: Source<SqlSelect>, url: string) => Promise<void>): Promise<void> {
    const url = await server().createDatabase()

    for (const sql of server().createMembers) await server().run(url, sql)
    await using source = await openAt(url, { maxConcurrency: 6 })
    await body(source, url)
  }
  const send = async (source: Source<SqlSelect>, request: CorrectionRequest) =>
    (await source.deliver?.(MEMBERS, 'batch-1', [request]))?.[0]
  const rowsOf = async (source: Source<SqlSelect>) => (await readAll(source.snapshot(MEMBERS))).rows

  test('a record is created once, and its key is told however often it is asked', () =>
    withMembers(async (source) => {
      const request = creation(anna)

      expect(await source.readBack?.(MEMBERS, 'batch-1', [request])).toMatchObject([{ state: 'planned' }])
      const outcome = await send(source, request)
      const key = outcome?.createdKey

      expect(outcome).toMatchObject({ state: 'applied', reason: null })
      expect(await send(source, request)).toMatchObject({ state: 'applied', createdKey: key })
      expect(await source.readBack?.(MEMBERS, 'batch-1', [request])).toMatchObject([
        { state: 'applied', createdKey: key },
      ])
      expect(await rowsOf(source)).toMatchObject([
        { sourceKey: key, fields: { name: 'Anna', amount: '12.50', golden_id: 'cus_1' } },
      ])
    }))

  test('a record that has the id already stays as it is', () =>
    withMembers(async (source) => {
      const known = await send(source, creation(anna))

      expect(await send(source, creation({ name: 'Eva' }))).toMatchObject({
        state: 'refused',
        reason: 'exists-with-other-values',
      })
      expect(await source.readBack?.(MEMBERS, 'batch-1', [creation({ name: 'Eva' })])).toMatchObject([
        { state: 'applied', createdKey: known?.createdKey },
      ])
      expect(await rowsOf(source)).toHaveLength(1)
    }))

  test.each([
    ['a value that does not fit', { name: 'a name of more than twenty letters' }, 'value-refused'],
    ['an amount the column would round', { name: 'Anna', amount: '1.005' }, 'value-altered'],
    ['a record without what the system requires', { amount: '1.00' }, 'value-refused'],
  ])('%s is refused, and nothing is created', (_, values, reason) =>
    withMembers(async (source) => {
      expect(await send(source, creation(values))).toMatchObject({ state: 'refused', reason })
      expect(await rowsOf(source)).toEqual([])
    }),
  )

  test('several that create the same record at once create one', () =>
    withMembers(async (_, url) => {
      const holder = await server().holdNewMembers(url)
      const sent = Array.from({ length: 6 }, async () => {
        await using source = await openAt(url)
        return await send(source, creation(anna))
      })
      await sleep(1_000) // all of them have looked, and none has written
      await holder[Symbol.asyncDispose]()
      const outcomes = await Promise.all(sent)
      await using source = await openAt(url)
      const rows = await rowsOf(source)

      expect(rows).toHaveLength(1)
      for (const outcome of outcomes)
        expect([
          ['applied', rows[0]?.sourceKey],
          ['uncertain', undefined],
        ]).toContainEqual([outcome?.state, outcome?.createdKey])
    }))

  test('a connection lost at the commit leaves it uncertain, and reading back tells the key', () =>
    withMembers(async (direct, url) => {
      const target = new URL(url)
      await using proxy = await severedProxy({ host: target.hostname, port: Number(target.port) }, server().commitWord)
      target.port = String(proxy.port)
      await using source = await openAt(target.href)

      expect(await send(source, creation(anna))).toMatchObject({ state: 'uncertain', reason: 'connection-lost' })
      const [answer] = (await direct.readBack?.(MEMBERS, 'batch-1', [creation(anna)])) ?? []

      expect(answer).toMatchObject({ state: 'applied', createdKey: (await rowsOf(direct))[0]?.sourceKey })
    }))

  test('a created record goes again as long as it says what it was given', () =>
    withMembers(async (source) => {
      const key = (await send(source, creation(anna)))?.createdKey ?? ''

      expect(await source.readBack?.(MEMBERS, 'batch-2', [removal(key, anna)])).toMatchObject([{ state: 'planned' }])
      expect(await send(source, removal(key, { name: 'Eva' }))).toMatchObject({
        state: 'refused',
        reason: 'precondition',
      })
      expect(await send(source, removal(key, anna))).toMatchObject({ state: 'applied' })
      expect(await send(source, removal(key, anna))).toMatchObject({ state: 'applied' })
      expect(await source.readBack?.(MEMBERS, 'batch-2', [removal(key, anna)])).toMatchObject([{ state: 'applied' }])
      expect(await rowsOf(source)).toEqual([])
    }))

  test('a created record that others refer to stays', () =>
    withMembers(async (source, url) => {
      const key = (await send(source, creation(anna)))?.createdKey ?? ''
      await server().run(url, `INSERT INTO orders VALUES (1, ${key})`)

      expect(await send(source, removal(key, anna))).toMatchObject({ state: 'refused', reason: 'value-refused' })
      expect(await rowsOf(source)).toHaveLength(1)
    }))
}
