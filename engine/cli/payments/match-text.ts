import { counted, readableAmount, readableBound, readableInstant } from '../../../reports/readable-number.ts'
import type { MatchDecided } from '../../documents/decide-match.ts'
import type { MatchSheet, ShownLine, ShownOption, ShownPart } from '../../documents/show-match.ts'
import type { DecidedList, ProposalList } from './payments-desk.ts'
import { shownValue } from '../shown-value.ts'
import { textTable } from '../text-table.ts'

interface Money {
  readonly scale: number
  readonly currency: string
}

/** A page of what waits, with how much that is in all. */
export function proposalListText(list: ProposalList, next: string | null): string {
  const rows = list.matches.map((match) => [
    match.id,
    amount(match.amountMinor, match),
    `${shownValue(match.payment)}${more(match.paymentCount)}`,
    `${match.kind} ${shownValue(match.document)}${more(match.documentCount)}`,
    match.counterpartyName === null ? (match.counterparty ?? '-') : shownValue(match.counterpartyName),
    match.pass,
    String(match.alternativeCount),
    BigInt(match.writeOffMinor) === 0n ? '-' : amount(match.writeOffMinor, match),
    match.approvedBy === null ? '-' : `by ${shownValue(match.approvedBy)}; needs another person`,
  ])
  const headings = [
    'match',
    'amount',
    'payment',
    'settles',
    'customer',
    'found by',
    'other ways',
    'write-off',
    'approved',
  ]
  const money = list.amounts.map(readableAmount).join(', ')

  return [
    rows.length === 0 ? '' : textTable(headings, rows),
    `${list.matches.length} of ${readableBound(list)} that wait${money === '' ? '' : `: ${money}`}\n`,
    list.isCountExact ? '' : 'Too many to add up; the biggest come first.\n',
    rows.length === 0 ? '' : 'Look at one with `touchstone payments show <match>`.\n',
    next === null ? '' : `More with --after ${next}\n`,
  ].join('')
}

/** A page of what people decided. */
export function decidedListText({ matches, next }: DecidedList, state: string): string {
  const rows = matches.map((match) => [
    match.matchId,
    amount(match.amountMinor, match),
    match.documentSystem,
    match.alternative === 0 ? 'as proposed' : `alternative ${match.alternative}`,
    readableInstant(match.at),
    shownValue(match.by),
    shownValue(match.reason),
  ])
  const table = textTable(['match', 'amount', 'documents of', 'way', 'when', 'by', 'why'], rows)

  return `${rows.length === 0 ? `Nothing is ${state}.\n` : table}${next === null ? '' : `More with --after ${next}\n`}`
}

/** One match: its lines, every way to decide it with what would remain, what was said of it, and what to do next. */
export function matchSheetText(sheet: MatchSheet): string {
  const { id, state, pass, kind, counterparty, reason, payments, documents, options, history } = sheet
  const customer = counterparty === null ? 'customer not known' : `customer ${counterparty}`

  return [
    `Match ${id} (${state}): by ${pass}, ${customer}\n${shownValue(reason)}\n\n`,
    textTable(
      ['line', 'record', 'date', 'number', 'text', 'amount', 'left now'],
      [
        ...payments.map((line) => lineRow('payment', line, sheet)),
        ...documents.map((line) => lineRow(kind, line, sheet)),
      ],
    ),
    ...options.map((option) => optionText(option, state, sheet)),
    history.length === 0 ? '' : '\nHistory\n',
    ...history.map(
      ({ verdict, alternative, at, by, reason: why }) =>
        `  ${readableInstant(at)}  ${verdict}${alternative === 0 ? '' : ` (alternative ${alternative})`} by ${shownValue(by)}: ${shownValue(why)}\n`,
    ),
    '\n',
    nextSteps(sheet),
  ].join('')
}

function lineRow(kind: string, line: ShownLine, money: Money): readonly string[] {
  const { record, on, number, text, amountMinor, leftMinor } = line

  return [
    ...[kind, shownValue(record), on ?? '-', shown(number), shown(text)],
    ...[amount(amountMinor, money), amount(leftMinor, money)],
  ]
}

function optionText(option: ShownOption, state: string, money: Money): string {
  const { alternative, parts, leftOfPayments, leftOfDocuments, writeOffMinor } = option
  const title =
    state !== 'proposed' ? 'What was decided' : alternative === 0 ? 'As proposed' : `Alternative ${alternative}`
  const sums = [
    `${amount(option.amountMinor, money)} in all`,
    `${amount(leftOfPayments, money)} of the payment left`,
    `${amount(leftOfDocuments, money)} still to be paid`,
    `${amount(writeOffMinor, money)} written off`,
  ]

  return `\n${title}: ${sums.join(', ')}\n${parts.map((part) => partText(part, money)).join('')}`
}

function partText(part: ShownPart, money: Money): string {
  const evidence = [
    part.isNamed ? 'the payment names its number' : 'its number is not named',
    { same: 'the same customer', other: 'another customer', unknown: 'a customer is not known' }[part.party],
    daysText(part.days),
  ]
  const of = `${shownValue(part.payment)} pays ${amount(part.amountMinor, money)} of ${shownValue(part.document)}`

  return `  ${of}: ${evidence.join(', ')}\n`
}

function daysText(days: number | null): string {
  if (days === null) return 'a date is not known'
  return days < 0 ? `paid ${counted(-days, 'day')} before its date` : `paid ${counted(days, 'day')} after its date`
}

function nextSteps({ id, state, options }: MatchSheet): string {
  const by = '--by <name> --reason <text>'

  if (state !== 'proposed') return state === 'undone' ? '' : `Take it back: touchstone payments undo ${id} ${by}\n`
  const choice = options.length > 1 ? ' [--alternative <number>]' : ''

  return `Book it: touchstone payments approve ${id}${choice} ${by}\nRefuse it: touchstone payments refuse ${id} ${by}\n`
}

/** What a word came to, and how to go on. */
export function matchDecidedText(decided: MatchDecided): string {
  const { id, verdict, documentCount, amountMinor, writeOffMinor, findings } = decided
  const money = amount(amountMinor, decided)
  const writeOff = BigInt(writeOffMinor) === 0n ? '' : `, ${amount(writeOffMinor, decided)} written off`
  const settled = findings.length === 0 ? '' : ` ${counted(findings.length, 'finding')} resolved.`

  return {
    approved: `Approved ${id}: ${money} for ${counted(documentCount, 'document')}${writeOff}.${settled} Take it back with \`touchstone payments undo ${id}\`.\n`,
    'first-approval': `Noted for ${id}: the write-off needs a second person. Nothing is booked until somebody else approves it.\n`,
    refused: `Refused ${id}: ${money}. It is not proposed again unless its evidence changes.\n`,
    undone: `Undone: ${id}.${findings.length === 0 ? '' : ` ${counted(findings.length, 'finding')} open again.`} The next night matches its payment anew.\n`,
  }[verdict]
}

function amount(minor: string, { scale, currency }: Money): string {
  return readableAmount({ minor, scale, currency })
}

const more = (count: number): string => (count > 1 ? ` + ${count - 1}` : '')

function shown(text: string | null): string {
  return text === null ? '-' : shownValue(text)
}
