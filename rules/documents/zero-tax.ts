/**
 * UNCL 5305 codes under which rate and VAT are zero: reverse charge, exempt, export, intra-community supply, out of scope, zero
 * rate (EN 16931: BR-AE-05, BR-AE-09 and their like). L and M, Canary Islands and Ceuta and Melilla, have rates of their own.
 */
const zeroTaxed: ReadonlySet<string> = new Set(['AE', 'E', 'G', 'K', 'O', 'Z'])

/** Is the category one whose VAT is zero, whatever the base? */
export function isZeroTaxed(category: string | null): boolean {
  return category !== null && zeroTaxed.has(category)
}

/** The rate that counts: zero in categories without VAT, whatever the document says there. */
export function rateThatCounts({
  category,
  rate,
}: {
  readonly category: string | null
  readonly rate: string | null
}): string | null {
  return isZeroTaxed(category) ? '0' : rate
}
