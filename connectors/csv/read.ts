import { basename } from 'node:path'
import { countedEnd, cutShort, wholeFile, type FileEnd } from '../file-end.ts'
import { damageReason, type TextChunk } from '../file-text.ts'
import { FIELD_CHARS_MAX, RECORD_CHARS_MAX } from '../record-limit.ts'
import { rowKey } from '../row-key.ts'
import { SourceError } from '../source-error.ts'
import type { FileStamp } from '../file-set.ts'
import type { TextParser } from '../file-snapshot.ts'
import type { RowSink } from '../row-sink.ts'
import type { CsvConfig, CsvSelect } from './config.ts'
import { detectDelimiter, layoutOf, type Layout } from './header.ts'
import { splitRecord, type Dialect } from './split-record.ts'

/** A record with where it stands, before anything is believed about it. */
interface Located {
  readonly fields: string[]
  readonly raw: string
  readonly line: number
}

/** Reads CSV text record by record. Bad records become rejections and cost nothing but themselves. */
export function csvParser(config: CsvConfig, select: CsvSelect, { path }: FileStamp, sink: RowSink): TextParser {
  const name = basename(path)
  let layout: Layout | null = null
  let dialect: Dialect | null = config.delimiter === undefined ? null : { ...config, delimiter: config.delimiter }
  let pending: TextChunk = { text: '', isSuspect: false }
  let line = 1
  let dropping: { isQuoted: boolean } | null = null
  let held: Located | null = null
  let openQuoteLine: number | null = null
  const recordCountBefore = sink.recordCount()

  const reject = (record: Located, reason: string) => sink.reject(`${name}:${record.line}`, reason, record.raw)

  function begin(record: Located, isSuspect: boolean): boolean {
    if (isSuspect && select.header === undefined) assertReadableHeader(path, config, record.raw)
    layout = layoutOf(path, record.fields, dialect as Dialect, config, select)
    return select.header === undefined // without a header line the first record is already data
  }

  /** The trailer is the last record: one that looks like it waits until the next proves it to be data. */
  function accept(record: Located): void {
    releaseHeld()
    if (record.fields[0] === select.trailer?.marker) held = record
    else emit(record)
  }

  function releaseHeld(): void {
    if (held !== null) emit(held)
    held = null
  }

  function refuse(record: Located, reason: string): void {
    releaseHeld()
    reject(record, reason)
  }

  function emit(record: Located): void {
    const { columns, keyAt, changedAtAt } = layout as Layout
    const { fields: values } = record
    if (values.length !== columns.length)
      return reject(record, values.length > columns.length ? 'too-many-fields' : 'too-few-fields')
    if (record.raw.length > FIELD_CHARS_MAX && values.some((value) => value.length > FIELD_CHARS_MAX))
      return reject(record, 'field-too-large')

    const fields: Record<string, string | null> = {}
    for (let index = 0; index < columns.length; index++) {
      const value = values[index] as string
      fields[columns[index] as string] = value === '' ? null : value
    }
    sink.row({
      sourceKey: rowKey(keyAt.map((at) => values[at] || null)),
      changedAt: changedAtAt === null ? null : values[changedAtAt] || null,
      fields,
    })
  }

  /** Takes one record and answers where the next begins; -1 when the text ends inside it. */
  function takeRecord(text: string, start: number, isLast: boolean, isSuspect: boolean): number {
    const split = splitRecord(text, start, dialect as Dialect, isLast)
    if (split === 'unfinished' && isLast) openQuoteLine = line
    if (split === 'unfinished') return -1

    const end = split === 'misquoted' ? lineEnd(text, start) : split.end
    const record = { fields: split === 'misquoted' ? [] : split.fields, raw: text.slice(start, end), line }
    const damage = isSuspect ? damageReason(record.raw, config.encoding) : null
    line += newlineCount(record.raw)

    if (isBlank(record.raw)) return end
    if (layout === null && begin(record, isSuspect)) return end
    if (damage !== null) refuse(record, damage)
    else if (split === 'misquoted') refuse(record, 'misplaced-quote')
    else accept(record)
    return end
  }

  function takeRecords(isLast: boolean): void {
    const { text, isSuspect } = pending
    let at = 0
    if (dropping !== null) at = drop(text)
    if (dialect === null && !detect(text, isLast)) return

    while (dropping === null && at < text.length) {
      const next = takeRecord(text, at, isLast, isSuspect)
      if (next === -1) break
      at = next
    }
    pending = { text: text.slice(at), isSuspect: isSuspect && at < text.length }
    if (pending.text.length > RECORD_CHARS_MAX) startDropping()
  }

  function detect(text: string, isLast: boolean): boolean {
    const end = text.indexOf('\n')
    if (end === -1 && !isLast && text.length < RECORD_CHARS_MAX) return false
    dialect = {
      quote: config.quote,
      delimiter: detectDelimiter(text.slice(0, end === -1 ? undefined : end), config.quote),
    }
    return true
  }

  /** From here to the end of this record nothing is kept, so that one 10 MB field does not cost 10 MB. */
  function startDropping(): void {
    const { text } = pending
    const isQuoted = config.quote !== null && (text.split(config.quote).length - 1) % 2 === 1
    const isField =
      isQuoted || text.split((dialect as Dialect).delimiter).some(({ length }) => length > FIELD_CHARS_MAX)

    refuse({ fields: [], line, raw: text }, isField ? 'field-too-large' : 'row-too-large')
    line += newlineCount(text)
    dropping = { isQuoted }
    pending = { text: '', isSuspect: false }
  }

  function drop(text: string): number {
    let isQuoted = dropping?.isQuoted === true
    let at = 0
    for (; at < text.length; at++) {
      if (text[at] === config.quote) isQuoted = !isQuoted
      if (text[at] === '\n') line++
      if (text[at] === '\n' && !isQuoted) break
    }
    dropping = at < text.length ? null : { isQuoted }
    return Math.min(at + 1, text.length)
  }

  function finish(): FileEnd {
    takeRecords(true)
    if (layout === null) throw new SourceError('SOURCE_FILE_EMPTY', { path })

    const { columns } = layout as Layout
    const brokenLine = openQuoteLine ?? (dropping?.isQuoted === true ? line : null)
    if (brokenLine !== null) return cutShort(columns, `${name}: a quote opened at line ${brokenLine} never closes`)
    return select.trailer === undefined
      ? wholeFile(columns)
      : countedEnd(columns, name, sink.recordCount() - recordCountBefore, held?.fields[select.trailer.count - 1])
  }

  return {
    take({ text, isSuspect }) {
      pending = { text: pending.text + text, isSuspect: pending.isSuspect || isSuspect }
      takeRecords(false)
    },
    finish,
    columns: () => layout?.columns ?? null,
  }
}

const isBlank = (raw: string) => raw.length <= 2 && /^(\r?\n|\x1a|\r)?$/.test(raw)

const lineEnd = (text: string, start: number) => text.indexOf('\n', start) + 1 || text.length

function newlineCount(raw: string): number {
  let count = 0
  for (let at = raw.indexOf('\n'); at !== -1; at = raw.indexOf('\n', at + 1)) count++
  return count
}

function assertReadableHeader(path: string, { encoding }: CsvConfig, raw: string): void {
  if (damageReason(raw, encoding) === null) return
  throw new SourceError('SOURCE_FORMAT_INVALID', {
    path,
    format: 'csv',
    found: `a header that is not ${encoding}`,
    allowed: 'the encoding the export is written in, as config.encoding',
  })
}
