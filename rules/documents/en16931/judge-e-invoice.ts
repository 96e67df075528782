import { readStated } from '../../entity/stated-e-invoice.ts'
import { violationsOf } from './check-e-invoice.ts'
import type { Violation } from './violation.ts'

/** Violations of one e-invoice that are told; more come of a file that is wrong in every line. */
const VIOLATIONS_MAX = 100

/** A rule that an e-invoice breaks in a place, and how many times it does there: identifiers of lines may repeat. */
export interface CountedViolation extends Violation {
  readonly count: number
}

/** What an e-invoice contradicts by itself, as the store keeps it. */
export interface Judgement {
  readonly violations: readonly CountedViolation[]
  /** Places beyond the first hundred in which it breaks rules. */
  readonly untold: number
}

/** Judges the e-invoice that a row carries as text (`statedText`); undefined where the text is none. */
export function judgeEInvoice(text: string): Judgement | undefined {
  const invoice = readStated(text)

  if (invoice === undefined) return undefined
  const byPlace = new Map<string, CountedViolation>()

  for (const violation of violationsOf(invoice)) {
    const place = JSON.stringify([violation.rule, violation.field, violation.at])
    const known = byPlace.get(place)

    byPlace.set(place, known === undefined ? { ...violation, count: 1 } : { ...known, count: known.count + 1 })
  }
  const violations = [...byPlace.values()]

  return { violations: violations.slice(0, VIOLATIONS_MAX), untold: Math.max(0, violations.length - VIOLATIONS_MAX) }
}
