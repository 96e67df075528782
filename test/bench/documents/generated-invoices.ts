import type { EInvoice, EInvoiceLine } from '../../../rules/entity/e-invoice.ts'
import type { Dice } from './dice.ts'
import { recomputed } from './invoice-sums.ts'

const words = [
  'Pumpa',
  'Ventil',
  'Filtr',
  'Kabel',
  'Montáž',
  'Servis',
  'Hadice',
  'Motor',
  'Tesnění',
  'Senzor',
  'Deska',
  'Lampa',
]
const companies = [
  ['Alfa Stroje s.r.o.', 'CZ02339234', 'Dlouhá 12', 'Praha'],
  ['Beta Handel GmbH', 'DE136695976', 'Hauptstraße 7', 'Berlin'],
  ['Gamma Trade Ltd', 'GB980780684', '4 High Street', 'Leeds'],
  ['Delta Obchod a.s.', 'CZ45317054', 'Na Příkopě 33', 'Praha'],
  ['Epsilon SARL', 'FR40303265045', 'Rue Haute 5', 'Lyon'],
  ['Omega Kft.', 'HU12892312', 'Fő utca 1', 'Budapest'],
] as const
const rates = ['21', '12', '19', '7', '25.5', '20']

/** A sound invoice or credit note of one to six lines, up to three rates, with and without discounts, freight and advances. */
export function generatedInvoice(dice: Dice, index: number): EInvoice {
  const seller = dice.below(companies.length)
  const buyer = (seller + 1 + dice.below(companies.length - 1)) % companies.length
  const own = [dice.pick(rates), dice.pick(rates)]
  const lines = Array.from({ length: 1 + dice.below(6) }, (_, place) => line(dice, place, own))
  const [first] = lines
  const isCreditNote = dice.below(6) === 0

  return recomputed({
    syntax: 'ubl',
    isCreditNote,
    typeCode: isCreditNote ? '381' : '380',
    number: `FV-2026-${String(index).padStart(5, '0')}`,
    issuedOn: day(dice),
    taxPointOn: dice.below(2) === 0 ? day(dice) : null,
    dueOn: dice.below(4) === 0 ? null : day(dice),
    currency: dice.pick(['EUR', 'CZK', 'HUF']),
    strangeCurrencies: [],
    taxCurrency: null,
    orderNumber: dice.below(3) === 0 ? `OBJ-${dice.below(90_000)}` : null,
    preceding: [],
    exchangeRate: null,
    seller: party(seller),
    buyer: party(buyer),
    totals: {
      lines: null,
      allowances: null,
      charges: null,
      net: null,
      vat: '0',
      vatInTaxCurrency: null,
      gross: null,
      prepaid: dice.below(4) === 0 ? String(1 + dice.below(400)) : null,
      rounding: null,
      thirdParty: null,
      payable: null,
    },
    vatBreakdown: [],
    adjustments: [
      ...(dice.below(3) === 0 ? [adjustment(dice, 'allowance', first)] : []),
      ...(dice.below(3) === 0 ? [adjustment(dice, 'charge', first)] : []),
    ],
    lines,
  })
}

function line(dice: Dice, place: number, own: readonly string[]): EInvoiceLine {
  const isTaxed = dice.below(12) > 0
  const hasDiscount = dice.below(5) === 0

  return {
    id: String(place + 1),
    sku: dice.below(5) === 0 ? null : `SKU-${dice.below(900) + 100}-${place}`,
    gtin: null,
    name: `${dice.pick(words)} ${dice.pick(words).toLowerCase()} ${dice.below(90) + 10}`,
    quantity: dice.below(4) === 0 ? `${1 + dice.below(40)}.${1 + dice.below(9)}` : String(1 + dice.below(40)),
    unit: 'C62',
    net: null,
    unitPrice: dice.below(3) === 0 ? `${20 + dice.below(900)}.${10 + dice.below(89)}` : String(20 + dice.below(5_000)),
    priceBase: dice.below(9) === 0 ? '10' : null,
    vatCategory: isTaxed ? 'S' : 'Z',
    vatRate: isTaxed ? dice.pick(own) : '0',
    adjustments: hasDiscount
      ? [{ ...plain, kind: 'allowance', amount: String(1 + dice.below(9)), reason: 'Sleva' }]
      : [],
  }
}

const plain = { base: null, percent: null, category: null, rate: null, reasonCode: null, reason: null }

function adjustment(
  dice: Dice,
  kind: 'allowance' | 'charge',
  first: EInvoiceLine | undefined,
): EInvoice['adjustments'][number] {
  return {
    ...plain,
    kind,
    amount: String(3 + dice.below(60)),
    category: first?.vatCategory ?? 'S',
    rate: first?.vatRate ?? '21',
    reasonCode: kind === 'charge' ? 'FC' : '95',
    reason: kind === 'charge' ? 'Freight' : 'Discount',
  }
}

function party(index: number): EInvoice['seller'] {
  const [name, vatId, street, city] = companies[index] ?? companies[0]
  const none = { tradingName: null, companyId: null, ids: [], postalCode: null, email: null }

  return { ...none, name, vatId, street, city, country: vatId.slice(0, 2) }
}

function day(dice: Dice): string {
  const two = (number: number) => String(number).padStart(2, '0')

  return `2026-${two(1 + dice.below(12))}-${two(1 + dice.below(28))}`
}
