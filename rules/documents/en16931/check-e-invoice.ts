import type { EInvoice } from '../../entity/e-invoice.ts'
import { lineViolations } from './line-rules.ts'
import { totalViolations } from './total-rules.ts'
import { valueViolations } from './value-rules.ts'
import { vatViolations } from './vat-rules.ts'
import type { Violation } from './violation.ts'

/**
 * The calculation rules an e-invoice breaks, and the contradictions within it, in the order of the rules. A rule that needs a
 * value which is missing or no value is not tried; that the value is none is a violation of its own.
 */
export function violationsOf(invoice: EInvoice): readonly Violation[] {
  return [
    ...totalViolations(invoice),
    ...vatViolations(invoice),
    ...lineViolations(invoice),
    ...valueViolations(invoice),
  ]
}
