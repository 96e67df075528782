import { errorCatalogue } from '../../engine/domain/error-catalogue.ts'
import { rowRejectionReasons } from '../../connectors/row-rejection-reasons.ts'
import { allReports, evaluationReports, paymentReports, type ReportDescription } from '../../reports/all-reports.ts'
import { mismatchCauses } from '../../rules/documents/mismatch-cause.ts'
import { rejectionReasons } from '../../rules/normalize/rejection-reasons.ts'

/** docs/reports.md: what every column of every report means. */
export function reportsPage(): string {
  return page(
    REPORTS_INTRODUCTION,
    ...allReports.map(reportSection),
    EVALUATION_INTRODUCTION,
    ...evaluationReports.map(reportSection),
    PAYMENTS_INTRODUCTION,
    ...paymentReports.map(reportSection),
  )
}

/** docs/findings.md: every mismatch cause, conflict kind and rejection reason. */
export function findingsPage(): string {
  const causes = Object.entries(mismatchCauses).map(([cause, { meaning, whatToDo }]) => [
    code(cause),
    meaning,
    whatToDo,
  ])

  return page(
    FINDINGS_INTRODUCTION,
    section('Mismatch causes', ['cause', 'meaning', 'what to do'], causes),
    section('Conflict kinds', ['kind', 'meaning'], listed(conflictKinds)),
    section('Rejected values', ['reason', 'meaning'], listed(rejectionReasons)),
    section('Rejected rows', ['reason', 'meaning'], listed(rowRejectionReasons)),
  )
}

/** docs/errors.md: every coded error an operator can meet, with its next step. */
export function errorsPage(): string {
  const codes = Object.entries(errorCatalogue).map(([name, message]) => [code(name), message.replace(/\s+/g, ' ')])

  return page(ERRORS_INTRODUCTION, table(['code', 'message'], codes))
}

/** What `conflicts.csv` says in its column `kind`. */
export const conflictKinds: Readonly<Record<string, string>> = {
  differs: 'Two systems say different things.',
  missing: 'One system says something, the other nothing and never did.',
  deleted: 'One system says something; the other said the same and emptied the field.',
  'stale-overwrite': 'A system that had the right value now holds an older one again.',
  'ping-pong':
    'Systems overwrite each other: the field is frozen, nothing is written back in it until somebody thaws it.',
  'rejected-again': 'A value that was corrected away is sent again: the field is frozen.',
  'clock-went-back': 'A value is older by its source’s own time than the one it replaced: the field is frozen.',
}

const REPORTS_INTRODUCTION = `# The reports

Written after every night into the plan's \`reports.directory\`. The CSV files are UTF-8 (with byte order mark when the
plan says \`byteOrderMark: true\`), separated by commas, quoted as RFC 4180 says, one line feed per row, in an order that
stays the same from night to night. Amounts are plain decimals with a point; their currency stands beside them. A cell
that a spreadsheet would run as a formula starts with an apostrophe. A report is replaced whole or not at all.

\`run.md\` is the page to read first; \`run.json\` says the same for programs. \`finance.xlsx\` is the month for finance in one
workbook: totals by cause, the same by customer, every open finding with what to do, and changes to closed months. Its totals
are values that equal the sum of their rows; money and days are numbers and days to a spreadsheet, text is never a formula.`

const EVALUATION_INTRODUCTION = `# The evaluation

Written by \`touchstone evaluate\` into its \`--out\`, beside \`precision-recall.svg\`. The worst errors show what customers'
records say: keep them where such data may be.`

const PAYMENTS_INTRODUCTION = `# Lists of payments

Written by \`touchstone payments match\` into its \`--out\`.`

const FINDINGS_INTRODUCTION = `# The findings

Bad data are rows with a reason, never an error: they are counted, reported, and do not stop the night. A value that is
rejected is never repaired by guessing; the other fields of its record go on.`

const ERRORS_INTRODUCTION = `# The errors

An error says where, what was found, what is allowed and what to do next. It names keys, columns and places, never a
customer's value. Words in braces are filled in. Every error ends the command with exit code 2, but for those of a single
system (\`SOURCE_…\`) during \`touchstone run\`: the run goes on with the last good data and ends with exit code 3.`

function reportSection({ fileName, meaning, columns }: ReportDescription): string {
  const rows = columns.map((column) => [code(column.name), column.meaning])

  return `## ${fileName}\n\n${meaning}\n\n${table(['column', 'meaning'], rows)}`
}

function section(title: string, header: readonly string[], rows: readonly (readonly string[])[]): string {
  return `## ${title}\n\n${table(header, rows)}`
}

function listed(catalogue: Readonly<Record<string, string>>): readonly (readonly string[])[] {
  return Object.entries(catalogue).map(([name, meaning]) => [code(name), meaning])
}

/** Cells are not padded: one longer sentence must not change every line of the page. */
function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`

  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n')
}

const code = (word: string) => `\`${word}\``
const page = (...parts: readonly string[]) => `${parts.join('\n\n')}\n`
