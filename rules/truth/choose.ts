import type { EntityKind } from '../entity/entity.ts'
import { candidatesOf, type Candidate } from './candidate.ts'
import { isEcho } from './echo.ts'
import { withoutEmptied } from './emptied-values.ts'
import type { FieldGroup } from './field-group.ts'
import type { PlainPreference } from './field-policy.ts'
import type { Member } from './member.ts'
import { allAgree, bestSpelled, narrow, reasonOf } from './preference.ts'

/** The winner of a group of fields, why it won, and whether an outage had a part in it. */
export interface Choice {
  readonly winner: Member
  readonly reason: string
  readonly isProvisional: boolean
}

/** A golden value decided before; null where nobody knows one. */
export type GoldenValue = (field: string) => string | null

/**
 * Chooses the member a group of fields comes from; undefined if no member knows anything. `members` are in order of name,
 * `goldenValue` answers what conditions of the policy ask.
 */
export function choose(
  kind: EntityKind,
  policy: FieldGroup,
  members: readonly Member[],
  goldenValue: GoldenValue,
): Choice | undefined {
  const group = { ...policy, prefer: preferencesThatHold(policy, goldenValue) }
  const candidates = candidatesOf(kind, group, members)
  const present = candidates.filter(({ member }) => !member.isMissing)
  const fresh = present.filter(({ member }) => !member.isStale)
  const chosen = prefer(group, fresh.length > 0 ? fresh : candidates)

  if (chosen === undefined) return undefined

  const wasOneLeftOut = fresh.length > 0 && fresh.length < present.length
  const withStale = wasOneLeftOut ? prefer(group, present) : chosen

  return {
    winner: chosen.winner.member,
    reason: chosen.reason,
    isProvisional: withStale !== undefined && !allAgree([chosen.winner, withStale.winner]),
  }
}

/**
 * Chooses among the members that may be asked where systems may delete values: a deleted value is asked of nobody, and where nothing
 * else is known the deletion itself decides.
 */
export function chooseAfterDeletions(
  kind: EntityKind,
  group: FieldGroup,
  members: readonly Member[],
  goldenValue: GoldenValue,
): Choice | undefined {
  if (group.emptiedBy.length === 0) return choose(kind, group, members, goldenValue)
  const { believed, deletion } = withoutEmptied(kind, group, members)

  return (
    choose(kind, group, believed, goldenValue) ??
    (deletion && { winner: deletion, reason: `emptied:${deletion.system}`, isProvisional: false })
  )
}

/** A policy group whose conditions are decided. */
type DecidedGroup = Omit<FieldGroup, 'prefer'> & { readonly prefer: readonly PlainPreference[] }

function preferencesThatHold({ prefer }: FieldGroup, goldenValue: GoldenValue): readonly PlainPreference[] {
  return prefer.flatMap((preference) => {
    if (typeof preference === 'string' || !('when' in preference)) return [preference]

    const holds = Object.entries(preference.when).every(([field, values]) => values.includes(goldenValue(field) ?? ''))

    return holds ? preference.prefer : []
  })
}

interface Preferred {
  readonly winner: Candidate
  readonly reason: string
}

/** Our own corrections coming back are asked only where nobody says anything of his own. */
function prefer(group: DecidedGroup, voters: readonly Candidate[]): Preferred | undefined {
  const own = voters.filter(({ member }) => !isEcho(member, group.fields))
  const candidates = own.length > 0 ? own : voters
  const [only, second] = candidates

  if (only === undefined) return undefined
  if (second === undefined) return { winner: only, reason: 'only-value' }

  let remaining = candidates
  let reason = 'all-agree'

  for (const preference of group.prefer) {
    if (allAgree(remaining)) {
      remaining = respell(remaining, preference, group)
      continue
    }

    const narrowed = narrow(remaining, preference, { asked: candidates, voters }, group)

    if (narrowed.length < remaining.length) reason = reasonOf(preference, narrowed)
    remaining = narrowed
  }
  return allAgree(remaining)
    ? { winner: bestSpelled(remaining, group)[0] ?? only, reason }
    : { winner: remaining[0] ?? only, reason: 'tie-break' }
}

/**
 * Candidates that say the same differ only in spelling and origin. A trusted system keeps its own spelling; of two others the
 * newer is not the truer one, so the better spelling comes before recency. To count or to weigh them changes nothing.
 */
function respell(
  candidates: readonly Candidate[],
  preference: PlainPreference,
  group: DecidedGroup,
): readonly Candidate[] {
  if (preference === 'mostFrequent' || preference === 'mostComplete') return candidates

  return narrow(
    preference === 'mostRecent' ? bestSpelled(candidates, group) : candidates,
    preference,
    { asked: candidates, voters: candidates },
    group,
  )
}
