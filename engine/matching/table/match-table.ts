import type { MatchColumn } from '../../../rules/matching/match-column.ts'
import type { EncodedRows } from '../encode-rows.ts'
import { textReader, type CompactTexts } from '../kernel/text-table.ts'
import type { RejectedRow } from './record-scanner.ts'

/** One column of all records in memory that every thread sees. */
export interface TableColumn {
  readonly name: string
  /** A code per record, 0 for missing; codes are given in the order of the records. */
  readonly codes: Int32Array
  readonly texts: CompactTexts
}

/** The ids of all records as UTF-8, in their order: that of record r from `offsets[r]` to `offsets[r + 1]`. */
export interface RecordIds {
  readonly bytes: Uint8Array
  readonly offsets: Uint32Array
}

/** A file that was read. */
export interface ReadFile {
  readonly path: string
  readonly name: string
  /** Its records are those from `from` on, so many. */
  readonly from: number
  readonly count: number
  /** Rows that were left out. */
  readonly rejectedCount: number
  /** The column that names its records; null when they are numbered. */
  readonly idColumn: string | null
}

/**
 * What some files hold, as columns: records by file name and id (code units), numbered ones as they stand in their file.
 * Nothing depends on the order of rows or files, or on how many threads read them.
 */
export interface MatchTable {
  readonly count: number
  readonly files: readonly ReadFile[]
  readonly columns: readonly TableColumn[]
  /** Index into `files` per record. */
  readonly systems: Uint16Array
  /** As users read and write them: the id alone where all ids differ, else `file:id`. */
  readonly ids: RecordIds
  readonly rejectedCount: number
  /** The first of them, at most 1,000. */
  readonly rejectedRows: readonly RejectedRow[]
}

/** The id of a record as it is written. */
export function idOf({ bytes, offsets }: RecordIds, record: number): string {
  const from = offsets[record] as number

  return Buffer.from(bytes.buffer, bytes.byteOffset + from, (offsets[record + 1] as number) - from).toString('utf8')
}

/** The table as the engine takes its rows; a record id is the position of the record. */
export function encodedRows({ count, columns }: MatchTable): EncodedRows {
  return {
    count,
    recordIds: Int32Array.from({ length: count }, (_, record) => record),
    fields: new Map(
      columns.map(({ name, codes, texts }): [string, MatchColumn] => [
        name,
        { codes, stride: 1, offset: 0, size: texts.size, text: textReader(texts), texts },
      ]),
    ),
  }
}
