import { fieldsOf } from '../../rules/entity/entity.ts'
import { eventsAfter, type GoldenEvent } from '../store/golden/golden-events.ts'
import {
  aliasesOf,
  losingValues,
  membersAt,
  runAt,
  type GoldenState,
  type LosingValue,
} from '../store/golden/golden-history.ts'
import { stewardHistory, type PinHistory } from '../store/golden/pins.ts'
import type { ValueSet } from '../../rules/truth/value-sets.ts'
import type { Session } from '../store/store.ts'
import { latestRun, namedGolden } from './named-golden.ts'

/** One golden value: who said it, why it won, and what the others say. */
export interface GoldenValue {
  readonly field: string
  readonly value: string
  /** `system:key` of the record it comes from, `steward:name` where a person pinned it. */
  readonly from: string | null
  readonly reason: string
  /** When a steward pinned it. */
  readonly pinnedAt: string | null
  /** What other records say tonight; never filled in a look at the past. */
  readonly losers: readonly { readonly record: string; readonly value: string | null; readonly kind: string }[]
}

/** All that is known of a golden record, now or at a moment of the past. */
export interface GoldenSheet {
  readonly id: string
  readonly entity: string
  readonly status: string
  readonly version: number
  /** The name asked for, when it was not the id itself. */
  readonly askedAs: string | null
  readonly asOf: string | null
  readonly values: readonly GoldenValue[]
  /** All values of a field of which the policy keeps all, by name. */
  readonly sets: Readonly<Record<string, ValueSet>>
  readonly members: readonly string[]
  readonly memberCount: number
  /** Ids that ended in this one. */
  readonly aliases: readonly string[]
  readonly events: readonly GoldenEvent[]
  /** What stewards said about its values, oldest first, taken back or not. */
  readonly words: readonly PinHistory[]
}

const MEMBERS_MAX = 200
const EVENTS_MAX = 200
const WORDS_MAX = 200
const beforeAll = 0

/** What a name (a golden id, one that ended, or `system:key`) leads to, as it was believed at `asOf`, or is now. */
export async function goldenSheet(session: Session, name: string, asOf: string | undefined): Promise<GoldenSheet> {
  const run = asOf === undefined ? latestRun : ((await runAt(session, asOf)) ?? beforeAll)
  const { id, entity, status, version, ...state } = await namedGolden(session, name, run, asOf)
  const { members, count } = await membersAt(session, id, run, MEMBERS_MAX)
  const losing = asOf === undefined ? await losingValues(session, id) : []
  const events = await eventsAfter(session, { run: 0, phase: 0, key: '' }, { limit: EVENTS_MAX, goldenId: id })

  return {
    ...{ id, entity, status, version },
    askedAs: name === id ? null : name,
    asOf: asOf ?? null,
    values: fieldsOf(entity).flatMap((field) => goldenValue(field, state, members, losing)),
    sets: state.sets,
    members,
    memberCount: count,
    aliases: await aliasesOf(session, id, run),
    events: events.filter((event) => event.run <= run),
    words: await stewardHistory(session, id, asOf, WORDS_MAX),
  }
}

function goldenValue(
  field: string,
  { values, provenance }: Pick<GoldenState, 'values' | 'provenance'>,
  members: readonly string[],
  losing: readonly LosingValue[],
): readonly GoldenValue[] {
  const value = values[field] ?? null
  const origin = provenance.find(({ fields }) => fields.includes(field))

  if (value === null) return []
  return [
    {
      field,
      value,
      // A golden record of one member owes it every value, and keeps no list of them.
      from: origin === undefined ? (members[0] ?? null) : `${origin.system}:${origin.sourceKey}`,
      reason: origin?.reason ?? 'only-record',
      pinnedAt: origin?.at ?? null,
      losers: losing
        .filter((loser) => loser.field === field)
        .map(({ record, value: other, kind }) => ({ record, value: other, kind })),
    },
  ]
}
