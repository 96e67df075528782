import { describe, expect, test } from 'vitest'
import { SourceError, type Connector, type CorrectionRequest, type Source } from '../../connectors/connector.ts'
import {
  AWKWARD_VALUES,
  CHANGED_AT,
  COLUMNS,
  COMPOSITE_KEYS,
  many,
  ONE_WITHOUT_KEY,
  people,
  recolour,
  THREE_PEOPLE,
  type ConformanceTable,
} from './conformance-tables.ts'
import { liveHeapBytes } from './live-heap.ts'
import { readAll } from './read-all.ts'

export type { ConformanceTable, TableRow } from './conformance-tables.ts'

/** One prepared system that holds one table. */
export interface ConformanceSystem<Config, Select> extends AsyncDisposable {
  readonly config: Config
  readonly select: Select
  readonly baseDir: string
  /** The same system asked for a file or table that is not there. */
  readonly absent: { readonly config: Config; readonly select: Select }
  /** Changes one value behind the connector's back. Needed unless `refuses-stale-write` is skipped. */
  change?(sourceKey: string, column: string, value: string | null): Promise<void>
  /** Files or connections the connector holds open right now. */
  openHandles?(): Promise<number>
}

/** What a connector may lack; the reason is printed with the skipped test. */
export type Requirement =
  | 'write'
  | 'refuses-stale-write'
  | 'corrections-take-effect'
  | 'rows-without-key'
  | 'composite-key'
  | 'changed-at'
  | 'large-input'
  | 'open-handles'

export interface ConformanceOptions<Config, Select> {
  systemWith(table: ConformanceTable): Promise<ConformanceSystem<Config, Select>>
  readonly skips?: Partial<Record<Requirement, string>>
  /** Values that must come back exactly; replace where the format cannot carry them (fixed width has no newlines). */
  readonly awkwardValues?: readonly (string | null)[]
  readonly largeRowCount?: number
}

const LARGE_ROW_COUNT = 200_000
const HEAP_GROWTH_BYTES_MAX = 48 * 2 ** 20

/** The promises of `connectors/connector.ts` as tests. Every connector passes each, or skips it with a stated reason. */
export function connectorConformance<Config, Select>(
  connector: Connector<Config, Select>,
  options: ConformanceOptions<Config, Select>,
): void {
  const { systemWith, skips = {}, awkwardValues = AWKWARD_VALUES, largeRowCount = LARGE_ROW_COUNT } = options

  type System = ConformanceSystem<Config, Select>
  type Body = (source: Source<Select>, system: System, signal: AbortController) => Promise<void>

  /** Runs a body against an opened system, unless the connector says why it cannot. */
  const law = (title: string, needs: readonly Requirement[], table: ConformanceTable, body: Body) =>
    test(title, { timeout: 240_000 }, async (context) => {
      const reasons = needs.flatMap((need) => skips[need] ?? [])
      if (reasons.length > 0) return context.skip(reasons.join('; '))

      await using system = await systemWith(table)
      const abort = new AbortController()
      await using source = await connector.open(connector.config.parse(system.config), {
        baseDir: system.baseDir,
        signal: abort.signal,
      })
      await body(source, system, abort)
    })

  const notes = async (source: Source<Select>, { select }: System) =>
    (await readAll(source.snapshot(select))).rows.map(({ fields }) => fields['note'])

  describe(`${connector.name} as a source`, () => {
    law('a probe names the columns', [], THREE_PEOPLE, async (source, { select }) => {
      expect((await source.probe(select)).columns).toEqual(COLUMNS)
    })

    law('every row comes once, with its key and its raw values', [], people(awkwardValues), async (source, system) => {
      const { rows, rejections } = await readAll(source.snapshot(system.select))

      expect(rejections).toEqual([])
      expect(rows.map(({ sourceKey, fields }) => [sourceKey, fields['note']])).toEqual(
        awkwardValues.map((note, index) => [`C-${101 + index}`, note]),
      )
      expect(Object.keys(rows[0]?.fields ?? {})).toEqual(COLUMNS)
    })

    law('a whole reading is complete and counted', [], THREE_PEOPLE, async (source, { select }) => {
      const { end } = await readAll(source.snapshot(select))

      expect(end).toMatchObject({ isComplete: true, rowCount: 3, reason: null, columns: COLUMNS })
      expect(end.proof).not.toBe('none')
    })

    law('a second reading yields the same', [], people(awkwardValues), async (source, { select }) => {
      expect(await readAll(source.snapshot(select))).toEqual(await readAll(source.snapshot(select)))
    })

    law(
      'the time of change is the raw text of its column',
      ['changed-at'],
      THREE_PEOPLE,
      async (source, { select }) => {
        expect(connector.guarantees.knowsChangedAt).toBe(true)
        const { rows } = await readAll(source.snapshot(select))
        expect(rows.map(({ changedAt }) => changedAt)).toEqual([CHANGED_AT, CHANGED_AT, CHANGED_AT])
      },
    )

    law(
      'parts of a composite key are joined and escaped',
      ['composite-key'],
      COMPOSITE_KEYS,
      async (source, { select }) => {
        const { rows } = await readAll(source.snapshot(select))
        expect(rows.map(({ sourceKey }) => sourceKey).sort()).toEqual(['CZ\\|7|8', 'CZ|7', 'SK|7'])
        expect(rows.every(({ changedAt }) => changedAt === null)).toBe(true)
      },
    )

    law(
      'a row without key comes with an empty one',
      ['rows-without-key'],
      ONE_WITHOUT_KEY,
      async (source, { select }) => {
        const { rows } = await readAll(source.snapshot(select))
        expect(rows.map(({ sourceKey }) => sourceKey).sort()).toEqual(['', 'C-101', 'C-103'])
      },
    )

    law('what is not there is a coded error', [], THREE_PEOPLE, async (_, system) => {
      const attempt = async () => {
        await using source = await connector.open(connector.config.parse(system.absent.config), {
          baseDir: system.baseDir,
          signal: new AbortController().signal,
        })
        await readAll(source.snapshot(system.absent.select))
      }
      await expect(attempt()).rejects.toBeInstanceOf(SourceError)
    })

    law('a probe of what is not there is a coded error', [], THREE_PEOPLE, async (_, system) => {
      const attempt = async () => {
        await using source = await connector.open(connector.config.parse(system.absent.config), {
          baseDir: system.baseDir,
          signal: new AbortController().signal,
        })
        await source.probe(system.absent.select)
      }
      await expect(attempt()).rejects.toBeInstanceOf(SourceError)
    })

    law('an abort stops the reading', [], many(20_000), async (source, { select }, abort) => {
      let batchCount = 0
      const reading = (async () => {
        for await (const _ of source.snapshot(select).batches) if (++batchCount === 2) abort.abort()
      })()
      await expect(reading).rejects.toThrow()
      expect(batchCount).toBeLessThan(10)
    })

    law(
      'a large input is read in small batches and bounded memory',
      ['large-input'],
      many(largeRowCount),
      async (source, { select }) => {
        const reader = source.snapshot(select)
        const heapBefore = liveHeapBytes()
        let [batchCount, rowCount, batchRowsMax, heapMax] = [0, 0, 0, 0]

        for await (const { rows } of reader.batches) {
          rowCount += rows.length
          batchRowsMax = Math.max(batchRowsMax, rows.length)
          if (++batchCount % 25 === 0) heapMax = Math.max(heapMax, liveHeapBytes())
        }

        expect(rowCount).toBe(largeRowCount)
        expect(reader.end()).toMatchObject({ isComplete: true, rowCount: largeRowCount })
        expect(batchRowsMax).toBeLessThanOrEqual(1_000)
        expect(heapMax - heapBefore).toBeLessThan(HEAP_GROWTH_BYTES_MAX)
      },
    )

    law(
      'nothing stays open after a reading was left and the source disposed',
      ['open-handles'],
      many(20_000),
      async (source, system) => {
        for await (const _ of source.snapshot(system.select).batches) break
        await source[Symbol.asyncDispose]()

        // A file is closed by the system in its own time, after the stream was told to.
        await expect.poll(() => system.openHandles?.(), { timeout: 5_000 }).toBe(0)
      },
    )
  })

  describe(`${connector.name} as a target`, () => {
    const orders = [recolour('C-101', 'red', 'yellow'), recolour('C-103', 'blue', null)]
    const keysOf = (requests: readonly CorrectionRequest[], states: readonly string[]) =>
      requests.map(({ idempotencyKey }, index) => ({ idempotencyKey, state: states[index] }))

    law('a correction whose precondition holds is applied', ['write'], THREE_PEOPLE, async (source, { select }) => {
      const outcomes = await source.deliver?.(select, 'batch-1', orders)
      expect(outcomes).toMatchObject(keysOf(orders, ['applied', 'applied']))
    })

    law(
      'an applied correction is seen by the next reading',
      ['write', 'corrections-take-effect'],
      THREE_PEOPLE,
      async (source, system) => {
        await source.deliver?.(system.select, 'batch-1', orders)
        expect(await notes(source, system)).toEqual(['yellow', 'green', null])
      },
    )

    law(
      'a record that changed meanwhile is refused and left alone',
      ['write', 'refuses-stale-write'],
      THREE_PEOPLE,
      async (source, system) => {
        await system.change?.('C-101', 'note', 'white')

        expect(await source.deliver?.(system.select, 'batch-1', orders)).toMatchObject(
          keysOf(orders, ['refused', 'applied']),
        )
        expect(await notes(source, system)).toEqual(['white', 'green', null])
      },
    )

    law(
      'a record that is gone is refused',
      ['write', 'refuses-stale-write'],
      THREE_PEOPLE,
      async (source, { select }) => {
        const requests = [recolour('C-999', 'red', 'yellow')]
        expect(await source.deliver?.(select, 'batch-1', requests)).toMatchObject(keysOf(requests, ['refused']))
      },
    )

    law(
      'the same batch written twice changes nothing the second time',
      ['write'],
      THREE_PEOPLE,
      async (source, system) => {
        await source.deliver?.(system.select, 'batch-1', orders)
        const notesOnce = await notes(source, system)

        expect(await source.deliver?.(system.select, 'batch-1', orders)).toMatchObject(
          keysOf(orders, ['applied', 'applied']),
        )
        expect(await notes(source, system)).toEqual(notesOnce)
      },
    )

    law('reading back tells planned from applied', ['write'], THREE_PEOPLE, async (source, { select }) => {
      expect(await source.readBack?.(select, 'batch-1', orders)).toEqual(keysOf(orders, ['planned', 'planned']))
      await source.deliver?.(select, 'batch-1', orders)
      expect(await source.readBack?.(select, 'batch-1', orders)).toEqual(keysOf(orders, ['applied', 'applied']))
    })

    law(
      'reading back names a record that someone else changed',
      ['write', 'refuses-stale-write'],
      THREE_PEOPLE,
      async (source, system) => {
        await system.change?.('C-101', 'note', 'white')
        expect(await source.readBack?.(system.select, 'batch-1', orders)).toEqual(
          keysOf(orders, ['refused', 'planned']),
        )
      },
    )
  })
}
