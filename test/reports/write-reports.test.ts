import { mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { allReports } from '../../reports/all-reports.ts'
import { runPage } from '../../reports/run-page.ts'
import { writeReports, type NightRows } from '../../reports/write-reports.ts'
import { batchesOf } from '../support/batches-of.ts'
import { allocationRows } from './allocation-rows.ts'
import * as finance from './finance-rows.ts'
import * as rows from './rows.ts'
import { quietNight, troubledNight } from './summaries.ts'

const night: NightRows = {
  duplicates: () => batchesOf(rows.duplicateRows),
  conflicts: () => batchesOf(rows.conflictRows),
  mismatches: () => batchesOf(rows.documentMismatchRows),
  allocations: () => batchesOf(allocationRows),
  rejections: () => batchesOf(rows.rejectionRows),
  corrections: () => batchesOf(rows.correctionRows),
  crosswalk: () => batchesOf(rows.crosswalkRows),
  financeTotals: () => batchesOf(finance.financeRows),
  financeSummary: () => batchesOf(finance.financeRows),
  openFindings: () => batchesOf(finance.openFindingRows),
  findingDetails: () => batchesOf(finance.findingDetailRows),
  afterClosing: () => batchesOf(finance.afterClosingRows),
  golden: (kind) => batchesOf(kind === 'customer' ? rows.goldenCustomerRows : rows.goldenProductRows),
}
const options = { byteOrderMark: false }

test('a night leaves every report, run.json and run.md, and nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'write-reports-'))
  const paths = await writeReports(troubledNight, night, folder, options)
  const names = paths.map((path) => basename(path))

  expect(names).toEqual([...allReports.map(({ fileName }) => fileName), 'finance.xlsx', 'run.json', 'run.md'])
  expect(await readdir(folder)).toEqual(names.toSorted())
  await rm(folder, { recursive: true })
})

test.skipIf(!existsSync('/dev/full'))('when the disk is full, run.md is still that of the night before', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'write-reports-'))
  await writeReports(quietNight, night, folder, options)
  await symlink('/dev/full', join(folder, 'crosswalk.csv.unfinished'))

  await expect(writeReports(troubledNight, night, folder, options)).rejects.toMatchObject({
    code: 'REPORT_WRITE_FAILED',
  })
  expect(await readFile(join(folder, 'run.md'), 'utf8')).toBe(runPage(quietNight))
  await rm(folder, { recursive: true })
})
