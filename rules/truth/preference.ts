import type { Candidate } from './candidate.ts'
import type { FieldGroup } from './field-group.ts'
import type { PlainPreference } from './field-policy.ts'
import type { Member } from './member.ts'
import { recency, trustIn } from './trust.ts'

/** Who is asked, and who may be counted besides: a record that repeats us in one field still votes with the others. */
export interface Ballot {
  readonly asked: readonly Candidate[]
  readonly voters: readonly Candidate[]
}

/** The candidates a preference leaves: those that tie for the best. */
export function narrow(
  candidates: readonly Candidate[],
  preference: PlainPreference,
  { asked, voters }: Ballot,
  { fields }: FieldGroup,
): readonly Candidate[] {
  if (preference === 'mostRecent') return best(candidates, ({ member }) => [recency(member, fields)])
  if (preference === 'mostComplete') return best(candidates, ({ meanings }) => [countKnown(meanings)])
  if (preference === 'mostFrequent') return mostFrequent(candidates, voters)
  if (preference === 'longest') return best(candidates, ({ member }) => [lengthOf(member, fields)])
  const trust = trustIn(preference, asked, fields)

  return best(candidates, ({ member }) => [trust(member)])
}

/** How a preference that left these candidates is named as the reason of a value: "most-trusted:erp", "most-recent". */
export function reasonOf(preference: PlainPreference, [best]: readonly Candidate[]): string {
  if (typeof preference !== 'string') return `most-trusted:${best?.member.system}`

  return {
    mostRecent: 'most-recent',
    mostFrequent: 'most-frequent',
    mostComplete: 'most-complete',
    longest: 'longest',
  }[preference]
}

/** Do all candidates say the same in every field? Then no preference has anything to decide but the spelling. */
export function allAgree(candidates: readonly Candidate[]): boolean {
  const [first, ...others] = candidates

  return others.every(({ meanings }) => meanings.every((meaning, index) => meaning === first?.meanings[index]))
}

/**
 * Among candidates that say the same, those whose spelling carries the most: letters with diacritics first, then capitals
 * and small letters mixed. The old warehouse must not turn a golden name into "NOVAK" because it was touched last.
 */
export function bestSpelled(candidates: readonly Candidate[], { fields }: FieldGroup): readonly Candidate[] {
  const spell = ({ member }: Candidate) => fields.map((field) => member.record[field] ?? '').join(' ')
  const [first, ...others] = candidates.map(spell)

  if (first === undefined || others.every((spelling) => spelling === first)) return candidates
  return best(candidates, (candidate) => richness(spell(candidate)))
}

function richness(text: string): readonly number[] {
  return [text.match(/[^\p{ASCII}]/gu)?.length ?? 0, /\p{Lu}/u.test(text) && /\p{Ll}/u.test(text) ? 1 : 0]
}

function best(
  candidates: readonly Candidate[],
  rank: (candidate: Candidate) => readonly number[],
): readonly Candidate[] {
  const ranked = candidates.map((candidate) => ({ candidate, rank: rank(candidate) }))
  const top = ranked.reduce(
    (highest, { rank: other }) => (isHigher(other, highest) ? other : highest),
    ranked[0]?.rank ?? [],
  )

  return ranked.filter(({ rank: other }) => !isHigher(top, other)).map(({ candidate }) => candidate)
}

function isHigher(left: readonly number[], right: readonly number[]): boolean {
  const difference = left.findIndex((value, index) => value !== right[index])

  return difference >= 0 && (left[difference] ?? 0) > (right[difference] ?? 0)
}

/** Characters as people count them, not code units. */
function lengthOf({ record }: Member, fields: readonly string[]): number {
  return fields.reduce((sum, field) => sum + [...(record[field] ?? '')].length, 0)
}

const countKnown = (meanings: readonly (string | null)[]) => meanings.filter((meaning) => meaning !== null).length

/** Systems that say it, then records that say it: three duplicates in one CRM are one voice against ERP and shop. */
function mostFrequent(candidates: readonly Candidate[], voters: readonly Candidate[]): readonly Candidate[] {
  const votesByMeaning = new Map<string, readonly number[]>()
  const votes = (candidate: Candidate) => {
    const key = JSON.stringify(candidate.meanings)
    const counted = votesByMeaning.get(key) ?? countVotes(candidate, voters)

    votesByMeaning.set(key, counted)
    return counted
  }

  return best(candidates, votes)
}

function countVotes(candidate: Candidate, voters: readonly Candidate[]): readonly number[] {
  const supporters = voters.filter((voter) => supports(voter, candidate))

  return [new Set(supporters.map(({ member }) => member.system)).size, supporters.length]
}

/** A record speaks for another when it says nothing that the other does not say: half an address supports the whole one. */
function supports(voter: Candidate, candidate: Candidate): boolean {
  if (voter.votes.every((meaning) => meaning === null)) return false
  return voter.votes.every((meaning, index) => meaning === null || meaning === candidate.meanings[index])
}
