import { z } from 'zod'

const of = z.string().min(1)

/** What can be asked of two records, always symmetric; every test but `missing` is false when a value is missing on either side. */
export type Condition =
  | { readonly is: 'missing' | 'bothMissing' | 'exact' | 'different'; readonly of: string }
  | {
      readonly is: 'dateSwap' | 'numberSlip' | 'wordReplaced' | 'sharesToken' | 'initials' | 'acronym'
      readonly of: string
    }
  | { readonly is: 'levenshtein' | 'daysWithin'; readonly of: string; readonly max: number }
  | {
      readonly is: 'jaroWinkler' | 'tokenOverlap' | 'tokenJaccard' | 'yearsApart'
      readonly of: string
      readonly min: number
    }
  | { readonly is: 'rarityOverlap' | 'rarityJaccard'; readonly of: string; readonly min: number }
  | { readonly is: 'prefix'; readonly of: string; readonly minLength: number }
  | { readonly is: 'numberWithin'; readonly of: string; readonly absolute: number; readonly percent: number }
  | { readonly is: 'ratioIn'; readonly of: string; readonly ratios: readonly number[]; readonly percent: number }
  | { readonly is: 'crossed'; readonly of: string; readonly with: string; readonly min: number }
  | { readonly is: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly is: 'not'; readonly of: Condition }
  | { readonly is: 'otherwise' }

/** The JSON shape of a condition. */
export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.discriminatedUnion('is', [
    z.strictObject({ is: z.enum(['missing', 'bothMissing', 'exact', 'different']), of }),
    z.strictObject({
      is: z.enum(['dateSwap', 'numberSlip', 'wordReplaced', 'sharesToken', 'initials', 'acronym']),
      of,
    }),
    z.strictObject({ is: z.enum(['levenshtein', 'daysWithin']), of, max: z.number().min(0) }),
    z.strictObject({
      is: z.enum(['jaroWinkler', 'tokenOverlap', 'tokenJaccard', 'rarityOverlap', 'rarityJaccard']),
      of,
      min: z.number().min(0).max(1),
    }),
    z.strictObject({ is: z.literal('yearsApart'), of, min: z.number().min(0) }),
    z.strictObject({ is: z.literal('prefix'), of, minLength: z.int().min(1) }),
    z.strictObject({ is: z.literal('numberWithin'), of, absolute: z.number().min(0), percent: z.number().min(0) }),
    z.strictObject({
      is: z.literal('ratioIn'),
      of,
      ratios: z.array(z.number().positive()),
      percent: z.number().min(0),
    }),
    z.strictObject({ is: z.literal('crossed'), of, with: z.string().min(1), min: z.number().min(0).max(1) }),
    z.strictObject({ is: z.enum(['all', 'any']), of: z.array(conditionSchema).min(1) }),
    z.strictObject({ is: z.literal('not'), of: conditionSchema }),
    z.strictObject({ is: z.literal('otherwise') }),
  ]),
)

export const missing = (of: string): Condition => ({ is: 'missing', of })
export const bothMissing = (of: string): Condition => ({ is: 'bothMissing', of })
export const exact = (of: string): Condition => ({ is: 'exact', of })
export const different = (of: string): Condition => ({ is: 'different', of })
export const dateSwap = (of: string): Condition => ({ is: 'dateSwap', of })
export const numberSlip = (of: string): Condition => ({ is: 'numberSlip', of })
export const wordReplaced = (of: string): Condition => ({ is: 'wordReplaced', of })
export const levenshtein = (of: string, max: number): Condition => ({ is: 'levenshtein', of, max })
export const jaroWinkler = (of: string, min: number): Condition => ({ is: 'jaroWinkler', of, min })
export const tokenOverlap = (of: string, min: number): Condition => ({ is: 'tokenOverlap', of, min })
export const tokenJaccard = (of: string, min: number): Condition => ({ is: 'tokenJaccard', of, min })
/** Shared words over the words of the shorter text, a rare word counting for more; see token-rarity.ts. */
export const rarityOverlap = (of: string, min: number): Condition => ({ is: 'rarityOverlap', of, min })
/** Shared words over the words of both texts, a rare word counting for more; see token-rarity.ts. */
export const rarityJaccard = (of: string, min: number): Condition => ({ is: 'rarityJaccard', of, min })
/** A word in common: two lists, such as e-mails, meet. */
export const sharesToken = (of: string): Condition => ({ is: 'sharesToken', of })
export const initials = (of: string): Condition => ({ is: 'initials', of })
export const acronym = (of: string): Condition => ({ is: 'acronym', of })
export const prefix = (of: string, minLength: number): Condition => ({ is: 'prefix', of, minLength })
export const daysWithin = (of: string, max: number): Condition => ({ is: 'daysWithin', of, max })
export const yearsApart = (of: string, min: number): Condition => ({ is: 'yearsApart', of, min })
export const numberWithin = (of: string, within: { absolute?: number; percent?: number }): Condition => ({
  is: 'numberWithin',
  of,
  absolute: within.absolute ?? 0,
  percent: within.percent ?? 0,
})
export const ratioIn = (of: string, ratios: readonly number[], percent: number): Condition => ({
  is: 'ratioIn',
  of,
  ratios,
  percent,
})
/** The left record's one value is like the right record's other and the reverse, by Jaro-Winkler; 1 is equal. */
export const crossed = (of: string, other: string, min = 1): Condition => ({ is: 'crossed', of, with: other, min })
export const all = (...of: Condition[]): Condition => ({ is: 'all', of })
export const any = (...of: Condition[]): Condition => ({ is: 'any', of })
export const not = (of: Condition): Condition => ({ is: 'not', of })
export const otherwise = (): Condition => ({ is: 'otherwise' })

/** Names of the columns a condition looks at. */
export function columnsOfCondition(condition: Condition): readonly string[] {
  switch (condition.is) {
    case 'all':
    case 'any':
      return condition.of.flatMap(columnsOfCondition)
    case 'not':
      return columnsOfCondition(condition.of)
    case 'otherwise':
      return []
    case 'crossed':
      return [condition.of, condition.with]
    default:
      return [condition.of]
  }
}

/** Names of the columns whose texts a condition looks at; for the others their codes are enough. */
export function columnsMeasured(condition: Condition): readonly string[] {
  switch (condition.is) {
    case 'all':
    case 'any':
      return condition.of.flatMap(columnsMeasured)
    case 'not':
      return columnsMeasured(condition.of)
    case 'missing':
    case 'bothMissing':
    case 'exact':
    case 'different':
      return []
    default:
      return columnsOfCondition(condition)
  }
}
