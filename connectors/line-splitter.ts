import { damageReason, type TextChunk } from './file-text.ts'
import { RECORD_CHARS_MAX } from './record-limit.ts'
import type { RowRejectionReason } from './row-rejection-reasons.ts'

/** One line without its line end. */
export interface Line {
  readonly text: string
  /** Counted from 1. */
  readonly number: number
  /** False only for a last line that ends with the file. */
  readonly hasEnd: boolean
  /** Why it cannot be taken, as a rejection reason: unreadable bytes, or longer than is held in memory (then `text` is its beginning). */
  readonly damage: RowRejectionReason | null
}

/** Cuts chunks of text into lines and holds at most one; a line that is too long is dropped while it passes. */
export function lineSplitter(encoding: string, onLine: (line: Line) => void) {
  let pending: TextChunk = { text: '', isSuspect: false }
  let number = 1
  let isDropping = false

  function give(raw: string, isSuspect: boolean, hasEnd: boolean): void {
    const text = raw.endsWith('\r') ? raw.slice(0, -1) : raw
    const isEndMark = !hasEnd && (text === '' || text === '\x1a') // Ctrl-Z ends a file of DOS times
    if (!isEndMark) onLine({ text, number, hasEnd, damage: isSuspect ? damageReason(text, encoding) : null })
    number++
  }

  function drop(text: string): number {
    const newline = text.indexOf('\n')
    if (newline === -1) return text.length
    isDropping = false
    number++
    return newline + 1
  }

  return {
    take(chunk: TextChunk): void {
      const text = pending.text + chunk.text
      const isSuspect = pending.isSuspect || chunk.isSuspect
      let at = isDropping ? drop(text) : 0

      for (let newline = text.indexOf('\n', at); newline !== -1; newline = text.indexOf('\n', at)) {
        give(text.slice(at, newline), isSuspect, true)
        at = newline + 1
      }
      pending = { text: text.slice(at), isSuspect }
      if (pending.text.length <= RECORD_CHARS_MAX) return

      onLine({ text: pending.text, number, hasEnd: true, damage: 'row-too-large' })
      isDropping = true
      pending = { text: '', isSuspect: false }
    },
    finish(): void {
      if (!isDropping) give(pending.text, pending.isSuspect, false)
    },
  }
}
