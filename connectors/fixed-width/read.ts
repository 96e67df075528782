import { basename } from 'node:path'
import { assertColumns } from '../columns.ts'
import { countedEnd, wholeFile, type FileEnd } from '../file-end.ts'
import { keyColumns } from '../file-select.ts'
import type { FileStamp } from '../file-set.ts'
import type { TextParser } from '../file-snapshot.ts'
import { lineSplitter, type Line } from '../line-splitter.ts'
import { rowKey } from '../row-key.ts'
import type { RowRejectionReason } from '../row-rejection-reasons.ts'
import type { RowSink } from '../row-sink.ts'
import { SourceError } from '../source-error.ts'
import { trailingRecord } from '../trailing-record.ts'
import type { FixedWidthConfig, FixedWidthSelect } from './config.ts'
import { impliedDecimal } from './implied-decimal.ts'

/** Reads records by character positions. Every record has the same length; one that has not is rejected, never padded. */
export function fixedWidthParser(
  config: FixedWidthConfig,
  select: FixedWidthSelect,
  { path }: FileStamp,
  sink: RowSink,
): TextParser {
  const name = basename(path)
  const columns = select.fields.map((field) => field.name)
  const keys = keyColumns(select)
  const lineLength = select.lineLength ?? Math.max(...select.fields.map(({ start, length }) => start + length - 1))
  const recordCountBefore = sink.recordCount()
  let lineCount = 0

  assertColumns(path, columns, [...keys, ...(select.changedAt === undefined ? [] : [select.changedAt])])

  const isTrailer = ({ text }: Line) => select.trailer !== undefined && text.startsWith(select.trailer.marker)
  const records = trailingRecord(isTrailer, emit)

  function accept(line: Line): void {
    if (line.text === '') return
    if (lineCount++ === 0 && select.header !== undefined) return assertHeader(path, line.text, select.header.marker)

    records.take(line)
  }

  function emit({ text, number, damage }: Line): void {
    const reason = damage ?? lengthReason(text.length, lineLength)
    if (reason !== null) return sink.reject(`${name}:${number}`, reason, text)

    const fields: Record<string, string | null> = {}
    for (const field of select.fields) fields[field.name] = fieldText(text, field)
    sink.row({
      sourceKey: rowKey(keys.map((key) => fields[key])),
      changedAt: select.changedAt === undefined ? null : (fields[select.changedAt] ?? null),
      fields,
    })
  }

  function finish(): FileEnd {
    lines.finish()
    if (lineCount === 0) throw new SourceError('SOURCE_FILE_EMPTY', { path })
    if (select.trailer === undefined) return wholeFile(columns)

    const { countStart, countLength } = select.trailer
    const counted = records.trailer()?.text.slice(countStart - 1, countStart - 1 + countLength)
    return countedEnd(columns, name, sink.recordCount() - recordCountBefore, counted)
  }

  const lines = lineSplitter(config.encoding, accept)
  return { take: lines.take, finish, columns: () => (lineCount === 0 ? null : columns) }
}

function lengthReason(length: number, expected: number): RowRejectionReason | null {
  if (length === expected) return null
  return length < expected ? 'line-too-short' : 'line-too-long'
}

/** Blank is null, trimmed or not: padding alone says nothing. */
function fieldText(line: string, { start, length, decimals, trim }: FixedWidthSelect['fields'][number]): string | null {
  const raw = line.slice(start - 1, start - 1 + length)
  const trimmed = raw.trim()
  if (trimmed === '') return null

  const text = trim ? trimmed : raw
  return decimals === undefined ? text : impliedDecimal(text, decimals)
}

function assertHeader(path: string, line: string, marker: string): void {
  if (line.startsWith(marker)) return
  throw new SourceError('SOURCE_FORMAT_INVALID', {
    path,
    format: 'fixed width',
    found: 'a first line that does not begin with the header marker',
    allowed: `a header line that begins with "${marker}"`,
  })
}
