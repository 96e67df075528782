import type { StatedEInvoice, EInvoiceVat } from '../../entity/e-invoice.ts'
import { decimalText } from '../exact-decimal.ts'
import { add, fraction, multiply, type Fraction } from '../fraction.ts'
import { gather } from '../gather.ts'
import { isZeroTaxed } from '../zero-tax.ts'
import { ruleFamilies, type RuleFamily, type RuleId } from './rule-catalogue.ts'
import {
  differs,
  forbids,
  isSum,
  isWithin,
  mendedText,
  negative,
  numberOf,
  toCents,
  total,
  type Judged,
  type Violation,
} from './violation.ts'

/** One whole unit of the currency, in hundredths: what BR-CO-17 and the rules of standard rates leave to rounding. */
const oneUnit = 100n

const familyOf = (category: string | null): RuleFamily | undefined =>
  category !== null && Object.hasOwn(ruleFamilies, category)
    ? ruleFamilies[category as keyof typeof ruleFamilies]
    : undefined

/** The rules about the VAT breakdown (BG-23), one family for each category; `mended` is the invoice with its lines put right. */
export function judgeVat(invoice: StatedEInvoice, mended: StatedEInvoice): Judged {
  const bases = judgeBases(invoice, mended)
  const taxes = invoice.vatBreakdown.map((entry, index) => judgeTax(entry, bases.entries[index] ?? entry))

  return {
    violations: [...taxes.flatMap(({ violations }) => violations), ...rateViolations(invoice), ...bases.violations],
    mended: { ...mended, vatBreakdown: taxes.map(({ entry }) => entry) },
  }
}

/** Category and rate, as the document writes them. */
const placeOf = ({ category, rate }: Pick<EInvoiceVat, 'category' | 'rate'>) =>
  [category, rate].filter((part) => part !== null).join(' ')

interface JudgedEntry {
  readonly violations: readonly Violation[]
  /** With base and VAT put right. */
  readonly entry: EInvoiceVat
}

/** BR-S-09 and its like; BR-CO-17 where the category has no rules of its own. */
function judgeTax(stated: EInvoiceVat, mended: EInvoiceVat): JudgedEntry {
  const vat = numberOf(stated.vat)
  const [follows, wouldFollow] = [taxOn(stated), taxOn(mended)]
  if (vat === undefined || follows === undefined || wouldFollow === undefined) return { violations: [], entry: mended }
  if (isTaxSound(stated, vat, follows) || isTaxSound(mended, vat, wouldFollow)) return { violations: [], entry: mended }

  const family = familyOf(stated.category)
  const rule: RuleId = family === undefined ? 'BR-CO-17' : `${family}-09`
  return {
    violations: [differs(rule, 'vatBreakdown.vat', vat, follows, placeOf(stated))],
    entry: { ...mended, vat: mendedText(wouldFollow) },
  }
}

const rateOf = ({ category, rate }: EInvoiceVat) => (isZeroTaxed(category) ? fraction(0n) : numberOf(rate))

function taxOn(entry: EInvoiceVat): Fraction | undefined {
  const [base, rate] = [numberOf(entry.base), rateOf(entry)]

  return base === undefined || rate === undefined
    ? undefined
    : toCents(multiply(base, multiply(rate, { numerator: 1n, denominator: 100n })))
}

const isTaxSound = (entry: EInvoiceVat, vat: Fraction, computed: Fraction) =>
  rateOf(entry)?.numerator === 0n ? vat.numerator === 0n : isWithin(vat, computed, oneUnit, true)

/** What has a category of VAT: a line, an allowance or a charge, with what it adds to the net amount. */
interface Taxed {
  readonly kind: 'lines' | 'allowance' | 'charge'
  readonly id: string | null
  readonly category: string | null
  readonly rate: string | null
  readonly amount: Fraction | undefined
}

function taxedParts({ lines, adjustments }: StatedEInvoice): readonly Taxed[] {
  return [
    ...lines.map(({ id, vatCategory, vatRate, net }) => ({
      kind: 'lines' as const,
      id,
      category: vatCategory,
      rate: vatRate,
      amount: numberOf(net),
    })),
    ...adjustments.map(({ kind, amount, category, rate }) => {
      const added = numberOf(amount)
      return { kind, id: null, category, rate, amount: added && kind === 'allowance' ? negative(added) : added }
    }),
  ]
}

const rateRules = { lines: '05', allowance: '06', charge: '07' } as const

/** Zero where the category is not taxed, above zero where it is; a rate that is not stated contradicts nothing. */
function rateViolations(invoice: StatedEInvoice): readonly Violation[] {
  return taxedParts(invoice).flatMap(({ kind, id, category, rate }) => {
    const [family, percent] = [familyOf(category), numberOf(rate)]
    if (family === undefined || percent === undefined) return []

    // Canary Islands, Ceuta and Melilla know a rate of zero (BR-IG-05, BR-IP-05: zero or greater).
    const isSound = isZeroTaxed(category) ? percent.numerator === 0n : category !== 'S' || percent.numerator > 0n
    const field = kind === 'lines' ? 'lines.vatRate' : 'adjustments.rate'
    return isSound ? [] : [forbids(`${family}-${rateRules[kind]}`, field, rate, id ?? placeOf({ category, rate }))]
  })
}

interface JudgedBases {
  readonly violations: readonly Violation[]
  readonly entries: readonly EInvoiceVat[]
}

/** BR-S-01, BR-S-08 and their like. Where a line or adjustment says no category or amount, no base can be computed. */
function judgeBases(invoice: StatedEInvoice, mended: StatedEInvoice): JudgedBases {
  const { vatBreakdown, lines, syntax } = invoice
  const parts = taxedParts(invoice)
  const isKnown = ({ category, amount }: Taxed) => category !== null && amount !== undefined
  if (syntax === 'isdoc' || vatBreakdown.length === 0 || lines.length === 0 || !parts.every(isKnown))
    return { violations: [], entries: vatBreakdown }

  // Nor can the bases of a category with rates of its own, where one of its parts says no rate.
  const unrated = new Set(parts.filter((part) => taxOf(part) === undefined).map(({ category }) => category))
  const rated = ({ category }: Pick<Taxed, 'category'>) => !unrated.has(category)
  const [bases, mendedBases] = [baseByTax(parts.filter(rated)), baseByTax(taxedParts(mended).filter(rated))]
  const entriesByTax = gather(vatBreakdown.filter(rated), taxOf)
  const judged = [...entriesByTax].map(([tax, entries]) => {
    const none = fraction(0n)
    return judgeBase(tax, entries, bases.get(tax) ?? none, mendedBases.get(tax) ?? none)
  })
  const mendedByEntry = new Map(judged.flatMap(({ mended: pairs }) => pairs))
  const unlisted = [...bases].filter(([tax]) => !entriesByTax.has(tax))

  return {
    violations: [...judged.flatMap(({ violations }) => violations), ...unlistedViolations(unlisted, vatBreakdown)],
    entries: vatBreakdown.map((entry) => mendedByEntry.get(entry) ?? entry),
  }
}

/** What tells one tax from another: taxed categories their rates too, those without tax are one each. */
function taxOf({ category, rate }: Pick<EInvoiceVat, 'category' | 'rate'>): string | undefined {
  if (isZeroTaxed(category)) return category ?? undefined
  const percent = numberOf(rate)

  return percent === undefined ? undefined : `${category ?? ''} ${decimalText(percent, 40)}`
}

/** The base of each tax: its lines less allowances plus charges. */
function baseByTax(parts: readonly Taxed[]): ReadonlyMap<string, Fraction> {
  const bases = new Map<string, Fraction>()
  for (const part of parts) {
    const tax = taxOf(part)
    if (tax !== undefined) bases.set(tax, add(bases.get(tax) ?? fraction(0n), part.amount ?? fraction(0n)))
  }
  return bases
}

interface JudgedBase {
  readonly violations: readonly Violation[]
  readonly mended: readonly (readonly [EInvoiceVat, EInvoiceVat])[]
}

const nothing: JudgedBase = { violations: [], mended: [] }

/** The entries of one tax: more than one where a category is exempt for several reasons, and then they add up. */
function judgeBase(
  tax: string,
  entries: readonly EInvoiceVat[],
  computed: Fraction,
  wouldFollow: Fraction,
): JudgedBase {
  const [first, ...others] = entries
  const [stated, family] = [total(entries.map(({ base }) => numberOf(base))), familyOf(first?.category ?? null)]
  if (first === undefined || stated === undefined || family === undefined) return nothing

  // The artefacts accept less than one whole unit for the categories with rates of their own, and nothing for the others.
  const isSound = (base: Fraction) =>
    isZeroTaxed(first.category) ? isSum(stated, base) : isWithin(stated, base, oneUnit, true)
  if (isSound(computed) || isSound(wouldFollow)) return nothing
  return {
    violations: [
      differs(`${family}-08`, 'vatBreakdown.base', stated, computed, others.length > 0 ? tax : placeOf(first)),
    ],
    mended: others.length > 0 ? [] : [[first, { ...first, base: mendedText(wouldFollow) }]],
  }
}

/** Bases that no entry of the breakdown states. */
function unlistedViolations(
  bases: readonly (readonly [string, Fraction])[],
  breakdown: readonly EInvoiceVat[],
): readonly Violation[] {
  const listed = new Set(breakdown.map(({ category }) => category))

  return bases.flatMap(([tax, computed]) => {
    const category = tax.split(' ')[0] ?? ''
    const family = familyOf(category)
    if (family === undefined || computed.numerator === 0n) return []
    return [differs(`${family}-${listed.has(category) ? '08' : '01'}`, 'vatBreakdown.base', null, computed, tax)]
  })
}
