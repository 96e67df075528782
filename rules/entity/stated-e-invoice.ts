import { z } from 'zod'
import type { EInvoice, StatedEInvoice } from './e-invoice.ts'

/** Longer texts are not kept: about 7,000 lines, and what a store can still read in pages. */
export const STATED_CHARS_MAX = 1_048_576

const text = z.string().nullable().default(null)

const adjustment = z.object({
  kind: z.enum(['allowance', 'charge']),
  amount: text,
  base: text,
  percent: text,
  category: text,
  rate: text,
  reasonCode: text,
  reason: text,
})

const line = z.object({
  id: text,
  sku: text,
  gtin: text,
  name: text,
  quantity: text,
  unit: text,
  net: text,
  unitPrice: text,
  priceBase: text,
  vatCategory: text,
  vatRate: text,
  adjustments: z.array(adjustment),
})

const stated: z.ZodType<StatedEInvoice> = z.object({
  syntax: z.string(),
  typeCode: text,
  isCreditNote: z.boolean(),
  number: text,
  issuedOn: text,
  taxPointOn: text,
  dueOn: text,
  currency: text,
  taxCurrency: text,
  orderNumber: text,
  preceding: z.array(z.object({ number: text, issuedOn: text })),
  strangeCurrencies: z.array(z.string()),
  exchangeRate: z.object({ rate: z.string(), on: text }).nullable().default(null),
  totals: z.object({
    lines: text,
    allowances: text,
    charges: text,
    net: text,
    vat: text,
    vatInTaxCurrency: text,
    gross: text,
    prepaid: text,
    rounding: text,
    thirdParty: text,
    payable: text,
  }),
  vatBreakdown: z.array(z.object({ category: text, rate: text, base: text, vat: text })),
  adjustments: z.array(adjustment),
  lines: z.array(line),
})

/** The e-invoice as one text of JSON, without its parties and without what it does not say; null where it would be too long. */
export function statedText(invoice: EInvoice): string | null {
  const json = JSON.stringify({ ...invoice, seller: null, buyer: null }, (_, value: unknown) => value ?? undefined)

  return json.length > STATED_CHARS_MAX ? null : json
}

/** Reads what `statedText` wrote; undefined for any other text. */
export function readStated(json: string): StatedEInvoice | undefined {
  try {
    return stated.safeParse(JSON.parse(json)).data
  } catch {
    return undefined
  }
}
