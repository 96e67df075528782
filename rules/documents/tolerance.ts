import { z } from 'zod'

/** A part of a policy that says which difference of amounts is none. */
export const tolerance = (description: string) =>
  z.strictObject({ absolute: z.number().min(0).max(1_000_000).default(0).meta({ description }) }).prefault({})
