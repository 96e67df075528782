import { damageReason, type TextChunk } from '../file-text.ts'
import { FIELD_CHARS_MAX, RECORD_CHARS_MAX } from '../record-limit.ts'
import type { RowRejectionReason } from '../row-rejection-reasons.ts'
import type { CsvConfig } from './config.ts'
import { detectDelimiter } from './delimiter.ts'
import { splitRecord, type Dialect } from './split-record.ts'

/** One record and where it begins; with a reason it cannot be read as one. */
export interface CsvRecord {
  readonly fields: readonly string[]
  readonly raw: string
  /** Counted from 1; a record with newlines spans several. */
  readonly line: number
  readonly reason: RowRejectionReason | null
}

interface State {
  readonly config: CsvConfig
  readonly onRecord: (record: CsvRecord) => void
  dialect: Dialect | null
  pending: TextChunk
  line: number
  /** Set while a record that is too large passes by. */
  dropping: { readonly isQuoted: boolean } | null
}

const NOTHING: TextChunk = { text: '', isSuspect: false }

/** Cuts text into records and holds at most one. What cannot be read costs its own record: see csv.rationale.md. */
export function recordReader(config: CsvConfig, onRecord: (record: CsvRecord, dialect: Dialect) => void) {
  const { delimiter, quote } = config
  const state: State = {
    config,
    onRecord: (record) => onRecord(record, state.dialect as Dialect),
    dialect: delimiter === undefined ? null : { delimiter, quote },
    pending: NOTHING,
    line: 1,
    dropping: null,
  }

  return {
    take({ text, isSuspect }: TextChunk): void {
      state.pending = { text: state.pending.text + text, isSuspect: state.pending.isSuspect || isSuspect }
      takeRecords(state, false)
    },
    /** Answers the line of a quote that never closes, or null when the text ended with a record. */
    finish(): number | null {
      takeRecords(state, true)
      return state.pending.text !== '' || state.dropping?.isQuoted === true ? state.line : null
    },
  }
}

function takeRecords(state: State, isLast: boolean): void {
  const { text, isSuspect } = state.pending
  let at = state.dropping === null ? 0 : drop(state, text)
  const dialect = (state.dialect ??= detect(state.config, text, isLast))
  if (dialect === null) return

  while (state.dropping === null && at < text.length) {
    const next = takeRecord(state, text, at, isLast, dialect)
    if (next === -1) break
    at = next
  }
  state.pending = { text: text.slice(at), isSuspect: isSuspect && at < text.length }
  if (state.pending.text.length > RECORD_CHARS_MAX) startDropping(state, dialect)
}

/** Where the next record begins; -1 when the text ends inside this one. */
function takeRecord(state: State, text: string, start: number, isLast: boolean, dialect: Dialect): number {
  const split = splitRecord(text, start, dialect, isLast)
  if (split === 'unfinished') return -1

  const { fields, end } = split === 'misquoted' ? { fields: [], end: lineEnd(text, start) } : split
  const raw = text.slice(start, end)
  if (!isBlank(raw)) {
    const damage = state.pending.isSuspect ? damageReason(raw, state.config.encoding) : null
    state.onRecord({ fields, raw, line: state.line, reason: damage ?? reasonOf(split === 'misquoted', fields, raw) })
  }
  state.line += newlineCount(raw)
  return end
}

function reasonOf(isMisquoted: boolean, fields: readonly string[], raw: string): RowRejectionReason | null {
  if (isMisquoted) return 'misplaced-quote'
  return raw.length > FIELD_CHARS_MAX && fields.some(isTooLarge) ? 'field-too-large' : null
}

function detect({ quote }: CsvConfig, text: string, isLast: boolean): Dialect | null {
  const end = text.indexOf('\n')
  if (end === -1 && !isLast && text.length < RECORD_CHARS_MAX) return null
  return { quote, delimiter: detectDelimiter(text.slice(0, end === -1 ? text.length : end), quote) }
}

/** From here to the end of this record nothing is kept, so that one 10 MB field does not cost 10 MB. */
function startDropping(state: State, { delimiter, quote }: Dialect): void {
  const { text } = state.pending
  const isQuoted = quote !== null && (text.split(quote).length - 1) % 2 === 1
  const reason = isQuoted || text.split(delimiter).some(isTooLarge) ? 'field-too-large' : 'row-too-large'

  state.onRecord({ fields: [], raw: text, line: state.line, reason })
  state.line += newlineCount(text)
  state.dropping = { isQuoted }
  state.pending = NOTHING
}

/** A doubled quote toggles twice, so counting tells whether a newline ends the record. */
function drop(state: State, text: string): number {
  let isQuoted = state.dropping?.isQuoted === true
  for (let at = 0; at < text.length; at++) {
    if (text[at] === state.config.quote) isQuoted = !isQuoted
    if (text[at] !== '\n') continue

    state.line++
    if (isQuoted) continue
    state.dropping = null
    return at + 1
  }
  state.dropping = { isQuoted }
  return text.length
}

const isTooLarge = (field: string) => field.length > FIELD_CHARS_MAX

/** Nothing but a line end, or the Ctrl-Z that ends a file of DOS times. */
const isBlank = (raw: string) => raw.length <= 2 && /^(\r?\n|\x1a|\r)?$/.test(raw)

const lineEnd = (text: string, start: number) => text.indexOf('\n', start) + 1 || text.length

function newlineCount(raw: string): number {
  let count = 0
  for (let at = raw.indexOf('\n'); at !== -1; at = raw.indexOf('\n', at + 1)) count++
  return count
}
