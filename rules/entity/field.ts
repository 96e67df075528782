import { z } from 'zod'

/** How the store keeps a canonical field. Every canonical value travels as text (or null); the storage type says what that text may be. */
export type FieldStorage = 'text' | 'date' | 'instant' | 'integer' | 'decimal'

function field(storage: FieldStorage, meaning: string, pattern?: RegExp) {
  const value = pattern === undefined ? z.string().min(1) : z.string().regex(pattern)

  return value.nullable().meta({ storage, description: meaning })
}

/** Free or coded text, never empty: nothing known is null. */
export const text = (meaning: string) => field('text', meaning)

/** A business date without zone: YYYY-MM-DD. */
export const date = (meaning: string) => field('date', meaning, /^\d{4}-\d{2}-\d{2}$/)

/** A point in time, UTC: YYYY-MM-DDTHH:mm:ss.sssZ. */
export const instant = (meaning: string) => field('instant', meaning, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)

/** A whole number as text; money amounts are minor units (with the record's scale and currency). */
export const integer = (meaning: string) => field('integer', meaning, /^-?\d+$/)

/** An exact decimal number as text, with a point: "0.5", "-12". */
export const decimal = (meaning: string) => field('decimal', meaning, /^-?\d+(\.\d+)?$/)
