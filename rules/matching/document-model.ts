import {
  all,
  any,
  dateSwap,
  daysWithin,
  different,
  exact,
  missing,
  numberSlip,
  numberWithin,
  otherwise,
  ratioIn,
  type Condition,
} from './condition.ts'
import { matchModelSchema, type MatchModel } from './match-model.ts'

/** Gross over net at the VAT rates in force around us (5 to 27 percent): one system wrote the amount without VAT where the other wrote it with. */
const vatRatios = [
  1.05, 1.06, 1.07, 1.08, 1.09, 1.1, 1.12, 1.13, 1.135, 1.14, 1.15, 1.17, 1.18, 1.19, 1.2, 1.21, 1.22, 1.23, 1.24, 1.25,
  1.255, 1.27,
]

/** What differs between the kinds of document. */
export interface DocumentKind {
  readonly kind: 'order' | 'invoice'
  readonly dateField: string
  /** An order knows no other document; an invoice names its order. */
  readonly referenceField?: string
}

/**
 * One document in several systems, or entered twice in one. The number decides: the same digits with another prefix,
 * separator or leading zeros are the same number; one figure more or less is a typing error when all else agrees; two
 * numbers that differ in a figure are neighbours in one series, hence two documents, whatever else agrees.
 */
export function documentModel({ kind, dateField, referenceField }: DocumentKind): MatchModel {
  const reference =
    referenceField === undefined
      ? []
      : [{ name: 'reference', from: [referenceField], steps: ['numberDigits' as const] }]
  const referenceComparison = referenceField === undefined ? [] : [referenceLevels]

  return matchModelSchema.parse({
    kind,
    columns: [
      { name: 'number', from: ['number'], steps: ['upper', 'alphanumeric'] },
      { name: 'digits', from: ['number'], steps: ['digits'] },
      { name: 'parts', from: ['number'], steps: ['documentNumber'] },
      { name: 'figures', from: ['number'], steps: ['numberDigits'] },
      { name: 'nonzero', from: ['digits'], steps: ['withoutZeros'] },
      ...reference,
      { name: 'customer', from: ['goldenCustomer'] },
      { name: 'date', from: [dateField] },
      { name: 'currency', from: ['currency'] },
      { name: 'gross', from: ['grossMinor'] },
      { name: 'net', from: ['netMinor'] },
      { name: 'direction', from: ['grossMinor'], steps: ['sign'] },
      { name: 'size', from: ['grossMinor'], steps: ['digits'] },
    ],
    blockingRules: [
      { name: 'number', keys: ['number'] },
      { name: 'digits of the number', keys: ['digits'] },
      { name: 'digits of the number without leading zeros', keys: ['figures'] },
      { name: 'customer, date and amount', keys: ['customer', 'date', 'gross'] },
      { name: 'customer and amount', keys: ['customer', 'gross'] },
      { name: 'customer and date', keys: ['customer', 'date'] },
      ...(referenceField === undefined ? [] : [{ name: 'order', keys: ['reference'] }]),
    ],
    blockSizeMax: 200,
    matesPerRecord: 2,
    linkAbove: 0.95,
    reviewAbove: 0.5,
    comparisons: [numberLevels, ...referenceComparison, customerLevels, dateLevels, amountLevels],
  })
}

const agreesOtherwise: Condition = all(
  exact('customer'),
  exact('gross'),
  any(exact('date'), dateSwap('date'), daysWithin('date', 2)),
)

const numberLevels = {
  name: 'number',
  levels: [
    { name: 'missing', when: missing('number'), m: 1, u: 1 },
    { name: 'the same', when: exact('number'), m: 0.85, u: 1e-5, termFrequency: { column: 'number' } },
    {
      name: 'the same in another notation',
      when: any(exact('digits'), exact('parts'), exact('figures')),
      m: 0.1,
      u: 1e-5,
      termFrequency: { column: 'figures' },
    },
    { name: 'but for zeros', when: all(exact('nonzero'), agreesOtherwise), m: 0.03, u: 1e-3 },
    { name: 'a slip of the pen', when: all(numberSlip('digits'), agreesOtherwise), m: 0.03, u: 1e-3 },
    { name: 'otherwise', when: otherwise(), m: 1e-12, u: 1 },
  ],
}

const referenceLevels = {
  name: 'order',
  levels: [
    { name: 'missing', when: missing('reference'), m: 1, u: 1 },
    {
      name: 'the same',
      when: exact('reference'),
      m: 0.95,
      u: 1e-4,
      termFrequency: { column: 'reference', floor: 1e-3 },
    },
    { name: 'otherwise', when: otherwise(), m: 0.05, u: 1 },
  ],
}

const customerLevels = {
  name: 'customer',
  levels: [
    { name: 'missing', when: missing('customer'), m: 1, u: 1 },
    { name: 'the same', when: exact('customer'), m: 0.85, u: 1e-3, termFrequency: { column: 'customer' } },
    { name: 'otherwise', when: otherwise(), m: 0.15, u: 1 },
  ],
}

const dateLevels = {
  name: 'date',
  levels: [
    { name: 'missing', when: missing('date'), m: 1, u: 1 },
    { name: 'the same', when: exact('date'), m: 0.8, u: 3e-3, termFrequency: { column: 'date' } },
    { name: 'day and month swapped', when: dateSwap('date'), m: 0.05, u: 2e-3 },
    { name: 'within two days', when: daysWithin('date', 2), m: 0.08, u: 1e-2 },
    { name: 'within a month', when: daysWithin('date', 31), m: 0.04, u: 0.1 },
    { name: 'otherwise', when: otherwise(), m: 0.03, u: 0.9 },
  ],
}

const amountLevels = {
  name: 'amount',
  levels: [
    { name: 'missing', when: missing('gross'), m: 1, u: 1 },
    // A credit note typed without its sign. Elsewhere a charge and its reversal are two documents, whatever else they share.
    {
      name: 'the same but for the sign',
      when: all(different('direction'), exact('size'), exact('number'), exact('date')),
      m: 0.01,
      u: 0.01,
    },
    { name: 'a charge against a credit', when: different('direction'), m: 1e-12, u: 0.1 },
    { name: 'another currency', when: different('currency'), m: 0.02, u: 0.2 },
    { name: 'the same', when: exact('gross'), m: 0.85, u: 1e-3, termFrequency: { column: 'gross', floor: 1e-4 } },
    { name: 'rounding', when: numberWithin('gross', { absolute: 5, percent: 0.05 }), m: 0.03, u: 1e-3 },
    { name: 'with and without VAT', when: any(exact('net'), ratioIn('gross', vatRatios, 0.1)), m: 0.05, u: 2e-2 },
    { name: 'otherwise', when: otherwise(), m: 0.06, u: 1 },
  ],
}
