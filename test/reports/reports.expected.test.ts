import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { conflicts } from '../../reports/conflicts.ts'
import { corrections } from '../../reports/corrections.ts'
import { crosswalk } from '../../reports/crosswalk.ts'
import { mismatchReports } from '../../reports/document-mismatches.ts'
import { duplicates } from '../../reports/duplicates.ts'
import { afterClosing } from '../../reports/after-closing.ts'
import { allocations } from '../../reports/allocations.ts'
import { financeSummary, financeTotals } from '../../reports/finance-summary.ts'
import { findingsDetail } from '../../reports/findings-detail.ts'
import { goldenReport } from '../../reports/golden.ts'
import { rejections } from '../../reports/rejections.ts'
import type { Report } from '../../reports/report.ts'
import { writeCsv } from '../../reports/write-csv.ts'
import { batchesOf } from '../support/batches-of.ts'
import { allocationRows } from './allocation-rows.ts'
import * as finance from './finance-rows.ts'
import * as rows from './rows.ts'

let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reports-'))
})

afterAll(() => rm(folder, { recursive: true }))

async function write<Row>(report: Report<Row>, of: readonly Row[]): Promise<string> {
  const file = join(folder, report.fileName)

  await writeCsv(report, batchesOf(of, 2), file, { byteOrderMark: false })
  return readFile(file, 'utf8')
}

const WRITTEN: readonly [string, () => Promise<string>][] = [
  ['duplicates', () => write(duplicates, rows.duplicateRows)],
  ['conflicts', () => write(conflicts, rows.conflictRows)],
  ...Object.values(mismatchReports).map(
    (report) => [report.name, () => write(report, rows.documentMismatchRows)] as [string, () => Promise<string>],
  ),
  ['finance-totals', () => write(financeTotals, finance.financeRows)],
  ['finance-summary', () => write(financeSummary, finance.financeRows)],
  ['findings-detail', () => write(findingsDetail, finance.findingDetailRows)],
  ['after-closing', () => write(afterClosing, finance.afterClosingRows)],
  ['allocations', () => write(allocations, allocationRows)],
  ['rejections', () => write(rejections, rows.rejectionRows)],
  ['corrections', () => write(corrections, rows.correctionRows)],
  ['crosswalk', () => write(crosswalk, rows.crosswalkRows)],
  ['golden-customers', () => write(goldenReport('customer'), rows.goldenCustomerRows)],
  ['golden-products', () => write(goldenReport('product'), rows.goldenProductRows)],
]

test.each(WRITTEN)('%s.csv is written as expected', async (name, written) => {
  await expect(await written()).toMatchFileSnapshot(`${name}.expected.csv`)
})

test.each(WRITTEN)(
  'every row of %s.csv has as many cells as the header for an independent reader',
  async (_, written) => {
    const [header, ...lines] = parse(await written(), { relax_column_count: true })

    expect(lines.length).toBeGreaterThan(0)
    expect(lines.map((line) => line.length)).toEqual(lines.map(() => header?.length))
  },
)
