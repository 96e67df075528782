import { resolve } from 'node:path'
import type { SnapshotBatch, SnapshotReader, SourceContext, SourceRow } from '../connector.ts'
import { rowSink, type RowSink } from '../row-sink.ts'
import type { EInvoiceSelect } from './config.ts'
import { eInvoicesIn, type EInvoiceFile } from './e-invoice-folder.ts'
import { columnsOf, eInvoiceColumn, invoiceRow, lineRows, partyRow } from './e-invoice-rows.ts'

/** Rows wait for a batch of a thousand, but no longer than this: some carry whole e-invoices. */
const BATCH_CHARS_MAX = 8_388_608

/** One reading of a folder. A file that cannot be read is one rejection; every other file still gives its rows. */
export function eInvoiceSnapshot({ file, rows }: EInvoiceSelect, { baseDir, signal }: SourceContext): SnapshotReader {
  const sink = rowSink()
  const parties = new Map<string, SourceRow>()
  let isFinished = false
  let waitingChars = 0

  async function* readBatches(): AsyncGenerator<SnapshotBatch> {
    for await (const one of eInvoicesIn(resolve(baseDir, file), signal)) {
      waitingChars += take(one, rows, sink, parties)
      const isEnough = waitingChars > BATCH_CHARS_MAX

      yield* taken(isEnough)
      if (isEnough) waitingChars = 0
    }
    for (const party of parties.values()) sink.row(party)
    yield* taken(true)
    isFinished = true
  }

  function* taken(isLast: boolean): Generator<SnapshotBatch> {
    for (const batch of sink.takeBatches(isLast)) {
      signal.throwIfAborted()
      yield batch
    }
  }

  return {
    batches: readBatches(),
    end: () => ({
      isComplete: isFinished,
      proof: isFinished ? 'end-of-file' : 'none',
      rowCount: sink.rowCount(),
      expectedCount: null,
      reason: isFinished ? null : 'the reading was not finished',
      columns: columnsOf[rows],
    }),
  }
}

/** Puts what a file gives into the sink; answers how long the e-invoice is that waits there as a whole. */
function take(one: EInvoiceFile, rows: EInvoiceSelect['rows'], sink: RowSink, parties: Map<string, SourceRow>): number {
  if ('rejection' in one) {
    const { code, parameters } = one.rejection
    // What was found, and where in the file: it names no value of a customer.
    const found = String(parameters['found'] ?? code)
    sink.reject(one.file, 'e-invoice-unreadable', found, rows === 'invoice' ? one.file : '')
    return 0
  }

  const { file, invoice } = one
  if (rows === 'invoice') return takeWhole(invoiceRow(file, invoice), sink)
  if (rows === 'line') lineRows(file, invoice).forEach(sink.row)
  else keepNewest(partyRow(invoice, rows), file, sink, parties)
  return 0
}

function takeWhole(row: SourceRow, sink: RowSink): number {
  const whole = row.fields[eInvoiceColumn] ?? null

  if (whole === null) sink.reject(row.sourceKey, 'e-invoice-too-long', '', row.sourceKey)
  sink.row(row)
  return whole?.length ?? 0
}

/** A party stands on each of its invoices, and the newest knows best. */
function keepNewest(row: SourceRow, file: string, sink: RowSink, parties: Map<string, SourceRow>): void {
  if (row.sourceKey === '') return sink.reject(file, 'key-missing', '')

  const known = parties.get(row.sourceKey)
  if (known === undefined || (row.changedAt ?? '') >= (known.changedAt ?? '')) parties.set(row.sourceKey, row)
}
