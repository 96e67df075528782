import { compareContents } from '../../../../rules/documents/comparison/compare-contents.ts'
import type { CompareTerms } from '../../../../rules/documents/comparison/copy-pair.ts'
import type { ContentLine, DocumentContent } from '../../../../rules/documents/document-content.ts'

/** Two pumps at 100.00 and a valve at 50.00 with 21 %: 250.00 + 52.50 = 302.50 CZK of 2026-05-04. */
export const invoice: DocumentContent = {
  kind: 'invoice',
  isCreditNote: false,
  number: 'F1',
  orderNumber: null,
  corrects: [],
  on: '2026-05-04',
  at: null,
  taxPointOn: null,
  dueOn: null,
  currency: 'CZK',
  scale: 2,
  amounts: { lines: null, net: 25_000n, vat: 5_250n, gross: 30_250n, prepaid: null, rounding: null, payable: null },
  isVatStated: true,
  exchange: null,
  vatBreakdown: [],
  adjustments: [],
  lines: [
    line({ number: '1', sku: 'PUMP', quantity: '2', unitPrice: '100', net: 20_000n }),
    line({ number: '2', sku: 'VALVE', quantity: '1', unitPrice: '50', net: 5_000n }),
  ],
  seller: null,
  buyer: null,
  status: null,
}

export function line(parts: Partial<ContentLine>): ContentLine {
  return {
    ...{ number: null, sku: null, description: null, quantity: null, unit: null, unitPrice: null },
    ...{ net: null, vat: null, gross: null, adjusted: 0n, charged: 0n, category: 'S', rate: '21' },
    ...parts,
  }
}

/** An invoice of the given lines at one rate, with amounts that follow from them; `parts` overrides. */
export function invoiceOf(lines: readonly ContentLine[], parts: Partial<DocumentContent> = {}): DocumentContent {
  const adjusted = (parts.adjustments ?? []).reduce((sum, { amount }) => sum + amount, 0n)
  const net = lines.reduce((sum, one) => sum + (one.net ?? 0n), adjusted)
  const vat = (net * 21n + (net < 0n ? -50n : 50n)) / 100n

  return { ...invoice, lines, amounts: { ...invoice.amounts, net, vat, gross: net + vat }, ...parts }
}

/** Only totals, as most systems export them. */
export function totals(
  net: bigint | null,
  vat: bigint | null,
  gross: bigint | null,
  parts: Partial<DocumentContent> = {},
) {
  return {
    ...invoice,
    lines: [],
    amounts: { ...invoice.amounts, net, vat, gross },
    isVatStated: vat !== null,
    ...parts,
  }
}

const terms: CompareTerms = { tolerance: 0, knownRates: ['21', '12'], companyTimeZone: 'Europe/Prague' }

/** "cause field difference" of each finding. */
export function told(
  left: DocumentContent,
  right: DocumentContent,
  rest: Partial<CompareTerms> = {},
): readonly string[] {
  return compareContents(left, right, { ...terms, ...rest }).map(({ cause, field, differenceMinor }) =>
    [cause, field, differenceMinor].filter((part) => part !== null).join(' '),
  )
}
