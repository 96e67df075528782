import { counted, readableBound, readableInstant } from '../../../reports/readable-number.ts'
import { isAskedByPerson, pinsDisagree, proposalReasonWords } from '../../../rules/matching/proposal-reason.ts'
import type { JoinPreview } from '../../golden/preview-join.ts'
import type { SplitPreview } from '../../golden/preview-split.ts'
import type { DecisionImport } from '../../review/import-decisions.ts'
import type { ProposalEvent } from '../../store/review/proposal-events.ts'
import type { ProposalState } from '../../store/review/proposal-filter.ts'
import type { ProposalSheet, ShownWord } from './proposal-sheet.ts'
import type { ProposalList } from './review-desk.ts'
import { shownValue } from '../shown-value.ts'
import { textTable } from '../text-table.ts'
import { waterfallText } from '../model/waterfall-text.ts'

/** A page of proposals, with how many there are and why. */
export function proposalListText(list: ProposalList, state: ProposalState, next: string | null): string {
  const rows = list.proposals.map(({ id, entity, members, stake, weight, assignee, pending, question }) => [
    id,
    entity,
    String(members.length),
    stake,
    weight.toFixed(2),
    pending === null ? shownValue(assignee ?? '') : `second person (${shownValue(pending.by)} spoke)`,
    question,
  ])
  const reasons = list.reasons.map(
    (one) => `${one.entity} ${one.reason}: ${readableBound(one)} (${proposalReasonWords(one.reason)})\n`,
  )

  return [
    textTable(['proposal', 'entity', 'members', 'at stake', 'weight', 'waits for', 'question'], rows),
    `${list.proposals.length} of ${readableBound(list)} ${state}\n`,
    ...reasons,
    list.isCountExact || reasons.length > 0 ? '' : 'Too many to count by reason; --why asks for one of them.\n',
    next === null ? '' : `More with --after ${next}\n`,
  ].join('')
}

/** One proposal: records side by side, the evidence, what would become of them, and who said what. */
export function proposalSheetText(sheet: ProposalSheet): string {
  const { id, entity, state, members, question, rows, evidence, waterfalls, preview, split } = sheet
  const table = textTable(
    ['field', ...members],
    rows.map(({ field, values }) => [field, ...values.map((value) => shownValue(value ?? ''))]),
  )

  return [
    `Proposal ${id} (${entity}, ${state}): ${question}\n`,
    factsLine(sheet),
    ...sheet.news.map((line) => `New since it was answered: ${line}.\n`),
    `\n${table}\n`,
    ...evidence.map((line) => `${line}\n`),
    ...waterfalls.map(
      (fall) =>
        `\nWhy ${fall.left} and ${fall.right} weigh ${fall.weight.toFixed(2)}:\n\n${waterfallText(fall, fall.left, fall.right)}`,
    ),
    preview === null ? '' : previewText(preview),
    split === null ? '' : `\n${splitText(split)}`,
    pinsText(sheet),
    ...wordsText(sheet),
    `\n${nextStep(sheet)}\n`,
  ].join('')
}

function pinsText({ pins }: ProposalSheet): string {
  if (pins.length === 0) return ''

  return `\n${textTable(
    ['field', 'pinned', 'by', 'when', ''],
    pins.map(({ field, value, by: person, at, stands }) => [
      ...[field, shownValue(value ?? ''), shownValue(person), readableInstant(at)],
      stands ? 'stands, and corrects nobody' : '',
    ]),
  )}`
}

function nextStep({ id, reason, pending, pins, rows, version }: ProposalSheet): string {
  if (reason === pinsDisagree) {
    return `Say which is right: touchstone golden pin ${rows[0]?.values[0] ?? ''} ${pins[0]?.field ?? '<field>'} --value <text> --by <name> --reason <text>`
  }
  if (!isAskedByPerson(reason)) {
    return `Decide what is seen here: touchstone review decide ${id} <same|different|later> --by <name> --reason <text> --seen ${version}`
  }
  if (pending === null) return 'Nothing waits here any more.'
  return `Let it act: touchstone review confirm ${id} --by <name>, or take it away: touchstone review refuse ${id} --by <name> --reason <text>`
}

/** A golden record beside those it would fall into. */
export function splitText({ sides, fields }: SplitPreview): string {
  return textTable(
    ['field', 'today', ...sides.map(({ id }) => `then ${id ?? 'a new one'}`)],
    [
      ['records', '', ...sides.map(({ members }) => members.join(', '))],
      ...fields.map(({ field, today, after }) => [
        field,
        shownValue(today ?? ''),
        ...after.map((value) => shownValue(value ?? '')),
      ]),
    ],
  )
}

function factsLine({ stake, systems, assignee, needsSecond, since }: ProposalSheet): string {
  return `At stake ${stake}, systems ${systems.join(', ') || '-'}, asked since ${readableInstant(since)}, ${
    assignee === null ? 'nobody’s' : `${shownValue(assignee)}’s`
  }${needsSecond ? ', needs a second person' : ''}.\n`
}

/** The golden record that would be, beside those of today. */
export function previewText({ id, today, members, fields }: JoinPreview): string {
  if (today.length < 2) return `\n"same" leaves golden record ${today[0] ?? ''} as it is.\n`

  return [
    `\n"same" makes ${counted(today.length, 'golden record')} one, ${id}, of ${counted(members.length, 'record')}:\n\n`,
    textTable(
      ['field', 'then', 'from', 'reason', ...today.map((golden) => `now ${golden}`)],
      fields.map(({ field, value, from, reason, today: before }) => [
        field,
        shownValue(value ?? ''),
        from ?? '',
        reason ?? '',
        ...before.map((one) => shownValue(one ?? '')),
      ]),
    ),
  ].join('')
}

function wordsText({ words, pending, history }: ProposalSheet): readonly string[] {
  const waiting = pending === null ? [] : [`\nWaits for a second person: ${wordText(pending)}\nconfirm or refuse it.\n`]
  const events = history
    .filter(({ kind }) => kind !== 'decided' && kind !== 'proposed')
    .map((event) => `${readableInstant(event.at)}  ${event.kind}${to(event)}${by(event.actor)}${why(event.reason)}\n`)

  return [
    ...waiting,
    ...(words.length === 0 ? [] : ['\n', ...words.map((word) => `${wordText(word)}\n`)]),
    ...(events.length === 0 ? [] : ['\n', ...events]),
  ]
}

/** Whose it became, and, where no person said so, the proposal it took the place of. */
function to({ kind, detail }: ProposalEvent): string {
  if (kind !== 'assigned' && kind !== 'unassigned') return ''
  const whose = typeof detail['to'] === 'string' ? ` to ${shownValue(detail['to'])}` : ''

  return typeof detail['from'] === 'string' ? `${whose}, as ${detail['from']} was` : whose
}

const by = (actor: string | null) => (actor === null ? '' : ` by ${shownValue(actor)}`)
const why = (reason: string | null) => (reason === null ? '' : `: ${shownValue(reason)}`)

function wordText({ verdict, members, by: person, confirmedBy, reason, at }: ShownWord): string {
  const second = confirmedBy === null ? '' : `, confirmed by ${shownValue(confirmedBy)}`

  return `${readableInstant(at)}  ${shownValue(person)}${second}: ${members.join(', ')} ${verdict}, ${shownValue(reason)}`
}

/** What became of a file of decisions. */
export function importText({ id, imported, known, contradictions, refusedCount, refused }: DecisionImport): string {
  return [
    `${imported} decisions taken over as ${id}, ${known} were known, ${refusedCount} lines refused. The next run follows them.\n`,
    ...contradictions.map((line) => `contradicted: ${line}\n`),
    ...refused.map(({ line, reason }) => `line ${line}: ${reason}\n`),
    ...(refusedCount > refused.length ? [`and ${refusedCount - refused.length} more\n`] : []),
  ].join('')
}
