import { DETAILED_FINDINGS_MAX, type FindingDetailRow, type OpenFindingRow } from '../../../reports/findings-detail.ts'
import type { NightRows } from '../../../reports/write-reports.ts'
import { recordsOfFindings } from '../../documents/records-of-findings.ts'
import type { LoadedPlan } from '../../plan/load-plan.ts'
import { afterClosingFacts, financeFacts } from '../../store/documents/finance-rows.ts'
import { findingPage, type ListPlace } from '../../store/documents/finding-list.ts'
import { findingDetails, type FindingDetail, type FindingRecord } from '../../store/documents/finding-sheet.ts'
import type { Session } from '../../store/store.ts'
import { findingTasks } from './finding-task.ts'

const pageSize = 1_000

type FinanceNightRows = Pick<
  NightRows,
  'financeTotals' | 'financeSummary' | 'openFindings' | 'findingDetails' | 'afterClosing'
>

/** The rows of the reports for finance. */
export function financeRows(loaded: LoadedPlan, session: Session, asOf: string): FinanceNightRows {
  return {
    financeTotals: () => financeFacts(session, 'total'),
    financeSummary: () => financeFacts(session, 'customer'),
    openFindings: () => openFindings(loaded, session, asOf),
    findingDetails: () => detailRows(loaded, session, asOf),
    afterClosing: () => afterClosingFacts(session),
  }
}

/** Every open finding, most money first. */
async function* openFindings(
  loaded: LoadedPlan,
  session: Session,
  asOf: string,
): AsyncGenerator<readonly OpenFindingRow[]> {
  const taskOf = findingTasks(loaded, asOf)
  const { currency } = loaded.plan.company
  let after: ListPlace | undefined

  do {
    const { lines, next } = await findingPage(
      session,
      { state: 'open' },
      { currency, limit: pageSize, after, isOfFew: false },
    )

    yield lines.map((line) => ({ ...line, ...taskOf(line) }))
    after = next ?? undefined
  } while (after !== undefined)
}

async function* detailRows(
  loaded: LoadedPlan,
  session: Session,
  asOf: string,
): AsyncGenerator<readonly FindingDetailRow[]> {
  let count = 0

  for await (const page of openFindings(loaded, session, asOf)) {
    const findings = page.slice(0, DETAILED_FINDINGS_MAX - count)
    const details = await findingDetails(
      session,
      findings.map(({ id }) => id),
    )
    const known = findings.map(({ id }) => details.get(id)).filter((detail) => detail !== undefined)
    const records = await recordsOfFindings(session, known)

    yield findings.flatMap((finding, position) => rowsOf(finding, known[position], records[position] ?? []))
    count += findings.length
    if (count >= DETAILED_FINDINGS_MAX) return
  }
}

/** A row for each record, and one for the system that has none. */
function rowsOf(
  finding: OpenFindingRow,
  detail: FindingDetail | undefined,
  records: readonly FindingRecord[],
): readonly FindingDetailRow[] {
  const rows: FindingDetailRow[] = records.map((record) => ({ ...finding, record }))

  return detail?.sourceKey === null || rows.length === 0 ? [{ ...finding, record: null }, ...rows] : rows
}
