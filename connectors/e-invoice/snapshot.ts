import { resolve } from 'node:path'
import type { SnapshotBatch, SnapshotReader, SourceContext, SourceRow } from '../connector.ts'
import { rowSink, type RowSink } from '../row-sink.ts'
import type { EInvoiceSelect } from './config.ts'
import { eInvoicesIn, type EInvoiceFile } from './e-invoice-folder.ts'
import { columnsOf, invoiceRow, lineRows, partyRow } from './e-invoice-rows.ts'

/** One reading of a folder. A file that cannot be read is one rejection; every other file still gives its rows. */
export function eInvoiceSnapshot({ file, rows }: EInvoiceSelect, { baseDir, signal }: SourceContext): SnapshotReader {
  const sink = rowSink()
  const parties = new Map<string, SourceRow>()
  let isFinished = false

  async function* readBatches(): AsyncGenerator<SnapshotBatch> {
    for await (const one of eInvoicesIn(resolve(baseDir, file), signal)) {
      take(one, rows, sink, parties)
      yield* taken(false)
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

function take(one: EInvoiceFile, rows: EInvoiceSelect['rows'], sink: RowSink, parties: Map<string, SourceRow>): void {
  if ('rejection' in one) {
    const { code, parameters } = one.rejection
    // What was found, and where in the file: it names no value of a customer.
    const found = String(parameters['found'] ?? code)
    return sink.reject(one.file, 'e-invoice-unreadable', found, rows === 'invoice' ? one.file : '')
  }

  const { file, invoice } = one
  if (rows === 'invoice') sink.row(invoiceRow(file, invoice))
  else if (rows === 'line') lineRows(file, invoice).forEach(sink.row)
  else keepNewest(partyRow(invoice, rows), file, sink, parties)
}

/** A party stands on each of its invoices, and the newest knows best. */
function keepNewest(row: SourceRow, file: string, sink: RowSink, parties: Map<string, SourceRow>): void {
  if (row.sourceKey === '') return sink.reject(file, 'key-missing', '')

  const known = parties.get(row.sourceKey)
  if (known === undefined || (row.changedAt ?? '') >= (known.changedAt ?? '')) parties.set(row.sourceKey, row)
}
