import { findingKinds } from '../rules/documents/finding.ts'
import { allocations } from './allocations.ts'
import { conflicts } from './conflicts.ts'
import { corrections } from './corrections.ts'
import { crosswalk } from './crosswalk.ts'
import { matchErrors } from './match-errors.ts'
import { paymentMatches } from './payment-matches.ts'
import { precisionRecallCurve } from './precision-recall-curve.ts'
import { mismatchReports } from './document-mismatches.ts'
import { duplicates } from './duplicates.ts'
import { afterClosing } from './after-closing.ts'
import { financeSummary, financeTotals } from './finance-summary.ts'
import { findingsDetail } from './findings-detail.ts'
import { goldenReport } from './golden.ts'
import { rejections } from './rejections.ts'
import type { Report } from './report.ts'

/** What the dictionary needs of a report, whatever its rows are. */
export type ReportDescription = Pick<Report<never>, 'name' | 'fileName' | 'meaning'> & {
  readonly columns: readonly { readonly name: string; readonly meaning: string }[]
}

/** Every CSV report a night writes, in the order people read them. */
export const allReports: readonly ReportDescription[] = [
  duplicates,
  conflicts,
  ...findingKinds.map((kind) => mismatchReports[kind]),
  financeTotals,
  financeSummary,
  findingsDetail,
  afterClosing,
  allocations,
  rejections,
  corrections,
  crosswalk,
  goldenReport('customer'),
  goldenReport('product'),
]

/** What `touchstone evaluate` writes. */
export const evaluationReports: readonly ReportDescription[] = [precisionRecallCurve, matchErrors]

/** What `touchstone payments match` writes. */
export const paymentReports: readonly ReportDescription[] = [paymentMatches]
