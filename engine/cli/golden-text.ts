import type { GoldenEvent } from '../store/golden-events.ts'
import type { GoldenSheet } from '../golden/golden-sheet.ts'
import { shownValue } from './shown-value.ts'
import { textTable } from './text-table.ts'

/** A golden record for the terminal: values with their reasons, members, and what became of its identity. */
export function goldenText(sheet: GoldenSheet): string {
  const { id, entity, status, version, askedAs, asOf, values, members, memberCount, aliases, events } = sheet
  const rows = values.flatMap(({ field, value, from, reason, losers }) => [
    [field, shownValue(value), from ?? '', reason],
    ...losers.map((loser) => ['', shownValue(loser.value ?? '(nothing)'), loser.record, loser.kind]),
  ])

  return [
    `${id}  ${entity}, ${status}, version ${version}${asOf === null ? '' : `, as of ${asOf}`}\n`,
    ...(askedAs === null ? [] : [`asked for as ${askedAs}\n`]),
    `\n${textTable(['field', 'value', 'record', 'reason'], rows)}`,
    `\nmembers   ${members.join(', ')}${memberCount > members.length ? `, and ${memberCount - members.length} more` : ''}\n`,
    ...(aliases.length === 0 ? [] : [`aliases   ${aliases.join(', ')}\n`]),
    ...(events.length === 0 ? [] : ['\n', ...events.map((event) => `${eventLine(event)}\n`)]),
  ].join('')
}

/** One event in a sentence. */
export function eventLine({ at, kind, goldenId, into, records, recordCount }: GoldenEvent): string {
  const target = into === null ? '' : ` into ${into}`
  const more = recordCount > records.length ? `, and ${recordCount - records.length} more` : ''

  return `${at}  ${kind.padEnd(8)}${goldenId}${target}: ${records.join(', ')}${more}`
}
