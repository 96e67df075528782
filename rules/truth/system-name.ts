import { z } from 'zod'

/** How a system is called in the plan and in every report. */
export const systemName = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and dashes, starting with a letter')
