import { absolute, minorUnitsOf } from '../document-amounts.ts'
import type { ReferenceRates } from '../exchange-rate.ts'
import type { ContentAmounts, ContentLine, DocumentContent } from '../document-content.ts'

/** What the comparison of two copies may take into account besides what they say. */
export interface CompareTerms {
  /** In major units: a difference of amounts up to it is none. */
  readonly tolerance: number
  /** VAT rates in percent that the document can have; needed only where the copies do not tell their own. */
  readonly knownRates: readonly string[]
  readonly companyTimeZone: string
  /** Without them nothing is compared across currencies but what a document converts itself. */
  readonly rates?: ReferenceRates | undefined
}

/** Both copies with all amounts at one scale, and what counts as equal. */
export interface CopyPair {
  readonly reference: DocumentContent
  readonly other: DocumentContent
  readonly scale: number
  readonly tolerance: bigint
  /** What rounding may change once: one minor unit of the coarser copy, or the tolerance if that is more. */
  readonly slack: bigint
  readonly terms: CompareTerms
}

export function copyPair(reference: DocumentContent, other: DocumentContent, terms: CompareTerms): CopyPair {
  const scale = Math.max(reference.scale, other.scale)
  const tolerance = terms.tolerance === 0 ? 0n : minorUnitsOf(terms.tolerance, scale)
  const minorUnit = 10n ** BigInt(scale - Math.min(reference.scale, other.scale))

  return {
    reference: contentTimes(withSignedQuantities(reference), scale, 10n ** BigInt(scale - reference.scale)),
    other: contentTimes(withSignedQuantities(other), scale, 10n ** BigInt(scale - other.scale)),
    scale,
    tolerance,
    slack: tolerance > minorUnit ? tolerance : minorUnit,
    terms,
  }
}

/** The pair with the other copy's amounts turned round. */
export function turned(pair: CopyPair): CopyPair {
  return { ...pair, other: contentTimes(pair.other, pair.scale, -1n) }
}

export function isNear({ tolerance }: Pick<CopyPair, 'tolerance'>, left: bigint, right: bigint): boolean {
  return absolute(left - right) <= tolerance
}

/** How much more the other copy says; undefined if one of them says nothing. */
export function delta(value: bigint | null | undefined, otherValue: bigint | null | undefined): bigint | undefined {
  return value == null || otherValue == null ? undefined : otherValue - value
}

function contentTimes(content: DocumentContent, scale: number, factor: bigint): DocumentContent {
  if (factor === 1n) return content
  const times = (amount: bigint | null) => (amount === null ? null : amount * factor)

  return {
    ...content,
    scale,
    amounts: amountsTimes(content.amounts, times),
    exchange: content.exchange && { ...content.exchange, vat: times(content.exchange.vat) },
    vatBreakdown: content.vatBreakdown.map((group) => ({ ...group, base: times(group.base), vat: times(group.vat) })),
    adjustments: content.adjustments.map((adjustment) => ({ ...adjustment, amount: adjustment.amount * factor })),
    lines: content.lines.map((line) => lineTimes(line, factor)),
  }
}

function amountsTimes(amounts: ContentAmounts, times: (amount: bigint | null) => bigint | null): ContentAmounts {
  return {
    lines: times(amounts.lines),
    net: times(amounts.net),
    vat: times(amounts.vat),
    gross: times(amounts.gross),
    prepaid: times(amounts.prepaid),
    rounding: times(amounts.rounding),
    payable: times(amounts.payable),
  }
}

/** Many systems write the quantities of a credit note as positive as those of its invoice; here they have the sign of the money. */
function withSignedQuantities(content: DocumentContent): DocumentContent {
  const isTurned = ({ quantity, unitPrice, net }: ContentLine) =>
    quantity !== null && net !== null && unitPrice?.startsWith('-') === false && quantity.startsWith('-') !== net < 0n
  const telling = content.isCreditNote
    ? content.lines.filter(({ quantity, net }) => quantity !== '0' && net !== 0n)
    : []

  if (telling.length === 0 || !telling.every(isTurned)) return content
  return {
    ...content,
    lines: content.lines.map((line) => ({ ...line, quantity: line.quantity && negative(line.quantity) })),
  }
}

/** A line is turned round in its quantity: the price of a credit note is as positive as that of its invoice. */
function lineTimes(line: ContentLine, factor: bigint): ContentLine {
  const times = (amount: bigint | null) => (amount === null ? null : amount * factor)

  return {
    ...line,
    quantity: factor < 0n && line.quantity !== null ? negative(line.quantity) : line.quantity,
    net: times(line.net),
    vat: times(line.vat),
    gross: times(line.gross),
    adjusted: times(line.adjusted),
    charged: line.charged * factor,
  }
}

function negative(decimal: string): string {
  if (decimal === '0') return decimal
  return decimal.startsWith('-') ? decimal.slice(1) : `-${decimal}`
}
