import { businessDate } from './business-date.ts'
import type { WholeDocument } from './document-finding.ts'
import { isLive, type DocumentKind, type DocumentMember } from './document-member.ts'
import { duplicateTier, isInSeries } from './duplicate-tier.ts'

const reasons = {
  D1: 'D1: the same system holds the same number again.',
  D2: 'D2: the same system holds the same number again, spelled differently.',
  D3: 'D3: the same system holds the same customer, total and currency again within a week.',
  D4: 'D4: the same system holds the document again under another entry of the same customer.',
} as const

const unproved = 'Two documents of one system were matched, but neither number nor total says they are one.'

/** A copy of a document in its own system, and how it was recognised. */
export interface FoundDuplicate extends WholeDocument {
  readonly original: DocumentMember
  readonly copy: DocumentMember
}

/**
 * Copies of one document in one system, the original first: each that is in force is a duplicate, or undecided where only the
 * matcher says so. Equal amounts that recur at one interval (rent, a weekly delivery) are a series and no duplicates.
 */
export function findDuplicates(
  kind: DocumentKind,
  [original, ...copies]: readonly DocumentMember[],
  companyTimeZone: string,
): readonly FoundDuplicate[] {
  if (original === undefined || copies.length === 0) return []
  const live = copies.filter(isLive)
  const isSeries = isInSeries([original, ...live].map(({ record }) => businessDate(kind, record, companyTimeZone)))

  return live.flatMap((copy) => {
    const { tier, by } = duplicateTier(kind, original, copy, companyTimeZone) ?? {}

    // What the matcher joined and a series separates is nobody's word: the third of a series is no copy, and no decision either.
    if (isSeries && by !== 'D1' && by !== 'D2') return []
    return [
      tier === undefined || by === undefined
        ? { original, copy, cause: 'undecided', reason: unproved }
        : { original, copy, cause: 'duplicate', evidence: { tier, by }, reason: reasons[tier] },
    ]
  })
}
