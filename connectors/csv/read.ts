import { basename } from 'node:path'
import { countedEnd, cutShort, wholeFile, type FileEnd } from '../file-end.ts'
import type { FileStamp } from '../file-set.ts'
import type { TextParser } from '../file-snapshot.ts'
import { rowKey } from '../row-key.ts'
import type { RowRejectionReason } from '../row-rejection-reasons.ts'
import type { RowSink } from '../row-sink.ts'
import { SourceError } from '../source-error.ts'
import { trailingRecord } from '../trailing-record.ts'
import type { SourceRow } from '../connector.ts'
import type { CsvConfig, CsvSelect } from './config.ts'
import { layoutOf, type Layout } from './header.ts'
import { recordReader, type CsvRecord } from './record-reader.ts'

/** Turns the records of one file into rows and rejections. */
export function csvParser(config: CsvConfig, select: CsvSelect, { path }: FileStamp, sink: RowSink): TextParser {
  const name = basename(path)
  const recordCountBefore = sink.recordCount()
  let layout: Layout | null = null

  const isTrailer = ({ fields, reason }: CsvRecord) => reason === null && fields[0] === select.trailer?.marker
  const records = trailingRecord(isTrailer, (record) => {
    const reason = record.reason ?? widthReason(record, layout as Layout)
    if (reason === null) sink.row(rowOf(record, layout as Layout))
    else sink.reject(`${name}:${record.line}`, reason, record.raw)
  })

  const reader = recordReader(config, (record, dialect) => {
    if (layout !== null) return records.take(record)

    if (select.header === undefined) assertReadable(path, config, record)
    layout = layoutOf(path, record.fields, dialect, config, select)
    if (select.header !== undefined) records.take(record) // without a header line the first record is already data
  })

  function finish(): FileEnd {
    const openQuoteLine = reader.finish()
    const columns = layout?.columns ?? null
    if (openQuoteLine !== null)
      return cutShort(columns ?? [], `${name}: a quote opened at line ${openQuoteLine} never closes`)
    if (columns === null) throw new SourceError('SOURCE_FILE_EMPTY', { path })

    if (select.trailer === undefined) return wholeFile(columns)
    const counted = records.trailer()?.fields[select.trailer.count - 1]
    return countedEnd(columns, name, sink.recordCount() - recordCountBefore, counted)
  }

  return { take: reader.take, finish, columns: () => layout?.columns ?? null }
}

function rowOf({ fields: values }: CsvRecord, { columns, keyAt, changedAtAt }: Layout): SourceRow {
  const fields: Record<string, string | null> = {}
  columns.forEach((column, index) => (fields[column] = values[index] || null))

  return {
    sourceKey: rowKey(keyAt.map((at) => values[at] || null)),
    changedAt: changedAtAt === null ? null : values[changedAtAt] || null,
    fields,
  }
}

function widthReason({ fields }: CsvRecord, { columns }: Layout): RowRejectionReason | null {
  if (fields.length === columns.length) return null
  return fields.length > columns.length ? 'too-many-fields' : 'too-few-fields'
}

/** Nothing can be made of a file whose header cannot be read. */
function assertReadable(path: string, { encoding }: CsvConfig, { reason }: CsvRecord): void {
  if (reason === null) return
  throw new SourceError('SOURCE_FORMAT_INVALID', {
    path,
    format: 'csv',
    found: `a header with ${reason}`,
    allowed: `a header line in ${encoding}; other encodings are named in config.encoding`,
  })
}
