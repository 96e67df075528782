import { basename } from 'node:path'
import { assertColumns } from '../columns.ts'
import { countedEnd, cutShort, wholeFile, type FileEnd } from '../file-end.ts'
import { keyColumns } from '../file-select.ts'
import type { TextParser } from '../file-snapshot.ts'
import type { FileStamp } from '../file-set.ts'
import { lineSplitter, type Line } from '../line-splitter.ts'
import { FIELD_CHARS_MAX } from '../record-limit.ts'
import { rowKey } from '../row-key.ts'
import type { RowRejectionReason } from '../row-rejection-reasons.ts'
import type { RowSink } from '../row-sink.ts'
import { SourceError } from '../source-error.ts'
import { trailingRecord } from '../trailing-record.ts'
import type { JsonlConfig, JsonlSelect } from './config.ts'
import { flatLine } from './flatten.ts'

/** After this many records without a single key the plan names a wrong field; it is not that all keys are missing. */
const RECORDS_BEFORE_KEY_MAX = 1_000

type Fields = Readonly<Record<string, string | null>>

interface JsonRecord {
  readonly line: Line
  readonly fields: Fields
  /** Why the line is no record, or null. */
  readonly reason: RowRejectionReason | null
}

/** Reads one JSON object per line. The columns are the fields seen, in order of first appearance. */
export function jsonlParser(config: JsonlConfig, select: JsonlSelect, { path }: FileStamp, sink: RowSink): TextParser {
  const name = basename(path)
  const keys = keyColumns(select)
  const columns = new Set<string>()
  const recordCountBefore = sink.recordCount()
  let lineCount = 0
  let isCut = false

  const isEndMarker = ({ fields }: JsonRecord) =>
    select.endMarker !== undefined && fields[select.endMarker.field] === select.endMarker.value
  const reject = (line: Line, reason: RowRejectionReason) => sink.reject(`${name}:${line.number}`, reason, line.text)

  const records = trailingRecord(isEndMarker, ({ line, fields, reason }: JsonRecord) => {
    if (reason === null) emit(line, fields)
    else reject(line, reason)
  })

  function accept(line: Line): void {
    if (line.text.trim() === '') return
    if (lineCount++ === 0) assertLines(path, line.text)

    const flat = line.damage === null ? flatLine(line.text) : { reason: line.damage }
    if ('fields' in flat) records.take({ line, fields: flat.fields, reason: null })
    else if (line.hasEnd) records.take({ line, fields: {}, reason: flat.reason })
    else isCut = true
  }

  function emit(line: Line, fields: Fields): void {
    if (Object.values(fields).some((value) => value !== null && value.length > FIELD_CHARS_MAX))
      return reject(line, 'field-too-large')
    if (Object.values(fields).some((value) => value?.includes('\0'))) return reject(line, 'nul-character')

    for (const field of Object.keys(fields)) columns.add(field)
    if (sink.recordCount() - recordCountBefore === RECORDS_BEFORE_KEY_MAX) assertColumns(path, [...columns], keys)
    sink.row({
      sourceKey: rowKey(keys.map((key) => fields[key])),
      changedAt: select.changedAt === undefined ? null : (fields[select.changedAt] ?? null),
      fields,
    })
  }

  function finish(): FileEnd {
    lines.finish()
    if (lineCount === 0) throw new SourceError('SOURCE_FILE_EMPTY', { path })
    if (columns.size > 0) assertColumns(path, [...columns], keys)

    if (isCut) return cutShort([...columns], `${name}: the last line is cut off`)
    if (select.endMarker === undefined) return wholeFile([...columns])
    const counted = records.trailer()?.fields[select.endMarker.countField]
    return countedEnd([...columns], name, sink.recordCount() - recordCountBefore, counted ?? undefined)
  }

  const lines = lineSplitter(config.encoding, accept)
  return { take: lines.take, finish, columns: () => (columns.size === 0 ? null : [...columns]) }
}

function assertLines(path: string, firstLine: string): void {
  if (!firstLine.trimStart().startsWith('[')) return
  throw new SourceError('SOURCE_FORMAT_INVALID', {
    path,
    format: 'JSON lines',
    found: 'one JSON array',
    allowed: 'one object per line, without brackets and commas around them',
  })
}
