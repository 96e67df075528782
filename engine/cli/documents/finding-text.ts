import { shownField, shownValue as canonicalText } from '../../../reports/canonical-value.ts'
import { plainDecimal } from '../../../reports/plain-decimal.ts'
import { readableAmount, readableBound, readableCount, readableInstant } from '../../../reports/readable-number.ts'
import type { FindingSheet } from '../../documents/show-finding.ts'
import type { FindingEvent, FindingRecord } from '../../store/documents/finding-sheet.ts'
import { cursorText } from './documents-filter.ts'
import type { FindingTotals } from '../../store/documents/finding-list.ts'
import type { FindingList } from './documents-desk.ts'
import type { FindingTask } from './finding-task.ts'
import { shownValue } from '../shown-value.ts'
import { textTable } from '../text-table.ts'

type Line = FindingList['findings'][number]

/** A page of findings, with how many there are and how much money that is. */
export function findingListText(list: FindingList): string {
  const rows = list.findings.map((line) => [
    line.id,
    line.period,
    line.cause,
    `${line.kind} ${shown(line.number)}`,
    sidesOf(line),
    shown(line.counterpartyName ?? line.counterparty),
    amountOf(line),
    line.state,
    days(line.ageDays),
    shown(line.actor),
  ])
  const headings = [
    'finding',
    'period',
    'cause',
    'document',
    'systems',
    'customer',
    'amount',
    'state',
    'age',
    'who acts',
  ]
  const more = list.next === null ? '' : `More with --after ${cursorText(list.next)}\n`

  const narrow = list.isCountExact ? '' : 'Too many to add up; --period, --cause or --counterparty narrow them.\n'

  return `${textTable(headings, rows)}${list.findings.length} of ${totalsText(list)}\n${narrow}${more}`
}

/** "12 findings: 1,234.00 CZK, 99.00 EUR". */
export function totalsText(totals: FindingTotals): string {
  const noun = totals.isCountExact && totals.count === 1 ? 'finding' : 'findings'
  const money = totals.amounts.map(readableAmount).join(', ')

  return `${readableBound(totals)} ${noun}${money === '' ? '' : `: ${money}`}`
}

/** One finding: what it says, the records side by side, every system's raw row, and what happened to it. */
export function findingSheetText(sheet: FindingSheet & FindingTask): string {
  const { field, value, otherValue, system, otherSystem } = sheet
  const scale = sheet.scale === null ? null : String(sheet.scale)
  const said = (text: string | null) => shown(field === null ? text : canonicalText(field, text, scale))
  const evidence = Object.entries(sheet.evidence).map(([name, text]) => `${name} ${shown(text)}`)

  return [
    `Finding ${sheet.id} (${sheet.state}): ${sheet.cause}, ${sheet.kind} ${shown(sheet.number)}\n`,
    `${sheet.reason}\n\n`,
    ...[
      ['amount', amountOf(sheet)],
      ['period', sheet.period],
      ['date', shown(sheet.on)],
      ['customer', `${shown(sheet.counterpartyName)} ${sheet.counterparty ?? ''}`.trimEnd()],
      ['field', shown(field === null ? null : shownField(field, scale))],
      [`${system} says`, sheet.sourceKey === null ? 'nothing: it has no such document' : said(value)],
      ...(otherSystem === null ? followsLine(otherValue, said) : [[`${otherSystem} says`, said(otherValue)]]),
      ['evidence', evidence.length === 0 ? '-' : evidence.join(', ')],
      ['who acts', shown(sheet.actor)],
      ['waits', `${days(sheet.ageDays)}, since ${readableInstant(sheet.since)}`],
    ].map(([name = '', text = '']) => `${name.padEnd(14)}  ${text}\n`),
    '\n',
    recordsText(sheet.records),
    ...sheet.records.map(rawText),
    '\nHistory\n',
    ...sheet.events.map(eventText),
  ].join('')
}

/** What the rest of a document makes of a value that contradicts it. */
function followsLine(computed: string | null, said: (text: string) => string): readonly (readonly string[])[] {
  return computed === null ? [] : [['from the rest', said(computed)]]
}

function recordsText(records: readonly FindingRecord[]): string {
  const fields = [...new Set(records.flatMap(({ record }) => Object.keys(record)))]
  const rows = fields
    .map((field) => [
      field.replace(/Minor$/, ''),
      ...records.map(({ record }) => shown(canonicalText(field, record[field] ?? null, record['scale'] ?? null))),
    ])
    .filter(([, ...values]) => values.some((text) => text !== '-'))

  return textTable(['field', ...records.map(nameOf)], rows)
}

function nameOf({ kind, system, sourceKey, isMissing }: FindingRecord): string {
  return `${kind} ${system}:${shownValue(sourceKey)}${isMissing ? ' (gone)' : ''}`
}

function rawText(record: FindingRecord): string {
  const cells = Object.entries(record.raw).map(([column, text]) => `  ${shownValue(column)} = ${shown(text)}\n`)

  return `\nAs ${record.system} says it, ${record.kind} ${shownValue(record.sourceKey)}\n${cells.join('')}`
}

function eventText({ kind, at, actor, reason, detail }: FindingEvent): string {
  const to = detail['to'] == null ? '' : ` to ${shownValue(detail['to'])}`
  const before = kind === 'changed' ? beforeText(detail) : ''
  const by = actor === null ? '' : ` by ${shownValue(actor)}`

  return `  ${readableInstant(at)}  ${kind}${to}${by}${before}${reason === null ? '' : `: ${shownValue(reason)}`}\n`
}

function beforeText({ differenceMinor, scale, currency }: FindingEvent['detail']): string {
  return differenceMinor == null || scale == null
    ? ''
    : `, before: ${plainDecimal(differenceMinor, Number(scale))} ${currency ?? ''}`.trimEnd()
}

function amountOf({ differenceMinor, scale, currency }: Pick<Line, 'differenceMinor' | 'scale' | 'currency'>): string {
  if (differenceMinor === null || scale === null) return '-'

  return readableAmount({ minor: differenceMinor.replace('-', ''), scale, currency: currency ?? '' }).trimEnd()
}

function sidesOf({ system, sourceKey, otherSystem, otherKey }: Line): string {
  const side = (name: string, key: string | null) => (key === null ? name : `${name}:${shownValue(key)}`)

  return otherSystem === null ? side(system, sourceKey) : `${side(system, sourceKey)} / ${side(otherSystem, otherKey)}`
}

function days(count: number): string {
  return `${readableCount(count)} d`
}

function shown(text: string | null): string {
  return text === null ? '-' : shownValue(text)
}
