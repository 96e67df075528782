import type { Cell, WriteSheet } from 'hucre/xlsx'

/** A cell of a sheet: text, a whole number, a day, or money with the digits of its currency. */
export type SheetCell =
  string | number | null | { readonly day: string | null } | { readonly amount: string | null; readonly scale: number }

export interface SheetColumn {
  readonly title: string
  readonly width: number
}

/** A sheet as a description; totals are rows like others, printed bold. */
export interface Sheet {
  readonly name: string
  readonly columns: readonly SheetColumn[]
  readonly rows: readonly { readonly cells: readonly SheetCell[]; readonly isTotal?: boolean }[]
}

/** Excel shows no more digits of a number than this; a longer amount stays exact as text. */
const DIGITS_MAX = 15
const TEXT_LENGTH_MAX = 32_767

/** Puts a sheet in the words of the library: headings that stay in sight, filters, and the digits each amount has. */
export function writableSheet({ name, columns, rows }: Sheet): WriteSheet {
  const cells = new Map<string, Partial<Cell>>()
  const usual = columns.map((_, place) => rows.map(({ cells: row }) => formatOf(row[place] ?? null)).find(isTold))

  columns.forEach((_, place) => cells.set(`0,${place}`, { style: { font: { bold: true } } }))
  rows.forEach(({ cells: row, isTotal = false }, position) => {
    row.forEach((cell, place) => {
      const numFmt = formatOf(cell)

      // What is as usual in its column is said once for the column: a style for each cell took a gigabyte.
      if (isTotal || (numFmt !== undefined && numFmt !== usual[place])) {
        const style = { ...(numFmt !== undefined && { numFmt }), ...(isTotal && { font: { bold: true } }) }

        cells.set(`${position + 1},${place}`, { style })
      }
    })
  })
  return {
    name,
    columns: columns.map(({ width }, place) => ({ width, ...(isTold(usual[place]) && { numFmt: usual[place] }) })),
    rows: [columns.map(({ title }) => title), ...rows.map((row) => row.cells.map(valueOf))],
    cells,
    freezePane: { rows: 1 },
    autoFilter: { range: `A1:${letterOf(columns.length - 1)}${rows.length + 1}` },
  }
}

function isTold(format: string | undefined): format is string {
  return format !== undefined
}

function valueOf(cell: SheetCell): string | number | Date | null {
  if (cell === null || typeof cell === 'number') return cell
  if (typeof cell === 'string') return printable(cell)
  if ('day' in cell) return cell.day === null ? null : new Date(`${cell.day}T00:00:00Z`)
  if (cell.amount === null) return null

  return cell.amount.replace(/\D/g, '').length > DIGITS_MAX ? cell.amount : Number(cell.amount)
}

function formatOf(cell: SheetCell): string | undefined {
  if (cell === null || typeof cell === 'string') return undefined
  if (typeof cell === 'number') return '#,##0'
  if ('day' in cell) return 'yyyy-mm-dd'

  return cell.scale === 0 ? '#,##0' : `#,##0.${'0'.repeat(cell.scale)}`
}

/** XML knows no control characters but tab and line ends. A cell of text is never a formula, so none is guarded. */
function printable(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD').slice(0, TEXT_LENGTH_MAX)
}

function letterOf(place: number): string {
  return place < 26
    ? String.fromCodePoint(65 + place)
    : `${letterOf(Math.floor(place / 26) - 1)}${letterOf(place % 26)}`
}
