import { join, resolve } from 'node:path'
import { paymentMatches } from '../../../reports/payment-matches.ts'
import { writeCsv } from '../../../reports/write-csv.ts'
import { matchPaymentLists } from '../../../rules/documents/payments/lists/match-payment-lists.ts'
import { paymentColumns } from '../../../rules/documents/payments/lists/payment-columns.ts'
import { paymentLines, readPaymentList } from '../../../rules/documents/payments/lists/read-payment-list.ts'
import { ReconcileError } from '../../domain/reconcile-error.ts'
import { textReader } from '../../matching/kernel/text-table.ts'
import { idOf, type MatchTable } from '../../matching/table/match-table.ts'
import { readTables } from '../../matching/table/read-tables.ts'
import { assertTruthReadable } from '../match/match-quality.ts'
import { paymentFacts, paymentMatchRow, paymentSummary } from './payment-match-text.ts'
import type { PaymentFile, PaymentFilesMatch } from './payment-files-match.ts'
import { measurePaymentMatch } from './payment-quality.ts'
import type { Surroundings } from '../surroundings.ts'
import { prepareFolder } from '../match/write-match.ts'

export interface MatchPaymentsOptions {
  readonly id?: string
  readonly out: string
  readonly truth?: string
}

/** Matches two lists of payments and tells what was found: as text, or as one line of JSON. */
export async function matchPaymentFiles(
  paths: readonly [string, string],
  { id, out, truth }: MatchPaymentsOptions,
  isJson: boolean,
  workerCount: number,
  { workingDirectory, signal, clock, write, errorColumns }: Surroundings,
): Promise<void> {
  const place = (path: string) => resolve(workingDirectory, path)
  const [leftPath, rightPath] = [place(paths[0]), place(paths[1])]

  if (truth !== undefined) await assertTruthReadable(place(truth))
  const table = await readTables([leftPath, rightPath], { id, ignored: [] }, { workerCount, signal })

  await prepareFolder(place(out))
  const today = clock().toISOString().slice(0, 10)
  const files = [paymentFile(table, leftPath, today), paymentFile(table, rightPath, today)] as const
  const { lefts, rights, scale } = paymentLines([files[0].list, files[1].list])
  const matches = matchPaymentLists(lefts, rights)
  const quality = truth === undefined ? undefined : await measurePaymentMatch(place(truth), lefts, rights, matches)
  const rows = matches.matches.map((match) => paymentMatchRow(match, scale))

  await writeCsv(paymentMatches, onceOf(rows), join(place(out), paymentMatches.fileName), { byteOrderMark: false })
  const result: PaymentFilesMatch = { files, matches, scale, quality, out }

  write(isJson ? `${JSON.stringify(paymentFacts(result))}\n` : paymentSummary(result, errorColumns))
}

async function* onceOf<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield rows
}

function paymentFile(table: MatchTable, path: string, today: string): PaymentFile {
  const file = table.files.find((one) => one.path === path)

  if (file === undefined) throw new Error(`${path} was not read`)
  const records = Array.from({ length: file.count }, (_, position) => file.from + position)
  const held = table.columns.map(({ name, codes, texts }) => {
    const read = textReader(texts)

    return {
      name,
      values: records.map((record) => {
        const code = codes[record] as number

        return code === 0 ? null : read(code)
      }),
    }
  })
  const columns = paymentColumns(held.filter(({ values }) => values.some((value) => value !== null)))

  if (columns.amount === undefined || (columns.date === undefined && columns.texts.length === 0)) {
    throw new ReconcileError('PAYMENT_COLUMNS_UNKNOWN', {
      path,
      missing: columns.amount === undefined ? 'the amount' : 'the date or the text',
      columns: table.columns.map(({ name }) => name).join(', '),
    })
  }
  const ids = records.map((record) => idOf(table.ids, record))

  return { file, columns, list: readPaymentList(ids, columns, today) }
}
