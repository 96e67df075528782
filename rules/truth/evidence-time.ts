import type { EntityKind } from '../entity/entity.ts'
import { meaningIn } from './agree.ts'
import { isResent } from './ping-pong.ts'
import { returnedTo, type RecordPast, type ValueHistory } from './value-ledger.ts'

/**
 * Since when, by the source's own clock, a record says what it says in a field. A record that was saved again for another field
 * says nothing new in this one; a value it had given up for one it was given is as old as it was; our own write coming back
 * is as old as the word it was copied from, or of unknown age. (matching.md 14: a fresh time alone is no new evidence.)
 */
export function evidenceTime(
  kind: EntityKind,
  field: string,
  past: RecordPast,
  ledger: readonly ValueHistory[],
): string | null {
  const history = ledger.find(({ recordId }) => recordId === past.recordId)
  const isSilent = (past.forms.at(-1)?.record[field] ?? null) === null
  const given = history === undefined || isSilent ? undefined : givenTime(history, ledger)

  return given === undefined ? unchangedSince(kind, field, past) : given
}

/** Of a value that is not news; undefined when it is. */
function givenTime(history: ValueHistory, ledger: readonly ValueHistory[]): string | null | undefined {
  const place = history.said.length - 1
  const last = history.said[place]

  if (last?.origin === 'own-write') return eldestWord(last.meaning, ledger)
  return isResent(history, ledger) ? (returnedTo(history, place)?.changedAt ?? null) : undefined
}

function unchangedSince(kind: EntityKind, field: string, { forms }: RecordPast): string | null {
  const now = forms.at(-1)
  const meaning = now === undefined ? null : meaningIn(kind, field, now.record)
  const other = forms.findLastIndex(({ record }) => meaningIn(kind, field, record) !== meaning)

  return forms[other + 1]?.changedAt ?? null
}

function eldestWord(meaning: string, ledger: readonly ValueHistory[]): string | null {
  const times = ledger.flatMap(({ said }) =>
    said.flatMap((value) =>
      value.meaning === meaning && value.origin !== 'own-write' && value.changedAt !== null ? [value.changedAt] : [],
    ),
  )

  return times.toSorted((left, right) => Date.parse(left) - Date.parse(right))[0] ?? null
}
