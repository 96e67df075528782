import type { LastWord, Member } from './member.ts'
import type { SaidValue, ValueHistory } from './value-ledger.ts'

/** A correction that gives a record its own former word back is no echo: its people had said it, and we had taken it from them. */
export function lastWordOf({ said }: ValueHistory): LastWord | undefined {
  const last = said.at(-1)

  if (last === undefined) return undefined
  const stands = wordThatStands(said, last)
  const own = said.slice(0, said.indexOf(stands)).findLast(({ origin }) => origin !== 'own-write')

  return { run: last.run, isEcho: stands.origin === 'own-write' && last.meaning !== own?.meaning }
}

/** Where a correction was undone before a night saw it, what stood before stands again, whosever it was. */
function wordThatStands(said: readonly SaidValue[], last: SaidValue): SaidValue {
  if (last.origin === 'own-write' || said.at(-2)?.seenAt !== last.seenAt) return last
  return said.slice(0, -1).findLast(({ meaning }) => meaning === last.meaning) ?? last
}

/**
 * Does a record say in fields that belong together only what we wrote? Who changed one of them after our correction has made the
 * whole his own.
 */
export function isEcho({ lastWords, record }: Member, fields: readonly string[]): boolean {
  if (lastWords === undefined) return false
  const words = fields.flatMap((field) => ((record[field] ?? null) === null ? [] : (lastWords.get(field) ?? [])))
  const newest = Math.max(...words.map(({ run }) => run))

  return words.length > 0 && words.every((word) => word.run < newest || word.isEcho)
}

/** What a record says of itself: silence where it holds our word. */
export function isOwnSay({ lastWords }: Member, field: string): boolean {
  return lastWords?.get(field)?.isEcho !== true
}
