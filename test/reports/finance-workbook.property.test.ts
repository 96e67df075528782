import { read, utils, type CellObject, type WorkSheet } from '@e965/xlsx'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { financeParts, type FinanceRow } from '../../reports/finance-summary.ts'
import { financeWorkbook } from '../../reports/finance-workbook.ts'
import type { OpenFindingRow } from '../../reports/findings-detail.ts'
import { batchesOf } from '../support/batches-of.ts'
import * as rows from './finance-rows.ts'

const asOf = '2026-03-09T02:00:00.000Z'

/** The workbook as another program reads it: what stands in each cell, its format, and whether it would be computed. */
async function sheetsOf(parts: {
  readonly finance?: readonly FinanceRow[]
  readonly findings?: readonly OpenFindingRow[]
}): Promise<Readonly<Record<string, WorkSheet>>> {
  const { finance = rows.financeRows, findings = rows.openFindingRows } = parts
  const bytes = await financeWorkbook(
    {
      financeTotals: () => batchesOf(finance),
      financeSummary: () => batchesOf(finance),
      openFindings: () => batchesOf(findings),
      afterClosing: () => batchesOf(rows.afterClosingRows),
    },
    asOf,
  )

  return read(bytes, { cellNF: true, cellDates: true, UTC: true }).Sheets
}

function cellUnder(sheet: WorkSheet | undefined, title: string, row: number): CellObject | undefined {
  const [titles = []] = utils.sheet_to_json<string[]>(sheet ?? {}, { header: 1 })

  return sheet?.[utils.encode_cell({ c: titles.indexOf(title), r: row })] as CellObject | undefined
}

test('another program reads money as numbers in the digits of its currency, days as days, and no text as a formula', async () => {
  const sheets = await sheetsOf({})

  expect(Object.keys(sheets)).toEqual(['Totals', 'By customer', 'Open findings', 'After closing'])
  expect(cellUnder(sheets['Open findings'], 'amount', 1)).toMatchObject({ t: 'n', v: 12.5, z: '#,##0.00' })
  expect(cellUnder(sheets['After closing'], 'amount', 1)).toMatchObject({ t: 'n', v: 1.25, z: '#,##0.000' })
  expect(cellUnder(sheets['Open findings'], 'date', 1)).toMatchObject({ t: 'd', z: 'yyyy-mm-dd' })
  expect(cellUnder(sheets['Open findings'], 'date', 1)?.v).toEqual(new Date('2026-03-05T00:00:00Z'))
  expect(cellUnder(sheets['Open findings'], 'number', 1)).toMatchObject({ t: 's', v: '=F1' })
  expect(cellUnder(sheets['By customer'], 'customer name', 1)).toMatchObject({ t: 's', v: '=Alfa s.r.o.' })
  for (const sheet of Object.values(sheets)) {
    for (const [place, cell] of Object.entries(sheet)) {
      if (!place.startsWith('!')) expect((cell as CellObject).f).toBeUndefined()
    }
  }
})

test('an amount with more digits than a spreadsheet keeps stays exact, as text', async () => {
  const sheets = await sheetsOf({})

  expect(cellUnder(sheets['By customer'], 'new amount', 1)).toMatchObject({ t: 's', v: '1000000000000000.01' })
})

test('any text of a customer comes back as it was, but for what XML cannot say', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), async (name) => {
      const [finding] = rows.openFindingRows
      const sheets = await sheetsOf({ findings: finding === undefined ? [] : [{ ...finding, counterpartyName: name }] })
      const cell = cellUnder(sheets['Open findings'], 'customer name', 1)

      expect(cell?.t).toBe('s')
      expect(normal(String(cell?.v))).toBe(normal(name))
    }),
    { numRuns: 60 },
  )
})

/** XML knows no control characters, and reads every line end as one. */
function normal(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF\p{Surrogate}]/gu, '\uFFFD')
    .replace(/\r\n?/g, '\n')
}

test('the same rows give the same bytes', async () => {
  const bytes = () =>
    financeWorkbook(
      {
        financeTotals: () => batchesOf(rows.financeRows),
        financeSummary: () => batchesOf(rows.financeRows),
        openFindings: () => batchesOf(rows.openFindingRows),
        afterClosing: () => batchesOf(rows.afterClosingRows),
      },
      asOf,
    )
  const first = await bytes()

  // The clock of an archive counts in steps of two seconds.
  await new Promise((resolve) => setTimeout(resolve, 2_100))
  expect(await bytes()).toEqual(first)
})

const minor = fc.integer({ min: 0, max: 10_000_000 }).map(String)
const count = fc.integer({ min: 0, max: 50 }).map(String)
const [anyRow] = rows.financeRows as readonly [FinanceRow, ...FinanceRow[]]
const financeRow: fc.Arbitrary<FinanceRow> = fc
  .record({
    period: fc.constantFrom('2026-02', '2026-03'),
    cause: fc.constantFrom('price', 'missing', 'sign'),
    currency: fc.constantFrom('CZK', 'EUR', ''),
    opening: count,
    openingMinor: minor,
    new: count,
    newMinor: minor,
    resolved: count,
    resolvedMinor: minor,
    accepted: count,
    acceptedMinor: minor,
    closing: count,
    closingMinor: minor,
  })
  .map((row) => ({ ...anyRow, ...row, scale: row.currency === '' ? 0 : 2 }))

test('a total is the sum of the rows above it, for another program too', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(financeRow, { maxLength: 12 }), async (finance) => {
      const { Totals: sheet } = await sheetsOf({ finance })
      const lines = utils.sheet_to_json<Record<string, string | number>>(sheet ?? {})
      const totals = lines.filter(({ cause }) => cause === 'total')

      expect(totals.length).toBe(new Set(finance.map(({ period, currency }) => `${period} ${currency}`)).size)
      for (const total of totals) {
        const block = lines.filter(
          (line) =>
            line['cause'] !== 'total' && line['period'] === total['period'] && line['currency'] === total['currency'],
        )

        for (const title of financeParts.flatMap((part) => [part, `${part} amount`])) {
          const sum = block.reduce((cents, line) => cents + Math.round(Number(line[title] ?? 0) * 100), 0)

          expect(Math.round(Number(total[title] ?? 0) * 100)).toBe(sum)
        }
      }
    }),
    { numRuns: 40 },
  )
})
