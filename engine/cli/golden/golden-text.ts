import type { GoldenEvent } from '../../store/golden/golden-events.ts'
import type { PinHistory } from '../../store/golden/pins.ts'
import type { GoldenSheet } from '../../golden/golden-sheet.ts'
import { shownValue } from '../shown-value.ts'
import { textTable } from '../text-table.ts'

/** A golden record for the terminal: values with their reasons, members, and what became of its identity. */
export function goldenText(sheet: GoldenSheet): string {
  const { id, entity, status, version, askedAs, asOf, values, members, memberCount, aliases, events, words } = sheet
  const rows = values.flatMap(({ field, value, from, reason, pinnedAt, losers }) => [
    [field, shownValue(value), from ?? '', pinnedAt === null ? reason : `${reason} ${pinnedAt}`],
    ...losers.map((loser) => ['', shownValue(loser.value ?? '(nothing)'), loser.record, loser.kind]),
  ])

  return [
    `${id}  ${entity}, ${status}, version ${version}${asOf === null ? '' : `, as of ${asOf}`}\n`,
    ...(askedAs === null ? [] : [`asked for as ${askedAs}\n`]),
    `\n${textTable(['field', 'value', 'record', 'reason'], rows)}`,
    ...setLines(sheet),
    `\nmembers   ${members.join(', ')}${memberCount > members.length ? `, and ${memberCount - members.length} more` : ''}\n`,
    ...(aliases.length === 0 ? [] : [`aliases   ${aliases.join(', ')}\n`]),
    ...(words.length === 0 ? [] : ['\n', ...words.map((word) => `${wordLine(word)}\n`)]),
    ...(events.length === 0 ? [] : ['\n', ...events.map((event) => `${eventLine(event)}\n`)]),
  ].join('')
}

/** Every value of a set with those who say it. */
function setLines({ sets }: GoldenSheet): readonly string[] {
  return Object.entries(sets).flatMap(([name, { values, valueCount }]) => [
    `\n${name}\n`,
    ...values.map(
      ({ value, records, recordCount }) =>
        `  ${shownValue(value)}  ${records.join(', ')}${recordCount > records.length ? `, and ${recordCount - records.length} more` : ''}\n`,
    ),
    ...(valueCount > values.length ? [`  and ${valueCount - values.length} more\n`] : []),
  ])
}

/** What a steward said of a value, and whether it still holds. */
function wordLine({ kind, field, value, record, by, reason, at, isWaiting, ...end }: PinHistory): string {
  const source = record === null ? '' : ` ${kind === 'pinned' ? 'from' : 'of'} ${record}`
  const ended = end.endedAt === null ? '' : `; taken back ${end.endedAt} by ${end.endedBy}: ${end.endedReason}`
  const waiting = isWaiting ? ' (the next run follows it)' : ''

  return `${at}  ${kind} ${field} ${shownValue(value ?? '(nothing)')}${source} by ${by}: ${reason}${ended}${waiting}`
}

/** One event in a sentence. */
export function eventLine({ at, kind, goldenId, into, records, recordCount }: GoldenEvent): string {
  const target = into === null ? '' : ` into ${into}`
  const more = recordCount > records.length ? `, and ${recordCount - records.length} more` : ''

  return `${at}  ${kind.padEnd(8)}${goldenId}${target}: ${records.join(', ')}${more}`
}
