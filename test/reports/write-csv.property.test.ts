import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { guardFormula } from '../../reports/formula-guard.ts'
import type { Report } from '../../reports/report.ts'
import { writeCsv } from '../../reports/write-csv.ts'
import { batchesOf } from '../support/batches-of.ts'

type Pair = readonly [string, string]

const pairs: Report<Pair> = {
  name: 'pairs',
  fileName: 'pairs.csv',
  meaning: 'Two cells of any text.',
  columns: [
    { name: 'left', meaning: 'any text', of: ([left]) => left },
    { name: 'right', meaning: 'any text', of: ([, right]) => right },
  ],
}

const awkward = fc.stringMatching(/^[=+\-@"',;\t\r\n 0-9.A|\uFEFF]{0,12}$/)
const cell = fc.oneof(fc.string({ unit: 'grapheme' }), awkward)

let file = ''

beforeAll(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'write-csv-')), 'pairs.csv')
})

afterAll(() => rm(join(file, '..'), { recursive: true }))

test('any text comes back from an independent reader, but for the apostrophe of the guard', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 8 }), fc.boolean(), async (rows, byteOrderMark) => {
      await writeCsv(pairs, batchesOf(rows, 3), file, { byteOrderMark })

      const [, ...read] = parse(await readFile(file), { bom: true })

      expect(read).toEqual(rows.map((row) => row.map(guardFormula)))
    }),
  )
})

test('how the rows were cut into batches does not show', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(cell, cell), { maxLength: 8 }),
      fc.integer({ min: 1, max: 9 }),
      async (rows, size) => {
        await writeCsv(pairs, batchesOf(rows, size), file, { byteOrderMark: false })
        const cut = await readFile(file)

        await writeCsv(pairs, batchesOf(rows), file, { byteOrderMark: false })
        expect(await readFile(file)).toEqual(cut)
      },
    ),
  )
})
