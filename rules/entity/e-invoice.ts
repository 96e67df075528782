/**
 * An electronic invoice or credit note as its file states it: the semantic model of EN 16931 without its syntax, so that UBL,
 * CII and ISDOC files of one invoice read the same. Every value is the text of the file, trimmed; dates are YYYY-MM-DD;
 * amounts, quantities and rates plain decimals without trailing zeros, with the sign the document gives them; null where the
 * file says nothing. A text that is no date or no decimal stays as it is: whoever takes the value finds the fault.
 */
export interface EInvoice {
  /** `ubl`, `cii` or `isdoc`. */
  readonly syntax: string
  /** BT-3 (UNTDID 1001): 380 invoice, 381 credit note, 384 corrected invoice, ... */
  readonly typeCode: string | null
  /** By its type code, or because its syntax has documents of their own for credit notes; its amounts are then positive. */
  readonly isCreditNote: boolean
  /** BT-1 */
  readonly number: string | null
  /** BT-2 */
  readonly issuedOn: string | null
  /** BT-7, or the date BT-8 points to. */
  readonly taxPointOn: string | null
  /** BT-9 */
  readonly dueOn: string | null
  /** BT-5 */
  readonly currency: string | null
  /** BT-6 */
  readonly taxCurrency: string | null
  /** BT-13 */
  readonly orderNumber: string | null
  /** BG-3: the invoices this one corrects or credits, in the order of the file. */
  readonly preceding: readonly EInvoiceReference[]
  /** Currencies that amounts of the file name although they are neither BT-5 nor BT-6, sorted; empty in a sound file. */
  readonly strangeCurrencies: readonly string[]
  /** Units of `taxCurrency` for one unit of `currency`, where the file states it (ISDOC, UBL TaxExchangeRate). */
  readonly exchangeRate: { readonly rate: string; readonly on: string | null } | null
  readonly seller: EInvoiceParty
  readonly buyer: EInvoiceParty
  readonly totals: EInvoiceTotals
  /** BG-23, in the order of the file. */
  readonly vatBreakdown: readonly EInvoiceVat[]
  /** BG-20 and BG-21, in the order of the file. */
  readonly adjustments: readonly EInvoiceAdjustment[]
  readonly lines: readonly EInvoiceLine[]
}

/** What an e-invoice states besides its parties, which no rule of arithmetic needs. */
export type StatedEInvoice = Omit<EInvoice, 'seller' | 'buyer'>

/** BG-3. */
export interface EInvoiceReference {
  /** BT-25 */
  readonly number: string | null
  /** BT-26 */
  readonly issuedOn: string | null
}

/** BG-4 or BG-7. */
export interface EInvoiceParty {
  readonly name: string | null
  readonly tradingName: string | null
  /** BT-31 or BT-48. */
  readonly vatId: string | null
  /** BT-30 or BT-47: registration in a public register. */
  readonly companyId: string | null
  /** BT-29, BT-46 and the like: identifiers the parties agreed on. */
  readonly ids: readonly string[]
  readonly street: string | null
  readonly city: string | null
  readonly postalCode: string | null
  readonly country: string | null
  readonly email: string | null
}

/** BG-22. BT-107, BT-108, BT-113 and BT-114 are null also where the file says zero: it means the same. */
export interface EInvoiceTotals {
  /** BT-106 */
  readonly lines: string | null
  /** BT-107 */
  readonly allowances: string | null
  /** BT-108 */
  readonly charges: string | null
  /** BT-109 */
  readonly net: string | null
  /** BT-110 */
  readonly vat: string | null
  /** BT-111, in `taxCurrency`. */
  readonly vatInTaxCurrency: string | null
  /** BT-112 */
  readonly gross: string | null
  /** BT-113 */
  readonly prepaid: string | null
  /** BT-114 */
  readonly rounding: string | null
  /** Sum of BT-DEX-002, XRechnung extension: what the seller collects for others. It is part of BT-115 alone. */
  readonly thirdParty: string | null
  /** BT-115 */
  readonly payable: string | null
}

/** BG-23: one VAT category and rate. */
export interface EInvoiceVat {
  /** BT-118 (UNCL 5305): S, Z, E, AE, K, G, O, L, M. */
  readonly category: string | null
  /** BT-119, percent. */
  readonly rate: string | null
  /** BT-116 */
  readonly base: string | null
  /** BT-117 */
  readonly vat: string | null
}

/** BG-20, BG-21, BG-27 or BG-28: an allowance lowers, a charge raises; the amount itself is unsigned in most files. */
export interface EInvoiceAdjustment {
  readonly kind: 'allowance' | 'charge'
  readonly amount: string | null
  readonly base: string | null
  readonly percent: string | null
  readonly category: string | null
  readonly rate: string | null
  /** Code of UNCL 5189 (allowances) or UNCL 7161 (charges: FC is freight). */
  readonly reasonCode: string | null
  readonly reason: string | null
}

/** BG-25. */
export interface EInvoiceLine {
  /** BT-126 */
  readonly id: string | null
  /** BT-155, else BT-156. */
  readonly sku: string | null
  /** BT-157 */
  readonly gtin: string | null
  /** BT-153 */
  readonly name: string | null
  /** BT-129 */
  readonly quantity: string | null
  /** BT-130 */
  readonly unit: string | null
  /** BT-131 */
  readonly net: string | null
  /** BT-146, for `priceBase` units. */
  readonly unitPrice: string | null
  /** BT-149 */
  readonly priceBase: string | null
  /** BT-151 */
  readonly vatCategory: string | null
  /** BT-152 */
  readonly vatRate: string | null
  readonly adjustments: readonly EInvoiceAdjustment[]
}
