import { distance } from 'fastest-levenshtein'
import { companyCore } from '../../matching/company-core.ts'
import { fold } from '../../normalize/fold.ts'
import type { ContentParty, DocumentContent } from '../document-content.ts'
import { textDifference, type Difference } from './difference.ts'

const roles = [
  { role: 'buyer', cause: 'customer', reason: 'The copies name different customers' },
  { role: 'seller', cause: 'seller', reason: 'The copies name different sellers' },
] as const

/** The parties that two copies name differently; one that a copy does not name is no mismatch. */
export function compareParties(reference: DocumentContent, other: DocumentContent): readonly Difference[] {
  return roles.flatMap(({ role, cause, reason }) => {
    const [left, right] = [reference[role], other[role]]
    const proof = left === null || right === null ? undefined : otherParty(left, right)

    return proof === undefined
      ? []
      : [
          textDifference({
            cause,
            field: `${role}.${proof}`,
            value: shown(left, proof),
            otherValue: shown(right, proof),
            reason: areNamedAlike(left, right)
              ? `The copies name one ${role} under different ${words[proof]}s.`
              : `${reason}, by ${words[proof]}.`,
          }),
        ]
  })
}

type Proof = 'vatId' | 'companyId' | 'name'

const words = { vatId: 'VAT id', companyId: 'register number', name: 'name' } as const

function shown(party: ContentParty | null, proof: Proof): string | null {
  return party?.[proof] ?? null
}

/**
 * What tells two parties apart: the VAT id where both tell one, else the register number, else the name without legal form, case
 * and diacritics. Under one identifier a name may be spelled in many ways, but it is not another name altogether.
 */
export function otherParty(left: ContentParty, right: ContentParty): Proof | undefined {
  const shared = (['vatId', 'companyId'] as const).find((id) => left[id] !== null && right[id] !== null)

  if (shared !== undefined && compact(left[shared]) !== compact(right[shared])) return shared
  const [names, otherNames] = [namesOf(left), namesOf(right)]
  const areApart = shared === undefined ? (one: string, two: string) => one !== two : areOtherNames

  if (names.length === 0 || otherNames.length === 0) return undefined
  return names.every((one) => otherNames.every((two) => areApart(one, two))) ? 'name' : undefined
}

function areNamedAlike(left: ContentParty | null, right: ContentParty | null): boolean {
  return left?.name != null && right?.name != null && nameKey(left.name) === nameKey(right.name)
}

function namesOf({ name, tradingName }: ContentParty): readonly string[] {
  return [name, tradingName].filter((text) => text !== null).map(nameKey)
}

function compact(id: string | null): string {
  return (id ?? '').toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')
}

/** Folding turns ü into u, people turn it into ue. */
function nameKey(name: string): string {
  return companyCore(fold(name)).replace(/([aou])e/g, '$1')
}

/** No word in common, and more than half of the letters differ. */
function areOtherNames(left: string, right: string): boolean {
  const words = new Set(left.split(' '))

  return (
    right.split(' ').every((word) => word.length < 3 || !words.has(word)) &&
    distance(left, right) * 2 > Math.max(left.length, right.length)
  )
}
