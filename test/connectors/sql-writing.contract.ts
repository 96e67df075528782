import { expect, test } from 'vitest'
import type { CorrectionRequest, Source } from '../../connectors/connector.ts'
import type { SqlSelect } from '../../connectors/sql-select.ts'
import { severedProxy } from '../support/severed-proxy.ts'
import { readAll } from './read-all.ts'
import { PEOPLE, sqlServerBench, type SqlServerUnderTest } from './sql-server-under-test.ts'

const correction = (
  sourceKey: string,
  ...changes: readonly (readonly [string, string | null, string | null])[]
): CorrectionRequest => ({
  idempotencyKey: `${sourceKey}-${JSON.stringify(changes)}`,
  sourceKey,
  changes: changes.map(([column, before, after]) => ({ column, before, after })),
})

/** What only a real server can show of writing: typed columns, rows that others hold, answers that never come back. */
export function sqlWritingLaws<Config>(server: () => SqlServerUnderTest<Config>): void {
  const { openAt, withPeople } = sqlServerBench(server)

  const deliverOne = async (source: Source<SqlSelect>, request: CorrectionRequest, select = PEOPLE) =>
    (await source.deliver?.(select, 'batch-1', [request]))?.[0]

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

      const { rows } = await readAll(source.snapshot(PEOPLE))
      expect(rows[0]?.fields).toMatchObject({ amount: '12.50', born: null, note: 'blue' })
      expect(
        await deliverOne(source, correction('2', ['note', null, 'x'], ['born', null, '1999-12-31'])),
      ).toMatchObject({
        state: 'applied',
      })
    }))

  test('a number is the same value in every notation, before, after and read back; a text is not', () =>
    withPeople(async (source) => {
      const taken = correction('1', ['amount', '10.1', '12.5'])
      expect(await deliverOne(source, taken)).toMatchObject({ state: 'applied' })
      const back = correction('1', ['amount', '12.500', '10.1'])
      expect(await source.readBack?.(PEOPLE, 'batch-1', [taken, back])).toMatchObject([
        { state: 'applied' },
        { state: 'planned' },
      ])
      expect(await deliverOne(source, back)).toMatchObject({ state: 'applied' })
      expect((await readAll(source.snapshot(PEOPLE))).rows[0]?.fields).toMatchObject({ amount: '10.10' })

      await deliverOne(source, correction('1', ['note', 'red', '1.0']))
      expect(await deliverOne(source, correction('1', ['note', '1.00', 'blue']))).toMatchObject({ state: 'refused' })
      expect(await deliverOne(source, correction('1', ['note', '1.0 ', 'blue']))).toMatchObject({ state: 'refused' })
    }))

  test('no value is the same as no value only', () =>
    withPeople(async (source) => {
      const states = await source.deliver?.(PEOPLE, 'batch-1', [
        correction('2', ['amount', null, '1']),
        correction('2', ['note', '', 'x']),
        correction('2', ['note', null, 'x'], ['amount', '0', '5']),
        correction('2', ['amount', '5.00', null]),
        correction('2', ['amount', '0', '1']),
      ])
      expect(states?.map(({ reason, state }) => reason ?? state)).toEqual([
        'precondition',
        'precondition',
        'applied',
        'applied',
        'precondition',
      ])
    }))

  test('a value that the column could never hold is not read back as written, nor does it hold up the others', () =>
    withPeople(async (source) => {
      const requests = [
        correction('1', ['born', '2001-02-03', '2001-02-31']),
        correction('2', ['amount', '3', '0.000']),
      ]
      const [impossible, other] = (await source.readBack?.(PEOPLE, 'batch-1', requests)) ?? []
      expect(['planned', 'refused']).toContain(impossible?.state)
      expect(other?.state).toBe('applied')
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
    ['an amount that only begins like the one there', correction('1', ['amount', '10.104', '12']), 'precondition'],
    ['an amount the column would round', correction('1', ['amount', '10.10', '10.105']), 'value-altered'],
  ])('%s is refused and nothing is written', (_, request, reason) =>
    withPeople(async (source) => {
      const before = await readAll(source.snapshot(PEOPLE))
      expect(await deliverOne(source, request)).toEqual({
        idempotencyKey: request.idempotencyKey,
        state: 'refused',
        reason,
      })
      expect(await readAll(source.snapshot(PEOPLE))).toEqual(before)
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
      const outcomes = await source.deliver?.(PEOPLE, 'batch-1', requests)
      expect(outcomes?.map(({ state }) => state)).toEqual(['refused', 'refused', 'applied'])
      expect((await source.readBack?.(PEOPLE, 'batch-1', requests))?.map(({ state }) => state)).toEqual([
        'planned',
        'refused',
        'applied',
      ])
    }))

  test('a row held by another connection leaves its request uncertain, to be read back as planned', () =>
    withPeople(
      async (source, url) => {
        const requests = [correction('1', ['note', 'red', 'blue']), correction('2', ['note', null, 'x'])]
        await using _ = await server().lockRow(url)

        const outcomes = await source.deliver?.(PEOPLE, 'batch-1', requests)
        expect(outcomes?.map(({ state, reason }) => [state, reason])).toEqual([
          ['uncertain', 'busy'],
          ['applied', null],
        ])
        expect((await source.readBack?.(PEOPLE, 'batch-1', requests))?.map(({ state }) => state)).toEqual([
          'planned',
          'applied',
        ])
      },
      { statementTimeoutMs: 1_000 },
    ))

  test('a user who may only read is told so, request by request', () =>
    withPeople(async (_, url) => {
      await using source = await openAt(await server().asReader(url))
      expect((await readAll(source.snapshot(PEOPLE))).end.isComplete).toBe(true)
      const outcome = await deliverOne(source, correction('1', ['note', 'red', 'blue']))
      expect(outcome).toMatchObject({ state: 'refused', reason: 'permission-denied' })
    }))

  test('a connection lost at the commit leaves the request uncertain, and reading back tells', () =>
    withPeople(async (_, url) => {
      const target = new URL(url)
      await using proxy = await severedProxy({ host: target.hostname, port: Number(target.port) }, server().commitWord)
      target.port = String(proxy.port)
      await using source = await openAt(target.href)
      const requests = [correction('1', ['note', 'red', 'blue']), correction('2', ['note', null, 'x'])]

      const outcomes = await source.deliver?.(PEOPLE, 'batch-1', requests)
      expect(outcomes?.map(({ state, reason }) => [state, reason])).toEqual([
        ['uncertain', 'connection-lost'],
        ['unsent', 'connection-lost'],
      ])
      await using direct = await openAt(url)
      expect((await direct.readBack?.(PEOPLE, 'batch-1', requests))?.map(({ state }) => state)).toEqual([
        'applied',
        'planned',
      ])
    }))
}
