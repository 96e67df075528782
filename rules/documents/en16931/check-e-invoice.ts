import type { StatedEInvoice } from '../../entity/e-invoice.ts'
import { judgeLines } from './line-rules.ts'
import { totalViolations } from './total-rules.ts'
import { valueViolations } from './value-rules.ts'
import { judgeVat } from './vat-rules.ts'
import type { Violation } from './violation.ts'

/**
 * The calculation rules an e-invoice breaks, and the contradictions within it. A rule that needs a value which is missing or no
 * value is not tried; that the value is none is a violation of its own. A rule that holds once what an earlier one found is put
 * right is not told: one wrong amount is one violation, of the rule that computes it.
 */
export function violationsOf(invoice: StatedEInvoice): readonly Violation[] {
  const lines = judgeLines(invoice)
  const vat = judgeVat(invoice, lines.mended)

  return [...totalViolations(invoice, vat.mended), ...vat.violations, ...lines.violations, ...valueViolations(invoice)]
}
