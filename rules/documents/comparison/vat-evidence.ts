import { absolute } from '../document-amounts.ts'
import { vatByMethod, vatOf } from '../vat-arithmetic.ts'
import type { VatPart } from '../vat-part.ts'

/** How two amounts of VAT that differ come about. */
export type VatOrigin =
  | { readonly is: 'alike' }
  | { readonly is: 'rounding'; readonly method: string; readonly otherMethod: string }
  | { readonly is: 'wrong'; readonly deviating: 'reference' | 'other' }
  | { readonly is: 'unknown' }

/**
 * Whether each VAT follows from its own parts by a documented method: by one and the same (then what differs is what the VAT is
 * computed from), by two (rounding), or one of them by none (that copy is wrong). Only undefined parts leave it unknown.
 */
export function originOfVat(
  vat: bigint,
  parts: readonly VatPart[] | undefined,
  otherVat: bigint,
  otherParts: readonly VatPart[] | undefined,
): VatOrigin {
  if (parts === undefined || otherParts === undefined) return { is: 'unknown' }
  const [methods, otherMethods] = [methodsOf(vat, parts), methodsOf(otherVat, otherParts)]

  if (methods.some((method) => otherMethods.includes(method)) || isShiftedAlike(vat, parts, otherVat, otherParts)) {
    return { is: 'alike' }
  }
  const [[method], [otherMethod]] = [methods, otherMethods]

  if (method !== undefined && otherMethod !== undefined) return { is: 'rounding', method, otherMethod }
  if (method !== undefined) return { is: 'wrong', deviating: 'other' }
  return otherMethod === undefined ? { is: 'unknown' } : { is: 'wrong', deviating: 'reference' }
}

/** Part of a document whose lines are not known. */
export function wholePart(net: bigint, rate: string): VatPart {
  return { net, gross: null, priced: null, category: null, rate, isLine: false }
}

/** Rates under which an amount of VAT follows from a net amount, but for rounding. */
export function ratesOf(net: bigint, vat: bigint, rates: readonly string[], slack: bigint): readonly string[] {
  return rates.filter((rate) => absolute(vatOf(net, rate) - vat) <= slack)
}

/** Rates under which an amount of VAT is contained in a gross amount, but for rounding. */
export function ratesWithin(gross: bigint, vat: bigint, rates: readonly string[], slack: bigint): readonly string[] {
  return ratesOf(gross - vat, vat, rates, slack)
}

function methodsOf(vat: bigint, parts: readonly VatPart[]): readonly string[] {
  return vatByMethod(parts)
    .filter((one) => one.vat === vat)
    .map(({ method }) => method)
}

/** Both copies are off by the same amount: an error that both carry, and no difference between them. */
function isShiftedAlike(vat: bigint, parts: readonly VatPart[], otherVat: bigint, otherParts: readonly VatPart[]) {
  return vat - computed(parts) === otherVat - computed(otherParts)
}

function computed(parts: readonly VatPart[]): bigint {
  const bases = new Map<string, bigint>()

  for (const { net, rate } of parts) bases.set(rate, (bases.get(rate) ?? 0n) + net)
  return [...bases].reduce((sum, [rate, base]) => sum + vatOf(base, rate), 0n)
}
