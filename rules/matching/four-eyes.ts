import { z } from 'zod'

const conditions = z
  .strictObject({
    membersMin: z.int().min(2).optional().meta({ description: 'proposals of so many records or more' }),
    weightBelow: z.number().optional().meta({ description: 'proposals whose strongest link weighs less' }),
    stakeMin: z
      .number()
      .min(0)
      .optional()
      .meta({ description: 'proposals with so much money at stake, in whole units of the company’s currency' }),
  })
  .refine((terms) => Object.keys(terms).length > 0, 'at least one of membersMin, weightBelow, stakeMin')

/** Which proposals of a kind two persons have to agree on: all, or those one of the conditions holds for. */
export const fourEyes = z.union([z.literal('always'), conditions])

export type FourEyes = z.infer<typeof fourEyes>
