import type { MismatchCause } from '../../../rules/documents/mismatch-cause.ts'
import type { EInvoice } from '../../../rules/entity/e-invoice.ts'
import type { Dice } from './dice.ts'
import {
  exchanged,
  fromVat,
  isTaxed,
  lineRemoved,
  movedBy,
  onAdjustment,
  onGroup,
  onLine,
  otherRate,
  raised,
  renumbered,
  roundedDown,
  scaled,
  shifted,
  stranger,
  turnedRound,
  withAdjustment,
  withVatInPrices,
  withoutAdjustment,
  type Alter,
} from './alterations.ts'
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
  readonly alter: Alter
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
    // Of a group without a category (ISDOC) another copy that names one says nothing else.
    alter: onGroup((group, dice) =>
      group.category === null
        ? undefined
        : { ...group, category: dice.pick(['AE', 'E', 'K', 'G', 'Z', 'S'].filter((one) => one !== group.category)) },
    ),
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
  // Sums that no other amount follows from: only the rule of the document itself tells.
  ...(['allowances', 'charges'] as const).map((name) => total(name, 'contradiction', alone)),
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
