import { mismatchCauses } from '../rules/documents/mismatch-cause.ts'
import { evidenceText, findingAmount, type OpenFindingRow } from './findings-detail.ts'
import { plainDecimal } from './plain-decimal.ts'
import { column, leftOutRow, type Limited } from './sheet-rows.ts'
import type { Sheet, SheetCell } from './sheet.ts'

const findingColumns = [
  column('finding', 18),
  column('period', 9),
  column('date', 11),
  column('kind', 10),
  column('number', 16),
  column('cause', 18),
  column('system', 14),
  column('key', 14),
  column('other system', 14),
  column('other key', 14),
  column('customer', 22),
  column('customer name', 28),
  column('amount', 16),
  column('currency', 9),
  column('first seen', 11),
  column('age in days', 11),
  column('who acts', 28),
  column('reason', 60),
  column('evidence', 40),
  column('what to do', 60),
]
const amountPlace = findingColumns.findIndex(({ title }) => title === 'amount')

/** Every open finding, most money first, with what to do; then what is open in each currency. */
export function findingsSheet({ rows, leftOut }: Limited<OpenFindingRow>): Sheet {
  return {
    name: 'Open findings',
    columns: findingColumns,
    rows: [
      ...rows.map((row) => ({ cells: findingCells(row) })),
      ...(leftOut > 0 ? leftOutRow(leftOut, 'the CSV reports by kind') : amountTotals(rows)),
    ],
  }
}

function findingCells(row: OpenFindingRow): readonly SheetCell[] {
  return [
    row.id,
    row.period,
    { day: row.on },
    row.kind,
    row.number,
    row.cause,
    row.system,
    row.sourceKey,
    row.otherSystem,
    row.otherKey,
    row.counterparty,
    row.counterpartyName,
    { amount: findingAmount(row), scale: row.scale ?? 0 },
    row.currency,
    { day: row.since.slice(0, 10) },
    row.ageDays,
    row.actor,
    row.reason,
    evidenceText(row),
    mismatchCauses[row.cause].whatToDo,
  ]
}

/** What is open in each currency: the closing of the newest month. */
function amountTotals(rows: readonly OpenFindingRow[]): Sheet['rows'] {
  const sums = new Map<string, { scale: number; currency: string; minor: bigint }>()

  for (const { differenceMinor, scale, currency } of rows) {
    if (differenceMinor === null || scale === null || currency === null) continue
    const name = `${currency} ${scale}`
    const minor = BigInt(differenceMinor.replace('-', '')) + (sums.get(name)?.minor ?? 0n)

    sums.set(name, { scale, currency, minor })
  }
  return [...sums.values()].map(({ scale, currency, minor }) => {
    const cells: SheetCell[] = findingColumns.map(() => null)

    cells[0] = 'total'
    cells[amountPlace] = { amount: plainDecimal(minor.toString(), scale), scale }
    cells[amountPlace + 1] = currency
    return { cells, isTotal: true }
  })
}
