import type { MismatchCause } from '../../../rules/documents/mismatch-cause.ts'
import { decimalText, exactDecimal } from '../../../rules/documents/exact-decimal.ts'
import { add, fraction, multiply, round } from '../../../rules/documents/fraction.ts'
import { currencyScale } from '../../../rules/normalize/currency.ts'
import type { EInvoice, EInvoiceLine, EInvoiceVat } from '../../../rules/entity/e-invoice.ts'
import type { Dice } from './dice.ts'
import { recomputed } from './invoice-sums.ts'

/** An altered copy, and the cause that must be found in it. */
export interface Mutant {
  readonly mutation: string
  /** `consistent`: everything below the altered value was computed again; `alone`: only that value was altered. */
  readonly mode: 'consistent' | 'alone'
  readonly invoice: EInvoice
  readonly expected: MismatchCause
}

interface Mutation {
  readonly name: string
  readonly expected: MismatchCause
  readonly modes: readonly Mutant['mode'][]
  /** Undefined where the invoice has no such value. */
  readonly alter: (invoice: EInvoice, dice: Dice) => EInvoice | undefined
  /** How a system computes again what follows; by default everything from quantities and prices on. */
  readonly compute?: (invoice: EInvoice) => EInvoice
}

const alone = ['alone'] as const
const consistent = ['consistent'] as const
const both = ['consistent', 'alone'] as const

/** Every kind of alteration, by the value it touches. */
export const mutations: readonly Mutation[] = [
  {
    name: 'line quantity',
    expected: 'quantity',
    modes: both,
    alter: onLine(({ quantity, ...line }, dice) =>
      quantity === null || line.unitPrice === null ? undefined : { ...line, quantity: scaled(quantity, dice) },
    ),
  },
  {
    name: 'line price',
    expected: 'price',
    modes: both,
    alter: onLine(({ unitPrice, ...line }, dice) =>
      unitPrice === null || line.quantity === null || unitPrice === '0'
        ? undefined
        : { ...line, unitPrice: scaled(unitPrice, dice) },
    ),
  },
  {
    name: 'line net',
    expected: 'contradiction',
    modes: both,
    alter: onLine(({ net, ...line }, dice) =>
      net === null || line.unitPrice === null ? undefined : { ...line, net: shifted(net, dice) },
    ),
    compute: (invoice) => recomputed(invoice, true),
  },
  {
    name: 'line allowance',
    expected: 'discount',
    modes: both,
    alter: onLine((line, dice) => withAdjustment(line, dice)),
  },
  { name: 'line removed', expected: 'partial', modes: both, alter: lineRemoved },
  {
    name: 'line removed, rest numbered anew',
    expected: 'partial',
    modes: consistent,
    alter: (invoice, dice) => renumbered(lineRemoved(invoice, dice)),
  },
  {
    name: 'line rate',
    expected: 'vat-rate',
    modes: both,
    alter: onLine((line, dice) =>
      isTaxed(line.vatCategory, line.vatRate) ? { ...line, vatRate: otherRate(line.vatRate, dice) } : undefined,
    ),
  },
  {
    name: 'line category',
    expected: 'vat-category',
    modes: both,
    alter: onLine((line, dice) =>
      isTaxed(line.vatCategory, line.vatRate)
        ? { ...line, vatCategory: dice.pick(['AE', 'E', 'K', 'G', 'Z']), vatRate: '0' }
        : undefined,
    ),
  },
  {
    name: 'category of the breakdown',
    expected: 'vat-category',
    modes: alone,
    alter: onGroup((group, dice) => ({
      ...group,
      category: dice.pick(['AE', 'E', 'K', 'G', 'Z', 'S'].filter((one) => one !== group.category)),
    })),
  },
  {
    name: 'rate of the breakdown',
    expected: 'vat-rate',
    modes: alone,
    alter: onGroup((group, dice) =>
      isTaxed(group.category, group.rate) ? { ...group, rate: otherRate(group.rate, dice) } : undefined,
    ),
  },
  {
    name: 'base of the breakdown',
    expected: 'contradiction',
    modes: alone,
    alter: onGroup(({ base, ...group }, dice) => (base === null ? undefined : { ...group, base: shifted(base, dice) })),
  },
  {
    name: 'VAT of the breakdown',
    expected: 'contradiction',
    modes: both,
    alter: onGroup(({ vat, ...group }, dice) =>
      vat === null || !isTaxed(group.category, group.rate) ? undefined : { ...group, vat: raised(vat, dice) },
    ),
    compute: fromVat,
  },
  { name: 'VAT rounded down', expected: 'vat-rounding', modes: consistent, alter: roundedDown, compute: fromVat },
  ...(['lines', 'net', 'vat', 'gross', 'payable'] as const).map((name) => total(name, 'contradiction', alone)),
  total('prepaid', 'prepaid', both),
  total('rounding', 'prepaid', both),
  { name: 'allowance', expected: 'discount', modes: both, alter: onAdjustment('allowance') },
  { name: 'charge', expected: 'freight', modes: both, alter: onAdjustment('charge') },
  { name: 'allowance removed', expected: 'discount', modes: both, alter: withoutAdjustment('allowance') },
  { name: 'charge removed', expected: 'freight', modes: both, alter: withoutAdjustment('charge') },
  ...(['issuedOn', 'taxPointOn', 'dueOn'] as const).flatMap((name) => [
    dated(name, 'a day later', 'date', (day) => movedBy(day, 1)),
    dated(name, 'day and month exchanged', 'day-month-swap', exchanged),
    dated(name, 'another day', 'date', (day, dice) => movedBy(day, 40 + dice.below(200))),
  ]),
  {
    name: 'currency',
    expected: 'currency',
    modes: alone,
    alter: (invoice, dice) => ({
      ...invoice,
      currency: dice.pick(['USD', 'GBP', 'SEK', 'EUR', 'PLN'].filter((one) => one !== invoice.currency)),
    }),
  },
  { name: 'type turned round', expected: 'sign', modes: alone, alter: turnedRound },
  { name: 'prices with VAT in them', expected: 'net-gross', modes: consistent, alter: withVatInPrices },
  ...(['seller', 'buyer'] as const).flatMap((role): readonly Mutation[] => [
    {
      name: `${role} replaced`,
      expected: role === 'seller' ? 'seller' : 'customer',
      modes: alone,
      alter: (invoice) => ({ ...invoice, [role]: stranger }),
    },
    {
      name: `VAT id of the ${role}`,
      expected: role === 'seller' ? 'seller' : 'customer',
      modes: alone,
      alter: (invoice) =>
        invoice[role].vatId === null ? undefined : { ...invoice, [role]: { ...invoice[role], vatId: stranger.vatId } },
    },
    {
      name: `name of the ${role}`,
      expected: role === 'seller' ? 'seller' : 'customer',
      modes: alone,
      alter: (invoice) => ({ ...invoice, [role]: { ...invoice[role], name: stranger.name, tradingName: null } }),
    },
  ]),
]

/** All mutants of an invoice. `isSound` is false for invoices whose sums do not follow; they are altered alone only. */
export function mutantsOf(invoice: EInvoice, isSound: boolean, dice: Dice): readonly Mutant[] {
  return mutations.flatMap(({ name, expected, modes, alter, compute = recomputed }) => {
    const altered = alter(invoice, dice)

    if (altered === undefined) return []
    return modes
      .filter((mode) => mode === 'alone' || isSound)
      .map((mode) => ({ mutation: name, mode, expected, invoice: mode === 'alone' ? altered : compute(altered) }))
  })
}

type Alter = Mutation['alter']

function onLine(change: (line: EInvoiceLine, dice: Dice) => EInvoiceLine | undefined): Alter {
  return (invoice, dice) => {
    const at = dice.below(invoice.lines.length)
    const line = invoice.lines[at]
    const changed = line && change(line, dice)

    return changed && { ...invoice, lines: invoice.lines.with(at, changed) }
  }
}

function onGroup(change: (group: EInvoiceVat, dice: Dice) => EInvoiceVat | undefined): Alter {
  return (invoice, dice) => {
    const at = dice.below(invoice.vatBreakdown.length)
    const group = invoice.vatBreakdown[at]
    const changed = group && change(group, dice)

    return changed && { ...invoice, vatBreakdown: invoice.vatBreakdown.with(at, changed) }
  }
}

function lineRemoved(invoice: EInvoice, dice: Dice): EInvoice | undefined {
  const at = dice.below(invoice.lines.length)
  const line = invoice.lines[at]

  // A line of transport that is missing is a matter of freight, and one that takes something off one of discount.
  if (
    invoice.lines.length < 2 ||
    /versand|porto|fracht|liefer|transport|freight|rabatt|discount/i.test(line?.name ?? '')
  )
    return undefined
  return { ...invoice, lines: invoice.lines.toSpliced(at, 1) }
}

function renumbered(invoice: EInvoice | undefined): EInvoice | undefined {
  return invoice && { ...invoice, lines: invoice.lines.map((line, index) => ({ ...line, id: String(index + 1) })) }
}

function withAdjustment(line: EInvoiceLine, dice: Dice): EInvoiceLine | undefined {
  const [first, ...rest] = line.adjustments

  if (first === undefined) {
    const amount = String(1 + dice.below(5))
    const none = { base: null, percent: null, category: null, rate: null, reasonCode: null }

    return line.unitPrice === null
      ? undefined
      : { ...line, adjustments: [{ ...none, kind: 'allowance', amount, reason: 'Discount' }] }
  }
  return first.kind === 'charge'
    ? undefined
    : { ...line, adjustments: [{ ...first, amount: raised(first.amount, dice) }, ...rest] }
}

function onAdjustment(kind: 'allowance' | 'charge'): Alter {
  return (invoice, dice) => {
    const at = invoice.adjustments.findIndex((one) => one.kind === kind && (one.amount ?? '0') !== '0')
    const adjustment = invoice.adjustments[at]

    return (
      adjustment && {
        ...invoice,
        adjustments: invoice.adjustments.with(at, { ...adjustment, amount: raised(adjustment.amount, dice) }),
      }
    )
  }
}

function withoutAdjustment(kind: 'allowance' | 'charge'): Alter {
  return (invoice) => {
    const at = invoice.adjustments.findIndex((one) => one.kind === kind && (one.amount ?? '0') !== '0')

    return at === -1 ? undefined : { ...invoice, adjustments: invoice.adjustments.toSpliced(at, 1) }
  }
}

function total(name: keyof EInvoice['totals'], expected: MismatchCause, modes: Mutation['modes']): Mutation {
  return {
    name: `total: ${name}`,
    expected,
    modes,
    alter: (invoice, dice) =>
      invoice.totals[name] === null && expected === 'contradiction'
        ? undefined
        : { ...invoice, totals: { ...invoice.totals, [name]: shifted(invoice.totals[name] ?? '0', dice) } },
    compute: (invoice) => recomputed(invoice, true),
  }
}

/** Totals from stated VAT: what a system writes whose tax differs. */
function fromVat(invoice: EInvoice): EInvoice {
  const vat = invoice.vatBreakdown.reduce((sum, group) => add(sum, number(group.vat)), fraction(0n))
  const gross = add(number(invoice.totals.net), vat)
  const payable = add(add(gross, number(minus(invoice.totals.prepaid))), number(invoice.totals.rounding))

  return {
    ...invoice,
    totals: {
      ...invoice.totals,
      vat: decimalText(vat, 6),
      gross: decimalText(gross, 6),
      payable: decimalText(payable, 6),
    },
  }
}

function roundedDown(invoice: EInvoice): EInvoice | undefined {
  const scale = currencyScale(invoice.currency ?? '') ?? 2
  const vatBreakdown = invoice.vatBreakdown.map((group) => {
    const exact = multiply(multiply(number(group.base), number(group.rate)), {
      numerator: 10n ** BigInt(scale),
      denominator: 100n,
    })

    return { ...group, vat: decimalText({ numerator: round(exact, 'down'), denominator: 10n ** BigInt(scale) }, scale) }
  })
  const isOther = vatBreakdown.some(({ vat }, index) => vat !== invoice.vatBreakdown[index]?.vat)

  return isOther ? { ...invoice, vatBreakdown } : undefined
}

function dated(
  name: 'issuedOn' | 'taxPointOn' | 'dueOn',
  what: string,
  expected: MismatchCause,
  move: (day: string, dice: Dice) => string | undefined,
): Mutation {
  return {
    name: `${name}: ${what}`,
    expected,
    modes: alone,
    alter: (invoice, dice) => {
      const day = invoice[name] === null ? undefined : move(invoice[name], dice)

      return day === undefined || (exchanged(invoice[name] ?? '') === day && expected === 'date')
        ? undefined
        : { ...invoice, [name]: day }
    },
  }
}

function exchanged(text: string): string | undefined {
  const [year, month = '', day = ''] = text.split('-')

  return day > '12' || day === month ? undefined : `${year}-${day}-${month}`
}

function movedBy(text: string, days: number): string {
  return new Date(Date.parse(text) + days * 86_400_000).toISOString().slice(0, 10)
}

function turnedRound(invoice: EInvoice): EInvoice | undefined {
  if (invoice.totals.gross === null || invoice.totals.gross === '0') return undefined
  return { ...invoice, isCreditNote: !invoice.isCreditNote, typeCode: invoice.isCreditNote ? '380' : '381' }
}

/** The gross price as the price without VAT: what a shop exports that thinks in gross prices. */
function withVatInPrices(invoice: EInvoice): EInvoice | undefined {
  if (invoice.adjustments.length > 0 || invoice.lines.some(({ adjustments }) => adjustments.length > 0))
    return undefined
  if (!invoice.lines.some((line) => isTaxed(line.vatCategory, line.vatRate) && line.unitPrice !== null))
    return undefined
  return {
    ...invoice,
    lines: invoice.lines.map((line) =>
      line.unitPrice === null || !isTaxed(line.vatCategory, line.vatRate)
        ? line
        : {
            ...line,
            unitPrice: decimalText(
              multiply(number(line.unitPrice), {
                ...add(number(line.vatRate), fraction(100n)),
                denominator: add(number(line.vatRate), fraction(100n)).denominator * 100n,
              }),
              6,
            ),
          },
    ),
  }
}

/** A company that is in no invoice. */
const stranger: EInvoice['seller'] = {
  name: 'Zeta Quadrat Logistik AG',
  tradingName: null,
  vatId: 'ATU13585627',
  companyId: null,
  ids: [],
  street: 'Ringstraße 99',
  city: 'Wien',
  postalCode: '1010',
  country: 'AT',
  email: null,
}

function isTaxed(category: string | null, rate: string | null): boolean {
  return category === 'S' && rate !== null && rate !== '0'
}

function otherRate(rate: string | null, dice: Dice): string {
  return dice.pick(['5', '7', '10', '12', '19', '20', '21', '25'].filter((one) => one !== rate))
}

function number(text: string | null) {
  return exactDecimal(text ?? '0') ?? fraction(0n)
}

function minus(text: string | null): string {
  return text === null ? '0' : decimalText(multiply(number(text), fraction(-1n)), 6)
}

/** A quantity or price by some tenths more, or twice as much, or with a digit too many. */
function scaled(text: string, dice: Dice): string {
  if (number(text).numerator === 0n) return '1'
  return decimalText(multiply(number(text), fraction(dice.pick(['1.1', '2', '10', '0.5', '1.3']))), 6)
}

/** An amount that differs by enough to be no rounding: by a tenth to some thousands, more or less. */
function shifted(text: string, dice: Dice): string {
  const change = dice.pick(['1', '3', '25', '100', '1234', '-1', '-7', '-90'])
  const moved = decimalText(add(number(text), fraction(change)), 6)

  return moved === '0' ? decimalText(add(number(text), fraction('11')), 6) : moved
}

/** An amount made larger, away from zero, by more than rounding can: its sign says what it is. */
function raised(text: string | null, dice: Dice): string {
  const change = dice.pick(['13', '25', '100', '1234'])

  return decimalText(add(number(text), fraction(text?.startsWith('-') === true ? `-${change}` : change)), 6)
}
