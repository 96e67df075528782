import { z } from 'zod'
import { systemName } from '../truth/system-name.ts'
import { duration } from './duration.ts'
import { tolerance } from './tolerance.ts'

/** What a company agrees to overlook between its systems, and how long a document may travel. */
export const documentPolicy = z.strictObject({
  between: z.array(systemName).min(2).meta({
    description:
      'systems that must all hold the document; the first that holds it is what the others are compared with',
  }),
  tolerance: tolerance('in the currency’s major unit: 0.02 is two cents'),
  dueWithin: duration.default('24h').meta({ description: 'how long a document may take to reach the other systems' }),
  missingAfter: duration.default('72h').meta({ description: 'from when on it is no longer late but missing' }),
})

export type DocumentPolicy = z.infer<typeof documentPolicy>
