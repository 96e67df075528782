import { writeXlsx } from 'hucre/xlsx'
import { movedAmount, type AfterClosingRow } from './after-closing.ts'
import { financeParts, partAmount, stateOf, type FinancePart, type FinanceRow } from './finance-summary.ts'
import type { OpenFindingRow } from './findings-detail.ts'
import { findingsSheet } from './open-findings-sheet.ts'
import type { RowBatches } from './report.ts'
import { column, leftOutRow, limited, type Limited } from './sheet-rows.ts'
import { writableSheet, type Sheet, type SheetCell } from './sheet.ts'

export const FINANCE_WORKBOOK = 'finance.xlsx'

/** What the workbook is made of. */
export interface FinanceRows {
  financeTotals(): RowBatches<FinanceRow>
  financeSummary(): RowBatches<FinanceRow>
  openFindings(): RowBatches<OpenFindingRow>
  afterClosing(): RowBatches<AfterClosingRow>
}

/** The month for finance, as a workbook: totals by cause, by customer, every open finding, and changes to closed months. */
export async function financeWorkbook(rows: FinanceRows, asOf: string): Promise<Uint8Array> {
  const sheets = [
    totalsSheet((await limited(rows.financeTotals())).rows),
    customersSheet(await limited(rows.financeSummary())),
    findingsSheet(await limited(rows.openFindings())),
    afterClosingSheet(await limited(rows.afterClosing())),
  ]

  return writeXlsx({
    sheets: sheets.map(writableSheet),
    properties: { creator: 'Touchstone', created: new Date(asOf), modified: new Date(asOf) },
  })
}

const partColumns = [
  ...financeParts.map((part) => column(part, 10)),
  ...financeParts.map((part) => column(`${part} amount`, 16)),
]

/** One row per cause, then the total of the month in this currency. */
function totalsSheet(lines: readonly FinanceRow[]): Sheet {
  const blocks = new Map<string, FinanceRow[]>()

  for (const line of lines) {
    const name = `${line.period} ${line.currency} ${line.scale}`

    blocks.set(name, [...(blocks.get(name) ?? []), line])
  }
  return {
    name: 'Totals',
    columns: [
      column('period', 9),
      column('state', 8),
      column('kind', 10),
      column('cause', 18),
      column('currency', 9),
      ...partColumns,
    ],
    rows: [...blocks.values()].flatMap((block) => [
      ...block.map((line) => ({
        cells: [line.period, stateOf(line), line.entity, line.cause, line.currency, ...partCells(line)],
      })),
      { isTotal: true, cells: totalCells(block) },
    ]),
  }
}

function totalCells(block: readonly FinanceRow[]): readonly SheetCell[] {
  const [first] = block
  if (first === undefined) return []
  const sum = (of: (line: FinanceRow) => string) =>
    block.reduce((total, line) => total + BigInt(of(line)), 0n).toString()
  const total = { ...first }

  for (const part of financeParts) {
    Object.assign(total, { [part]: sum((line) => line[part]), [`${part}Minor`]: sum((line) => line[`${part}Minor`]) })
  }
  return [first.period, stateOf(first), 'all', 'total', first.currency, ...partCells(total)]
}

function partCells(line: FinanceRow): readonly SheetCell[] {
  const money = (part: FinancePart) => ({ amount: partAmount(line, part), scale: line.scale })

  return [...financeParts.map((part) => Number(line[part])), ...financeParts.map(money)]
}

function customersSheet({ rows, leftOut }: Limited<FinanceRow>): Sheet {
  return {
    name: 'By customer',
    columns: [
      column('period', 9),
      column('state', 8),
      column('customer', 22),
      column('customer name', 28),
      column('kind', 10),
      column('cause', 18),
      column('currency', 9),
      ...partColumns,
    ],
    rows: [
      ...rows.map((line) => ({
        cells: [
          line.period,
          stateOf(line),
          line.counterparty,
          line.counterpartyName,
          line.entity,
          line.cause,
          line.currency,
          ...partCells(line),
        ],
      })),
      ...leftOutRow(leftOut, 'finance-summary.csv'),
    ],
  }
}

function afterClosingSheet({ rows, leftOut }: Limited<AfterClosingRow>): Sheet {
  return {
    name: 'After closing',
    columns: [
      column('period', 9),
      column('booked in', 10),
      column('change', 10),
      column('finding', 18),
      column('kind', 10),
      column('number', 16),
      column('cause', 18),
      column('customer', 22),
      column('customer name', 28),
      column('amount', 16),
      column('currency', 9),
      column('on', 11),
    ],
    rows: [
      ...rows.map((row) => ({
        cells: [
          row.period,
          row.bookedIn,
          row.change,
          row.finding,
          row.kind,
          row.number,
          row.cause,
          row.counterparty,
          row.counterpartyName,
          { amount: movedAmount(row), scale: row.scale },
          row.currency,
          { day: row.at.slice(0, 10) },
        ],
      })),
      ...leftOutRow(leftOut, 'after-closing.csv'),
    ],
  }
}
