import type { ReportDescription } from './all-reports.ts'
import { markdownTable } from './markdown-table.ts'

/** docs/reports.md: what every column of every report means. A test keeps the page and the reports the same. */
export function columnDictionary(reports: readonly ReportDescription[]): string {
  return `${[INTRODUCTION, ...reports.map(section)].join('\n\n')}\n`
}

const INTRODUCTION = `# The reports

Written after every night into the plan's \`reports.directory\`. The CSV files are UTF-8 (with byte order mark when the
plan says \`byteOrderMark: true\`), separated by commas, quoted as RFC 4180 says, one line feed per row, in an order that
stays the same from night to night. Amounts are plain decimals with a point; their currency stands beside them. A cell
that a spreadsheet would run as a formula starts with an apostrophe. A report is replaced whole or not at all.

\`run.md\` is the page to read first; \`run.json\` says the same for programs.`

function section({ fileName, meaning, columns }: ReportDescription): string {
  const table = markdownTable<ReportDescription['columns'][number]>(
    [
      { title: 'column', of: (column) => `\`${column.name}\`` },
      { title: 'meaning', of: (column) => column.meaning },
    ],
    columns,
  )

  return `## ${fileName}\n\n${meaning}\n\n${table}`
}
