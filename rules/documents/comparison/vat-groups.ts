import type { ContentVat, DocumentContent } from '../document-content.ts'
import { vatPartsOf, type VatPart } from '../vat-part.ts'
import { rateThatCounts } from '../zero-tax.ts'

/** VAT categories of both copies: those that both have, and those of one alone. */
export interface MatchedVat {
  readonly pairs: readonly (readonly [ContentVat, ContentVat])[]
  readonly missing: readonly ContentVat[]
  readonly added: readonly ContentVat[]
}

/** The VAT categories of a copy, as stated, or else as its lines tell them; empty where neither does. */
export function vatGroups(content: DocumentContent): readonly ContentVat[] {
  if (content.vatBreakdown.length > 0) return content.vatBreakdown
  const groups = new Map<string, { category: string | null; rate: string; base: bigint; vat: bigint | null }>()

  for (const part of [
    ...content.lines,
    ...content.adjustments.map(({ amount, ...rest }) => ({ ...rest, net: amount, vat: null })),
  ]) {
    const rate = rateThatCounts(part)

    if (rate === null || part.net === null) return []
    const group = groups.get(`${part.category ?? ''} ${rate}`)

    if (group === undefined) {
      groups.set(`${part.category ?? ''} ${rate}`, { category: part.category, rate, base: part.net, vat: part.vat })
    } else {
      group.base += part.net
      group.vat = group.vat === null || part.vat === null ? null : group.vat + part.vat
    }
  }
  return [...groups.values()]
}

/** Is no VAT charged? Undefined if the document does not tell. */
export function isUntaxed(group: Pick<ContentVat, 'category' | 'rate'>): boolean | undefined {
  const rate = rateThatCounts(group)

  return rate === null ? undefined : rate === '0'
}

export function matchVat(reference: readonly ContentVat[], other: readonly ContentVat[]): MatchedVat {
  const pairs: (readonly [ContentVat, ContentVat])[] = []
  const rest = [...other]
  const missing = reference.filter((group) => {
    const found = rest.find((one) => isSame(group, one))

    if (found === undefined) return true
    rest.splice(rest.indexOf(found), 1)
    pairs.push([group, found])
    return false
  })

  return { pairs, missing, added: rest }
}

/** What the VAT of one category is computed from: its lines and adjustments, or its base alone. */
export function partsOfGroup(content: DocumentContent, group: ContentVat): readonly VatPart[] | undefined {
  const rate = rateThatCounts(group)
  const parts = vatPartsOf(content)?.filter(
    (part) =>
      part.rate === rate && (part.category === null || group.category === null || part.category === group.category),
  )
  const base = parts?.reduce((sum, { net }) => sum + net, 0n)

  if (parts !== undefined && parts.length > 0 && (group.base === null || base === group.base)) return parts
  return group.base === null || rate === null
    ? undefined
    : [{ net: group.base, gross: null, priced: null, category: group.category, rate, isLine: false }]
}

function isSame(left: ContentVat, right: ContentVat): boolean {
  const areOneCategory = left.category === null || right.category === null || left.category === right.category
  const [rate, otherRate] = [rateThatCounts(left), rateThatCounts(right)]

  return areOneCategory && rate === otherRate
}
