import type { EInvoiceAdjustment } from '../../rules/entity/e-invoice.ts'

/**
 * Allowance or charge, by the indicator of UBL and CII. Where it says neither, nobody knows whether the amount is to be added
 * or taken off: the indicator stays in the text of the amount, which is then no number and is reported as such.
 */
export function kindAndAmount(
  indicator: string | null,
  amount: string | null,
): Pick<EInvoiceAdjustment, 'kind' | 'amount'> {
  if (indicator === 'true' || indicator === '1') return { kind: 'charge', amount }
  if (indicator === 'false' || indicator === '0') return { kind: 'allowance', amount }
  return {
    kind: 'allowance',
    amount: amount === null ? null : `${amount} (ChargeIndicator: ${indicator ?? 'missing'})`,
  }
}
