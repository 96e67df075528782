import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { clusterPages } from '../../../../engine/store/golden/cluster-members.ts'
import { digestLines, linesOf } from '../../../../engine/store/documents/document-lines.ts'
import type { Store } from '../../../../engine/store/store.ts'

interface Line {
  readonly number: string
  readonly quantity: string
  readonly sku?: string
}

const two: readonly Line[] = [
  { number: '1', quantity: '3', sku: 'A' },
  { number: '2', quantity: '1.5' },
]

/** How the lines of documents are told apart without reading them, whatever database is under the store. */
export function documentLinesContract(opened: () => Store): void {
  describe('the lines of documents', () => {
    let store: Store

    beforeEach(async () => {
      store = opened()
      await sql`truncate staging.flow, staging.snapshot, staging.source_record, staging.invoice, staging.invoice_line, golden.crosswalk`.execute(
        store.db,
      )
    })

    /** One invoice in each of as many systems, all copies of one document; answers the digests and the lines that are read. */
    async function read(...copies: readonly (readonly Line[])[]) {
      let line = 100

      for (const [at, lines] of copies.entries()) {
        const id = at + 1

        await sql`insert into staging.flow (id, system, entity) values (${id}, ${`s${id}`}, 'invoice'), (${id + 10}, ${`s${id}`}, 'invoiceLine')`.execute(
          store.db,
        )
        await sql`insert into staging.invoice (record_id, normalized_run) values (${id}, 1)`.execute(store.db)
        await sql`insert into golden.crosswalk (record_id, entity, golden_id, since_run) values (${id}, 'invoice', 'inv', 1)`.execute(
          store.db,
        )
        await record(id, id, 'D')
        for (const { number, quantity, sku = null } of lines) {
          line += 1
          await record(line, id + 10, `${line}`)
          await sql`insert into staging.invoice_line (record_id, normalized_run, document_key, line_number, quantity, sku)
            values (${line}, 1, 'D', ${number}, ${quantity}::numeric, ${sku})`.execute(store.db)
        }
      }
      return store.transaction(async (session) => {
        const areKept = await digestLines(session, 'invoice')
        const digests: (string | null)[] = []

        for await (const [cluster] of clusterPages(session, 'invoice', 'all', 10, areKept)) {
          digests.push(...(cluster?.members.map(({ lineDigest }) => lineDigest) ?? []))
        }
        return { digests, lines: await linesOf(session, 'invoice', [1, 2]) }
      })
    }

    function record(id: number, flow: number, key: string) {
      return sql`insert into staging.source_record (id, flow_id, source_key, content_hash, payload, first_seen_run, changed_run)
        values (${id}, ${flow}, ${key}, '', '{}', 1, 1)`.execute(store.db)
    }

    test('the same lines have one digest, in whatever order they were read and however their numbers are written', async () => {
      const { digests, lines } = await read(two, [
        { number: '2', quantity: '1.50' },
        { number: '1', quantity: '3.0', sku: 'A' },
      ])

      expect(digests).toHaveLength(2)
      expect(digests[0]).toBe(digests[1])
      expect(lines.get(2)?.map(({ lineNumber }) => lineNumber)).toEqual(['1', '2'])
    })

    test.each([
      ['a quantity', two.map((line) => ({ ...line, quantity: '2' }))],
      ['an article', two.map((line) => ({ ...line, sku: 'B' }))],
      ['a line', two.slice(1)],
      ['a line told twice', [...two, ...two.slice(1)]],
    ])('%s that differs gives another digest', async (_, lines) => {
      const { digests } = await read(two, lines)

      expect(digests[0]).not.toBe(digests[1])
    })

    test('a document without living lines has no digest', async () => {
      const { digests } = await read(two, [])

      expect(digests).toEqual([expect.any(String), null])
      await sql`update staging.source_record set missing_since = 1 where flow_id = 11`.execute(store.db)
      const { digests: later } = await store.transaction(async (session) => {
        await digestLines(session, 'invoice')
        return { digests: (await sql`select digest from line_digest`.execute(session.db)).rows }
      })

      expect(later).toEqual([])
    })
  })
}
