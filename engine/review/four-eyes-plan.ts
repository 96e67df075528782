import type { MatchedKind } from '../../rules/entity/entity.ts'
import type { FourEyes } from '../../rules/matching/four-eyes.ts'
import type { FourEyesTerms } from '../store/review/proposal-stakes.ts'

/** What of the plan says where two persons have to agree. */
export interface FourEyesPlan {
  readonly company: { readonly currency: string }
  readonly matching: Readonly<Partial<Record<MatchedKind, { readonly fourEyes?: FourEyes | undefined }>>>
}

/** The plan's terms as the store compares them; without any, none of them ever holds. */
export function fourEyesTerms(fourEyes: FourEyes | undefined): FourEyesTerms {
  const terms = fourEyes === undefined || fourEyes === 'always' ? {} : fourEyes

  return {
    isAlways: fourEyes === 'always',
    membersMin: terms.membersMin ?? null,
    weightBelow: terms.weightBelow ?? null,
    stakeMin: terms.stakeMin ?? null,
  }
}
