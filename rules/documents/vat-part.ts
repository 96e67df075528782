import type { ContentVat, DocumentContent } from './document-content.ts'
import { add, fraction, multiply, round, type Fraction } from './fraction.ts'
import { rateThatCounts } from './zero-tax.ts'

/** What VAT is computed from: a line, a discount or freight of the whole document, or the base of a category. */
export interface VatPart {
  /** Without VAT, in minor units, as the document states it. */
  readonly net: bigint
  /** With VAT, in minor units, where the document states it. */
  readonly gross: bigint | null
  /** How the net came about before it was rounded, where the document says so. */
  readonly priced: PricedLine | null
  readonly category: string | null
  /** Percent, plain decimal. */
  readonly rate: string
  /** False for the base of a category: its lines are not known. */
  readonly isLine: boolean
}

/** Quantity times price plus what was added or taken off, in minor units, not rounded. */
export interface PricedLine {
  readonly price: Fraction
  readonly quantity: Fraction
  readonly adjusted: bigint
}

/**
 * What the VAT of a document is computed from: its lines and what its head adds or takes off; without lines the bases of its
 * categories. Undefined where an amount or a rate is missing, because then no method can be tried.
 */
export function vatPartsOf(
  content: Pick<DocumentContent, 'lines' | 'adjustments' | 'vatBreakdown' | 'scale'>,
): readonly VatPart[] | undefined {
  const parts =
    content.lines.length > 0 ? [...lineParts(content), ...headParts(content)] : content.vatBreakdown.map(categoryPart)

  return parts.length > 0 && parts.every((part) => part !== undefined) ? parts : undefined
}

/** The net of a line before it was rounded. */
export function exactNet({ price, quantity, adjusted }: PricedLine): Fraction {
  return add(multiply(price, quantity), fraction(adjusted))
}

function lineParts({ lines, scale }: Pick<DocumentContent, 'lines' | 'scale'>): readonly (VatPart | undefined)[] {
  return lines.map((line) => {
    const { net, gross, category } = line
    const rate = rateThatCounts(line)

    return net === null || rate === null
      ? undefined
      : { net, gross, priced: pricedLine(line, net, scale), category, rate, isLine: true }
  })
}

/** A quantity times price that is further from the stated net than rounding can move it is not how the line was priced. */
function pricedLine(
  { quantity, unitPrice, adjusted }: DocumentContent['lines'][number],
  net: bigint,
  scale: number,
): PricedLine | null {
  if (quantity === null || unitPrice === null) return null
  const priced = {
    price: multiply(fraction(unitPrice), fraction(10n ** BigInt(scale))),
    quantity: fraction(quantity),
    adjusted: adjusted ?? 0n,
  }

  return round(add(exactNet(priced), fraction(-net)), 'down') === 0n ? priced : null
}

/** A discount or freight without a rate has that of the lines, if all of them have one. */
function headParts({
  lines,
  adjustments,
}: Pick<DocumentContent, 'lines' | 'adjustments'>): readonly (VatPart | undefined)[] {
  const [first = null, ...others] = new Set(lines.map(rateThatCounts))

  return adjustments.map(({ amount, category, rate: stated }) => {
    const rate = rateThatCounts({ category, rate: stated }) ?? (others.length === 0 ? first : null)

    return rate === null ? undefined : { net: amount, gross: null, priced: null, category, rate, isLine: true }
  })
}

function categoryPart({ category, rate: stated, base }: ContentVat): VatPart | undefined {
  const rate = rateThatCounts({ category, rate: stated })

  return base === null || rate === null
    ? undefined
    : { net: base, gross: null, priced: null, category, rate, isLine: false }
}
