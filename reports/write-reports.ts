import { join } from 'node:path'
import type { AllocationFact, RunSummary } from '../engine/index.ts'
import { findingKinds, type FindingKind } from '../rules/documents/finding.ts'
import { allocations } from './allocations.ts'
import { conflicts, type ConflictRow } from './conflicts.ts'
import { corrections, type CorrectionRow } from './corrections.ts'
import { crosswalk, type CrosswalkRow } from './crosswalk.ts'
import { mismatchReports, type DocumentMismatchRow } from './document-mismatches.ts'
import { duplicates, type DuplicateRow } from './duplicates.ts'
import { afterClosing } from './after-closing.ts'
import { financeSummary, financeTotals } from './finance-summary.ts'
import { FINANCE_WORKBOOK, financeWorkbook, type FinanceRows } from './finance-workbook.ts'
import { findingsDetail, type FindingDetailRow } from './findings-detail.ts'
import { goldenReport, type GoldenRow } from './golden.ts'
import { rejections, type RejectionRow } from './rejections.ts'
import type { Report, RowBatches } from './report.ts'
import { runJson } from './run-json.ts'
import { runPage } from './run-page.ts'
import { writeAtomically } from './write-atomically.ts'
import { writeCsv, type CsvOptions } from './write-csv.ts'

/** Where the rows of a night come from; each is asked once, and only when its report is written. */
export interface NightRows extends FinanceRows {
  duplicates(): RowBatches<DuplicateRow>
  conflicts(): RowBatches<ConflictRow>
  mismatches(kind: FindingKind): RowBatches<DocumentMismatchRow>
  findingDetails(): RowBatches<FindingDetailRow>
  allocations(): RowBatches<AllocationFact>
  rejections(): RowBatches<RejectionRow>
  corrections(): RowBatches<CorrectionRow>
  crosswalk(): RowBatches<CrosswalkRow>
  golden(kind: 'customer' | 'product'): RowBatches<GoldenRow>
}

/** Writes every report of a night into a folder and answers the paths; run.md comes last, so whoever sees the new one finds new rows beside it. */
export async function writeReports(
  summary: RunSummary,
  rows: NightRows,
  folder: string,
  options: CsvOptions,
): Promise<readonly string[]> {
  const paths: string[] = []
  const write = async <Row>(report: Report<Row>, batches: RowBatches<Row>) => {
    const path = join(folder, report.fileName)

    await writeCsv(report, batches, path, options)
    paths.push(path)
  }

  await write(duplicates, rows.duplicates())
  await write(conflicts, rows.conflicts())
  for (const kind of findingKinds) await write(mismatchReports[kind], rows.mismatches(kind))
  await write(financeTotals, rows.financeTotals())
  await write(financeSummary, rows.financeSummary())
  await write(findingsDetail, rows.findingDetails())
  await write(afterClosing, rows.afterClosing())
  await write(allocations, rows.allocations())
  await write(rejections, rows.rejections())
  await write(corrections, rows.corrections())
  await write(crosswalk, rows.crosswalk())
  await write(goldenReport('customer'), rows.golden('customer'))
  await write(goldenReport('product'), rows.golden('product'))

  const workbook = await financeWorkbook(rows, summary.asOf)

  for (const [fileName, text] of [
    [FINANCE_WORKBOOK, workbook],
    ['run.json', runJson(summary)],
    ['run.md', runPage(summary)],
  ] as const) {
    const path = join(folder, fileName)

    await writeAtomically(path, [text])
    paths.push(path)
  }
  return paths
}
