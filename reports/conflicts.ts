import type { ConflictFact } from '../engine/index.ts'
import { shownField, shownValue } from './canonical-value.ts'
import type { Report } from './report.ts'

/** Two systems that say different things about one field of one golden record: who won, who lost and why. */
export interface ConflictRow extends ConflictFact {
  /** Who is to act, as the plan names them. */
  readonly owner: string | null
}

/** Amounts by currency, in the order of their codes. */
export function shownStakes(stakes: Readonly<Record<string, string>>): string {
  return Object.entries(stakes)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([currency, amount]) => `${amount} ${currency}`)
    .join(', ')
}

/** Where the systems contradict each other, and what the company's policy made of it. */
export const conflicts: Report<ConflictRow> = {
  name: 'conflicts',
  fileName: 'conflicts.csv',
  meaning:
    'One row per value that lost against another: where systems contradict each other, and what the policy decided.',
  columns: [
    { name: 'entity', meaning: 'kind of record', of: (row) => row.entity },
    { name: 'golden_id', meaning: 'stable id of the golden record', of: (row) => row.goldenId },
    {
      name: 'field',
      meaning: 'field the systems disagree on',
      of: (row) => shownField(row.field, row.winnerScale ?? row.loserScale),
    },
    { name: 'kind', meaning: 'how they disagree', of: (row) => row.kind },
    {
      name: 'winner_system',
      meaning: 'system whose value was taken; `steward` where a person pinned it',
      of: (row) => row.winnerSystem,
    },
    {
      name: 'winner_key',
      meaning: 'key of the winning record in that system, or the person',
      of: (row) => row.winnerKey,
    },
    {
      name: 'winner_value',
      meaning: 'value that was taken; amounts as plain decimals',
      of: (row) => shownValue(row.field, row.winnerValue, row.winnerScale),
    },
    {
      name: 'winner_changed_at',
      meaning: 'when that system changed the record, empty when it does not say',
      of: (row) => row.winnerChangedAt,
    },
    {
      name: 'loser_system',
      meaning: 'system whose value was not taken; `steward` for a pin that a merge brought',
      of: (row) => row.loserSystem,
    },
    { name: 'loser_key', meaning: 'key of the losing record in that system, or the person', of: (row) => row.loserKey },
    {
      name: 'loser_value',
      meaning: 'value that was not taken',
      of: (row) => shownValue(row.field, row.loserValue, row.loserScale),
    },
    {
      name: 'loser_changed_at',
      meaning: 'when that system changed the record, empty when it does not say',
      of: (row) => row.loserChangedAt,
    },
    { name: 'reason', meaning: 'rule of the policy that decided', of: (row) => row.reason },
    { name: 'since', meaning: 'when the contradiction was first seen', of: (row) => row.since },
    {
      name: 'frozen',
      meaning: 'yes while nothing is written back in the field',
      of: (row) => (row.isFrozen ? 'yes' : ''),
    },
    {
      name: 'at_stake',
      meaning: 'money booked under the golden record and not settled, in the company’s currency',
      of: (row) => row.stake,
    },
    {
      name: 'at_stake_otherwise',
      meaning: 'the same in other currencies, each for itself: `400.00 EUR, 12.50 USD`',
      of: (row) => shownStakes(row.otherStakes),
    },
    { name: 'owner', meaning: 'who is to act, named in the plan for the losing flow', of: (row) => row.owner },
  ],
}
