interface Rule {
  readonly source: string
  /** What the rule demands: one sentence without values. */
  readonly meaning: string
}

const EN = 'EN 16931 validation artefacts 1.3.16'
const PEPPOL = 'Peppol BIS Billing 3.0'

/** Codes of UNCL 5305 and the names of their rule families in EN 16931-1 (IG and IP are AF and AG in the artefacts). */
export const ruleFamilies = {
  S: 'BR-S',
  Z: 'BR-Z',
  E: 'BR-E',
  AE: 'BR-AE',
  K: 'BR-IC',
  G: 'BR-G',
  O: 'BR-O',
  L: 'BR-IG',
  M: 'BR-IP',
} as const

export type RuleFamily = (typeof ruleFamilies)[keyof typeof ruleFamilies]

/** Rules of one category of VAT: presence in the breakdown, rate of lines, allowances and charges, base, tax. */
type FamilyRule = '01' | '05' | '06' | '07' | '08' | '09'

const singleRules = {
  'BR-CO-10': { source: EN, meaning: 'The sum of the lines is the sum of the net amounts of all lines.' },
  'BR-CO-11': { source: EN, meaning: 'The sum of allowances is the sum of all allowances of the document.' },
  'BR-CO-12': { source: EN, meaning: 'The sum of charges is the sum of all charges of the document.' },
  'BR-CO-13': { source: EN, meaning: 'The total without VAT is the sum of the lines less allowances plus charges.' },
  'BR-CO-14': { source: EN, meaning: 'The total VAT is the sum of the VAT of all categories.' },
  'BR-CO-15': { source: EN, meaning: 'The total with VAT is the total without VAT plus the VAT.' },
  'BR-CO-16': { source: EN, meaning: 'The amount due is the total with VAT less what was paid plus the rounding.' },
  'BR-CO-17': {
    source: EN,
    meaning: 'The VAT of a category is its base times its rate; less than 1.00 of difference is accepted.',
  },
  'BR-DEX-09': {
    source: 'XRechnung 3.0, extension',
    meaning:
      'The amount due is the total with VAT less what was paid plus the rounding plus what is collected for others.',
  },
  'ISDOC-BASES': {
    source: 'ISDOC 6.0.2, business rules, LegalMonetaryTotal',
    meaning: 'The total without VAT is the sum of the bases of all rates.',
  },
  'PEPPOL-EN16931-R120': {
    source: PEPPOL,
    meaning:
      'The net amount of a line is quantity times price plus charges less allowances; 0.02 of difference is accepted.',
  },
  'PEPPOL-EN16931-R040': {
    source: PEPPOL,
    meaning: 'An allowance or charge is its base times its percentage; 0.02 of difference is accepted.',
  },
  'PEPPOL-EN16931-R051': { source: PEPPOL, meaning: 'All amounts are in the currency of the invoice.' },
  'PEPPOL-EN16931-R055': {
    source: PEPPOL,
    meaning: 'The VAT has the same sign in the currency of the invoice and in that of accounting.',
  },
  'PEPPOL-EN16931-F001': { source: PEPPOL, meaning: 'A date is written YYYY-MM-DD and exists.' },
  'xs:decimal': { source: 'XML Schema, part 2', meaning: 'An amount, a quantity or a rate is a decimal number.' },
  'BR-CL-04': { source: EN, meaning: 'The currency is a code of ISO 4217 on the day of the document.' },
  'BR-CL-05': { source: EN, meaning: 'The currency of accounting is a code of ISO 4217 on the day of the document.' },
  'SELF-REFERENCE': { source: 'EN 16931-1, BG-3', meaning: 'A document corrects another document, not itself.' },
} as const

const decimals = { source: EN, meaning: 'An amount has at most two decimals.' }

/** BR-DEC rules that apply to the values of an EInvoice, by the field they are about. */
export const decimalRules = {
  'allowance.amount': 'BR-DEC-01',
  'allowance.base': 'BR-DEC-02',
  'charge.amount': 'BR-DEC-05',
  'charge.base': 'BR-DEC-06',
  'totals.lines': 'BR-DEC-09',
  'totals.allowances': 'BR-DEC-10',
  'totals.charges': 'BR-DEC-11',
  'totals.net': 'BR-DEC-12',
  'totals.vat': 'BR-DEC-13',
  'totals.gross': 'BR-DEC-14',
  'totals.vatInTaxCurrency': 'BR-DEC-15',
  'totals.prepaid': 'BR-DEC-16',
  'totals.rounding': 'BR-DEC-17',
  'totals.payable': 'BR-DEC-18',
  'vatBreakdown.base': 'BR-DEC-19',
  'vatBreakdown.vat': 'BR-DEC-20',
  'lines.net': 'BR-DEC-23',
  'lines.allowance.amount': 'BR-DEC-24',
  'lines.allowance.base': 'BR-DEC-25',
  'lines.charge.amount': 'BR-DEC-27',
  'lines.charge.base': 'BR-DEC-28',
} as const

export type DecimalRule = (typeof decimalRules)[keyof typeof decimalRules]

export type RuleId = keyof typeof singleRules | `${RuleFamily}-${FamilyRule}` | DecimalRule

const familyMeanings: Readonly<Record<FamilyRule, string>> = {
  '01': 'A category of VAT that lines, allowances or charges use is in the breakdown.',
  '05': 'The rate of a line fits its category: above zero where VAT is due, zero otherwise.',
  '06': 'The rate of an allowance fits its category: above zero where VAT is due, zero otherwise.',
  '07': 'The rate of a charge fits its category: above zero where VAT is due, zero otherwise.',
  '08': 'The base of a category is the sum of its lines less allowances plus charges; less than 1.00 of difference is accepted where VAT is due.',
  '09': 'The VAT of a category is its base times its rate where VAT is due, less than 1.00 of difference accepted; else it is zero.',
}

/** Where a rule stands and what it demands. */
export function ruleOf(id: RuleId): Rule {
  if (Object.hasOwn(singleRules, id)) return singleRules[id as keyof typeof singleRules]
  if (id.startsWith('BR-DEC-')) return decimals
  return { source: EN, meaning: familyMeanings[id.slice(-2) as FamilyRule] }
}

/** Every rule there is, for the page that explains them; a family of rules is one entry, with its names in UNCL 5305 order. */
export function allRules(): readonly (Rule & { readonly id: string })[] {
  return [
    ...Object.entries(singleRules).map(([id, rule]) => ({ id, ...rule })),
    ...Object.entries(familyMeanings).map(([number, meaning]) => ({
      id: Object.values(ruleFamilies)
        .map((family) => `${family}-${number}`)
        .join(', '),
      source: EN,
      meaning,
    })),
    { id: Object.values(decimalRules).join(', '), ...decimals },
  ]
}
