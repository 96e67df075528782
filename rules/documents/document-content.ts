import type { EInvoiceParty } from '../entity/e-invoice.ts'
import type { DocumentKind } from './document-member.ts'

/**
 * All that one system says in one document, ready to be compared: from a canonical record with its lines, or from an e-invoice.
 * Every amount is whole minor units at `scale`, null where the source does not state it and it does not follow. The sign is that
 * of the money: a credit note is negative here, however its file writes it.
 */
export interface DocumentContent {
  readonly kind: DocumentKind
  readonly isCreditNote: boolean
  readonly number: string | null
  readonly orderNumber: string | null
  /** Numbers of the documents this one corrects. */
  readonly corrects: readonly string[]
  /** Business date: of the order, or of issue. */
  readonly on: string | null
  /** Moment the business date stands for, UTC, where the source knows it. */
  readonly at: string | null
  readonly taxPointOn: string | null
  readonly dueOn: string | null
  readonly currency: string | null
  readonly scale: number
  readonly amounts: ContentAmounts
  /** Whether the source itself says how much VAT there is; otherwise it follows from net and gross. */
  readonly isVatStated: boolean
  /** The document's own rate to another currency: units of `currency` for one of the document's, and the VAT in it at the same scale. */
  readonly exchange: {
    readonly currency: string
    readonly rate: string | null
    readonly on: string | null
    readonly vat: bigint | null
  } | null
  /** Per VAT category and rate, as stated; empty where the source keeps none. */
  readonly vatBreakdown: readonly ContentVat[]
  /** Allowances (negative) and charges (positive) of the whole document. */
  readonly adjustments: readonly ContentAdjustment[]
  readonly lines: readonly ContentLine[]
  readonly seller: ContentParty | null
  readonly buyer: ContentParty | null
  readonly status: string | null
}

export interface ContentAmounts {
  /** Sum of the lines without VAT, as stated. */
  readonly lines: bigint | null
  readonly net: bigint | null
  readonly vat: bigint | null
  readonly gross: bigint | null
  readonly prepaid: bigint | null
  readonly rounding: bigint | null
  readonly payable: bigint | null
}

export interface ContentVat {
  /** Code of UNCL 5305: S, Z, E, AE, K, G, O, L, M; null where the source knows only a rate. */
  readonly category: string | null
  /** Percent, plain decimal without trailing zeros. */
  readonly rate: string | null
  readonly base: bigint | null
  readonly vat: bigint | null
}

export interface ContentAdjustment {
  /** Signed: what it adds to the net amount. */
  readonly amount: bigint
  readonly isCharge: boolean
  readonly isFreight: boolean
  readonly category: string | null
  readonly rate: string | null
}

export interface ContentLine {
  readonly number: string | null
  readonly sku: string | null
  readonly description: string | null
  /** Exact decimals as text, without trailing zeros. */
  readonly quantity: string | null
  readonly unit: string | null
  /** Price of one unit without VAT, exact decimal. */
  readonly unitPrice: string | null
  readonly net: bigint | null
  readonly vat: bigint | null
  readonly gross: bigint | null
  /** What allowances (negative) and charges of the line add to its net; null where the source does not tell. */
  readonly adjusted: bigint | null
  /** What the charges alone add to it. */
  readonly charged: bigint
  readonly category: string | null
  readonly rate: string | null
}

/** A seller or buyer as the document names it. */
export type ContentParty = Omit<EInvoiceParty, 'email'>
