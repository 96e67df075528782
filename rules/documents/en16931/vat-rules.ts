import type { EInvoice, EInvoiceVat } from '../../entity/e-invoice.ts'
import { fraction, isEqual, multiply, sum, type Fraction } from '../fraction.ts'
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
export function judgeVat(invoice: EInvoice, mended: EInvoice): Judged {
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

function taxedParts({ lines, adjustments }: EInvoice): readonly Taxed[] {
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
function rateViolations(invoice: EInvoice): readonly Violation[] {
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
function judgeBases(invoice: EInvoice, mended: EInvoice): JudgedBases {
  const { vatBreakdown, lines, syntax } = invoice
  const [parts, mendedParts] = [taxedParts(invoice), taxedParts(mended)]
  const isKnown = ({ category, amount }: Taxed) => category !== null && amount !== undefined
  if (syntax === 'isdoc' || vatBreakdown.length === 0 || lines.length === 0 || !parts.every(isKnown))
    return { violations: [], entries: vatBreakdown }

  // Nor can the bases of a category with rates of its own, where one of its parts says no rate.
  const isRated = ({ category, rate }: Taxed) => isZeroTaxed(category) || numberOf(rate) !== undefined
  const unrated = new Set(parts.filter((part) => !isRated(part)).map(({ category }) => category))
  const judged = vatBreakdown.map((entry) => {
    if (unrated.has(entry.category)) return { violations: [], entry }
    const of = (all: readonly Taxed[]) => amountsOf(all.filter((part) => isSameTax(part, entry)))
    return judgeBase(entry, of(parts), of(mendedParts))
  })
  const isListed = (part: Taxed) => vatBreakdown.some((entry) => isSameTax(part, entry))
  const unlisted = parts.filter((part) => !unrated.has(part.category) && !isListed(part))

  return {
    violations: [...judged.flatMap(({ violations }) => violations), ...unlistedViolations(unlisted, vatBreakdown)],
    entries: judged.map(({ entry }) => entry),
  }
}

/** Taxed categories are told apart by their rates, those without tax are one each. */
function isSameTax(part: Taxed, entry: Pick<EInvoiceVat, 'category' | 'rate'>): boolean {
  if (part.category !== entry.category) return false
  if (isZeroTaxed(part.category)) return true

  const [own, other] = [numberOf(part.rate), numberOf(entry.rate)]
  return own !== undefined && other !== undefined && isEqual(own, other)
}

/** What tells one tax from another: see isSameTax. */
const taxOf = ({ category, rate }: Taxed) => placeOf({ category, rate: isZeroTaxed(category) ? null : rate })

const amountsOf = (parts: readonly Taxed[]) => sum(parts.map(({ amount }) => amount ?? fraction(0n)))

function judgeBase(entry: EInvoiceVat, computed: Fraction, wouldFollow: Fraction): JudgedEntry {
  const [stated, family] = [numberOf(entry.base), familyOf(entry.category)]
  if (stated === undefined || family === undefined) return { violations: [], entry }

  // The artefacts accept less than one whole unit for the categories with rates of their own, and nothing for the others.
  const isSound = (base: Fraction) =>
    isZeroTaxed(entry.category) ? isSum(stated, base) : isWithin(stated, base, oneUnit, true)
  if (isSound(computed) || isSound(wouldFollow)) return { violations: [], entry }
  return {
    violations: [differs(`${family}-08`, 'vatBreakdown.base', stated, computed, placeOf(entry))],
    entry: { ...entry, base: mendedText(wouldFollow) },
  }
}

function unlistedViolations(parts: readonly Taxed[], breakdown: readonly EInvoiceVat[]): readonly Violation[] {
  const violations: Violation[] = []
  for (let left = parts; left[0] !== undefined;) {
    const first = left[0]
    const same = left.filter((part) => isSameTax(part, first))
    const family = familyOf(first.category)
    const isCategoryListed = breakdown.some(({ category }) => category === first.category)
    const computed = amountsOf(same)
    left = left.filter((part) => !same.includes(part))
    if (family !== undefined && computed.numerator !== 0n)
      violations.push(
        differs(`${family}-${isCategoryListed ? '08' : '01'}`, 'vatBreakdown.base', null, computed, taxOf(first)),
      )
  }
  return violations
}
