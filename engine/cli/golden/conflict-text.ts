import { shownStakes } from '../../../reports/conflicts.ts'
import { readableBound, readableCount, readableInstant } from '../../../reports/readable-number.ts'
import type { ConflictRecord, ConflictSheet } from '../../golden/conflict-sheet.ts'
import type { ConflictList } from './conflicts-desk.ts'
import { shownValue } from '../shown-value.ts'
import { textTable } from '../text-table.ts'

/** A page of conflicts, with how many there are of which kind. */
export function conflictListText(list: ConflictList, next: string | null): string {
  const rows = list.conflicts.map(({ goldenId, field, kinds, systems, ageDays, isFrozen, ...money }) => [
    ...[
      goldenId,
      field,
      kinds.join(', '),
      systems.join(', '),
      stakesText(money),
      `${ageDays} d`,
      isFrozen ? 'frozen' : '',
    ],
  ])
  const kinds = Object.entries(list.kinds).map(([kind, count]) => `${kind} ${readableCount(count)}`)
  const noun = list.isCountExact && list.count === 1 ? 'conflict' : 'conflicts'

  return [
    textTable(['golden record', 'field', 'kind', 'systems', 'at stake', 'age', 'write-back'], rows),
    `${list.conflicts.length} of ${readableBound(list)} ${noun}, ${readableBound(list.frozen)} frozen${kinds.length === 0 ? '' : ` (${kinds.join(', ')})`}\n`,
    next === null ? '' : `More with --after ${next}\n`,
  ].join('')
}

/** One conflict: who says what since when, whose word it was, the verdict, and what to do. */
export function conflictSheetText(sheet: ConflictSheet & { readonly ageDays: number }): string {
  const { goldenId, field, kinds, since, ageDays, verdict, records, freezes, isFrozen } = sheet
  const golden = verdict.value === null ? 'nothing' : shownValue(verdict.value)

  return [
    `${field} of ${goldenId}: ${kinds.join(', ')}, since ${readableInstant(since)} (${ageDays} d), at stake ${stakesText(sheet)}\n`,
    `The policy says ${golden}${verdict.from === null ? '' : `, from ${verdict.from} (${verdict.reason ?? ''})`}.\n\n`,
    textTable(['record', 'says', 'changed', 'said before'], records.map(recordRow)),
    ...freezes.map(
      ({ since: at, cause, reason, thawedBy, thawReason }) =>
        `\nFrozen ${readableInstant(at)}, ${cause}: ${reason}${
          thawedBy === null ? '' : `\nThawed by ${shownValue(thawedBy)}: ${shownValue(thawReason ?? '')}`
        }\n`,
    ),
    isFrozen
      ? `\nNothing is written back in this field. Stop the job that carries old values, pin the right one (touchstone golden pin), then:\ntouchstone conflicts thaw ${goldenId} ${field} --by <name> --reason <text>\n`
      : '',
  ].join('')
}

/** The company's own currency first, the others with their codes: different currencies are never added up. */
function stakesText({ stake, otherStakes }: Pick<ConflictSheet, 'stake' | 'otherStakes'>): string {
  const others = shownStakes(otherStakes)

  return others === '' ? stake : `${stake}, ${others}`
}

const originWords = { native: '', 'own-write': ' (our correction)', peer: ' (another system said it before)' } as const

function recordRow({ record, value, changedAt, said }: ConflictRecord): readonly string[] {
  const before = said
    .slice(0, -1)
    .toReversed()
    .map((word) => `${shownValue(word.value)}${originWords[word.origin]} from ${word.seenAt.slice(0, 10)}`)

  return [
    record,
    value === null ? '-' : `${shownValue(value)}${originWords[said.at(-1)?.origin ?? 'native']}`,
    changedAt === null ? '-' : readableInstant(changedAt),
    before.join('; '),
  ]
}
