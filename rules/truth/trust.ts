import { durationMs } from '../documents/duration.ts'
import type { Candidate } from './candidate.ts'
import type { PlainPreference } from './field-policy.ts'
import type { Member } from './member.ts'

type Trusting = Extract<PlainPreference, { readonly mostTrusted: unknown }>

/** When the source came to say the newest of these fields; an unknown or unreadable time is older than every known one. */
export function recency({ changedAt, saidSince }: Member, fields: readonly string[]): number {
  if (saidSince === undefined || saidSince.size === 0) return instant(changedAt)
  return Math.max(...fields.map((field) => instant(saidSince.has(field) ? (saidSince.get(field) ?? null) : changedAt)))
}

function instant(text: string | null): number {
  const time = text === null ? Number.NaN : Date.parse(text)

  return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time
}

/**
 * How much a policy trusts each member, more is better. Age is counted from the newest of the candidates, not from tonight:
 * values that nobody touched are decided the same way every night.
 */
export function trustIn(
  trusting: Trusting,
  candidates: readonly Candidate[],
  fields: readonly string[],
): (member: Member) => number {
  const trusted = trusting.mostTrusted

  if (Array.isArray(trusted)) {
    return ({ system }) => {
      const rank = trusted.indexOf(system)

      return rank < 0 ? -trusted.length : -rank
    }
  }
  const remaining = 'refusedLowersBy' in trusting ? 1 - trusting.refusedLowersBy / 100 : 1
  const newest = Math.max(...candidates.map(({ member }) => recency(member, fields)))

  return (member) => {
    const trust = trusted[member.system] ?? -1
    const left = typeof trust === 'number' ? trust : fallenTrust(trust, newest - recency(member, fields))

    return member.hasRefusals === true && left > 0 ? left * remaining : left
  }
}

/** Linear from `from` to `to`, as trust decays in Informatica MDM ("linear" decay type). No known time at all is no age. */
function fallenTrust({ from, to, over }: { from: number; to: number; over: string }, ageMs: number): number {
  const age = Number.isNaN(ageMs) ? 0 : ageMs

  return from + (to - from) * Math.min(1, age / durationMs(over))
}
