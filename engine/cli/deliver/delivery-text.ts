import type { OutboxChange } from '../../store/write-back/delivery-tables.ts'
import type { DeliveredCorrection, DeliveryLine, DeliverySheet } from '../../store/write-back/delivery-list.ts'
import { columnChanges } from '../../write-back/correction-request.ts'
import type { DeliveryPreview } from '../../write-back/preview-delivery.ts'
import type { DeliveryResult, FlowDelivered, RolledBack } from './delivery-result.ts'
import type { RefusedTakings } from '../../store/write-back/compensations.ts'
import type { RollbackPreview } from '../../write-back/roll-back.ts'
import { shownValue } from '../shown-value.ts'
import { textTable } from '../text-table.ts'

const countsText = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .map(([state, count]) => `${count} ${state}`)
    .join(', ')

/** What a delivery did, flow by flow, and what to do about what waits. */
export function deliveryText({ flows }: DeliveryResult): string {
  const told = flows.filter(({ batch, counts, held }) => batch !== null || held.length > 0 || countsText(counts) !== '')

  return told.length === 0 ? 'Delivered: nothing waits.\n' : told.map(flowText).join('')
}

function flowText({ flow, batch, counts, held }: FlowDelivered): string {
  const done = countsText(counts) || 'nothing sent'
  const name = batch === null ? '' : `  (batch ${batch})`
  const unclear =
    (counts['uncertain'] ?? 0) > 0 ? '  Uncertain ones are read back first by the next run or delivery.\n' : ''
  const refused =
    (counts['refused'] ?? 0) > 0 ? '  Refused: the system says something else by now; the next run decides anew.\n' : ''

  return [`${flow}: ${done}${name}\n`, unclear, refused, ...held.map((line) => `${line}\n`)].join('')
}

/** What a delivery would do, with values: for the console only. */
export function previewText(previews: readonly DeliveryPreview[]): string {
  const told = previews.filter(({ counts, held }) => countsText(counts) !== '' || held !== null)
  if (told.length === 0) return 'Dry run, nothing written: nothing waits.\n'

  return [
    'Dry run, nothing written.\n',
    ...told.map(({ flow, counts, changedRecords, samples, held }) => {
      const { create = 0, update = 0, remove = 0, skip = 0, refuse = 0 } = counts
      const removed = remove === 0 ? '' : `${remove} remove, `
      const rows = samples.map((sample) => [sample.verdict, recordText(sample), changesText(sample.changes)])

      return [
        `\n${flow}: ${create} create, ${update} update, ${removed}${skip} skip, ${refuse} refuse; ${changedRecords} records would change\n`,
        ...(rows.length === 0 ? [] : [textTable(['verdict', 'record', 'change'], rows)]),
        ...(held === null ? [] : [`${held}\n`]),
      ].join('')
    }),
  ].join('')
}

/** A record to create has no key yet. */
const recordText = ({ sourceKey, goldenId }: { readonly sourceKey: string; readonly goldenId: string }) =>
  sourceKey === '' ? `new, for ${goldenId}` : sourceKey

const changesText = (changes: readonly Pick<OutboxChange, 'column' | 'before' | 'after'>[]) =>
  columnChanges(changes)
    .map(({ column, before, after }) => `${column}: ${shownValue(before ?? '')} -> ${shownValue(after ?? '')}`)
    .join('; ')

/** Batches as a list, newest first. */
export function deliveryListText(sheets: readonly DeliveryLine[], next: string | null): string {
  if (sheets.length === 0) return 'No batch was delivered yet.\n'
  const rows = sheets.map(({ id, flow, at, actor, compensates, counts }) => [
    id,
    flow,
    at,
    actor,
    countsText(counts),
    compensates === null ? '' : `takes back ${compensates}`,
  ])

  return `${textTable(['batch', 'flow', 'at', 'by', 'corrections', ''], rows)}${nextText(next)}`
}

/** One batch with its corrections and every attempt. */
export function deliverySheetText(
  { sheet, corrections }: { readonly sheet: DeliverySheet; readonly corrections: readonly DeliveredCorrection[] },
  next: string | null,
): string {
  const { id, flow, actor, at, reason, compensates, counts, movedCount } = sheet
  const about = [
    `${id}  ${flow}  by ${actor}  ${at}\n`,
    ...(compensates === null ? [] : [`takes back ${compensates}\n`]),
    ...(reason === null ? [] : [`reason: ${reason}\n`]),
    `${countsText(counts) || 'no corrections'}${movedCount === 0 ? '' : `, ${movedCount} approved again since, in later batches`}\n`,
  ]

  return [...about, ...corrections.map(correctionText), nextText(next)].join('')
}

function correctionText(correction: DeliveredCorrection): string {
  const { kind, state, answer, changes, events, idempotencyKey } = correction
  const act = kind === 'update' ? '' : `${kind}  `
  const said = answer === null ? '' : ` (${answer})`
  const steps = events.map(
    (event) => `    ${event.at}  attempt ${event.attempt}  ${event.state}  ${event.answer ?? ''}`,
  )

  return `\n${recordText(correction)}  ${act}${state}${said}  ${changesText(changes)}\n  ${idempotencyKey}\n${steps.map((step) => `${step.trimEnd()}\n`).join('')}`
}

const nextText = (next: string | null) => (next === null ? '' : `\nMore: --after ${next}\n`)

/** What a rollback would be about. */
export function rollbackPreviewText({ sheet, standing, created, left }: RollbackPreview): string {
  const { id, flow, counts } = sheet
  const about = `${id} to ${flow}: ${countsText(counts) || 'nothing sent'}`

  const removed = created === 0 ? '' : `, ${created} of them by removing the record that was created`

  return `Dry run, nothing written. ${about}. ${standing} would be taken back where the value we wrote still stands${removed}.\n${leftText(left)}`
}

/** What an earlier rollback was refused, by name: whoever asks again must see that it was not tried again. */
function leftText({ count, first }: RefusedTakings): string {
  if (count === 0) return ''
  const rows = first.map(({ sourceKey, answer, batch, id }) => [sourceKey, answer ?? '', batch, id])
  const more = count > first.length ? `and ${count - first.length} more\n` : ''

  return [
    `${count} were refused by the system when they were taken back before, and are not tried again:\n`,
    textTable(['record', 'answer', 'in', 'correction'], rows),
    more,
    'Correct them in the system, or let one go again: `touchstone deliver approve <correction> --by <name> --reason <text>`.\n',
  ].join('')
}

/** What a rollback did. */
export function rollbackText(batch: string, outcome: RolledBack): string {
  const held = outcome.held.map((line) => `${line}\n`)
  if (outcome.batch === null) {
    const said = held.length > 0 ? 'was taken back yet' : 'is left to take back; nothing was written'
    return [`Nothing of ${batch} ${said}.\n`, ...held, leftText(outcome.left)].join('')
  }
  const { applied = 0, refused = 0, uncertain = 0 } = outcome.counts

  return [
    `Took back ${applied} of ${batch} (batch ${outcome.batch}).\n`,
    ...(refused === 0
      ? []
      : [
          `${refused} were changed since by somebody else and left as they are: \`touchstone deliver show ${outcome.batch}\` lists them.\n`,
        ]),
    ...(uncertain === 0 ? [] : [`${uncertain} have no known outcome yet: the same command again reads them back.\n`]),
    ...held,
    leftText(outcome.left),
  ].join('')
}
