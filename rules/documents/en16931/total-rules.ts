import type { StatedEInvoice, EInvoiceTotals } from '../../entity/e-invoice.ts'
import type { Fraction } from '../fraction.ts'
import {
  differs,
  isSum,
  mendedText,
  minus,
  negative,
  numberOf,
  optionalOf,
  total,
  type Violation,
} from './violation.ts'
import type { RuleId } from './rule-catalogue.ts'

/** One total and what it must be the sum of; undefined when a part is not known. */
interface TotalRule {
  readonly rule: RuleId
  readonly field: keyof EInvoiceTotals
  /** The total may be left out when it is zero. */
  readonly isOptional?: boolean
  computed(invoice: StatedEInvoice): Fraction | undefined
}

const adjusted = (kind: 'allowance' | 'charge') => (invoice: StatedEInvoice) =>
  total(invoice.adjustments.filter((one) => one.kind === kind).map(({ amount }) => numberOf(amount)))

function due({ totals }: StatedEInvoice): Fraction | undefined {
  const paid = optionalOf(totals.prepaid)

  return total([
    numberOf(totals.gross),
    paid === undefined ? undefined : negative(paid),
    optionalOf(totals.rounding),
    optionalOf(totals.thirdParty),
  ])
}

/** The sums of EN 16931-1, 6.4.1, "Conditions"; each exact but for rounding to two decimals. */
const totalRules: readonly TotalRule[] = [
  {
    rule: 'BR-CO-10',
    field: 'lines',
    computed: ({ lines }) => (lines.length === 0 ? undefined : total(lines.map(({ net }) => numberOf(net)))),
  },
  { rule: 'BR-CO-11', field: 'allowances', isOptional: true, computed: adjusted('allowance') },
  { rule: 'BR-CO-12', field: 'charges', isOptional: true, computed: adjusted('charge') },
  {
    rule: 'BR-CO-13',
    field: 'net',
    computed({ totals }) {
      const allowances = optionalOf(totals.allowances)
      const more = total([numberOf(totals.lines), optionalOf(totals.charges)])
      return more === undefined || allowances === undefined ? undefined : minus(more, allowances)
    },
  },
  {
    rule: 'BR-CO-14',
    field: 'vat',
    computed: ({ vatBreakdown }) =>
      vatBreakdown.length === 0 ? undefined : total(vatBreakdown.map(({ vat }) => numberOf(vat))),
  },
  {
    rule: 'BR-CO-15',
    field: 'gross',
    computed: ({ totals }) => total([numberOf(totals.net), numberOf(totals.vat)]),
  },
  {
    rule: 'BR-CO-16',
    field: 'payable',
    computed: (invoice) => (invoice.totals.thirdParty === null ? due(invoice) : undefined),
  },
  {
    rule: 'BR-DEX-09',
    field: 'payable',
    computed: (invoice) => (invoice.totals.thirdParty === null ? undefined : due(invoice)),
  },
  {
    rule: 'ISDOC-BASES',
    field: 'net',
    computed: ({ syntax, vatBreakdown }) =>
      syntax === 'isdoc' && vatBreakdown.length > 0 ? total(vatBreakdown.map(({ base }) => numberOf(base))) : undefined,
  },
]

/** The totals that do not follow from what they are the sum of; `mended` is the invoice with its lines and VAT put right. */
export function totalViolations(invoice: StatedEInvoice, mended: StatedEInvoice): readonly Violation[] {
  const violations: Violation[] = []
  let totals = mended.totals

  for (const { rule, field, isOptional = false, computed } of totalRules) {
    const text = invoice.totals[field]
    const stated = isOptional ? optionalOf(text) : numberOf(text)
    const [follows, wouldFollow] = [computed(invoice), computed({ ...mended, totals })]
    if (stated === undefined || follows === undefined || isSum(stated, follows)) continue
    if (wouldFollow === undefined || isSum(stated, wouldFollow)) continue

    violations.push(differs(rule, `totals.${field}`, text === null ? null : stated, follows))
    totals = { ...totals, [field]: mendedText(wouldFollow) }
  }
  return violations
}
