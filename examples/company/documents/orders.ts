import { days, historyStart, hours, nightOne } from '../calendar.ts'
import type { RealCustomer } from '../population/real-customer.ts'
import { randomStream, type RandomStream } from '../random-stream.ts'
import type { Holdings } from '../records/holdings.ts'
import type { Sizes } from '../sizes.ts'
import type { Product } from './products.ts'

/** Whole minor units of one currency; net and VAT add up to gross. */
export interface Amounts {
  readonly currency: 'CZK' | 'EUR' | 'GBP'
  readonly netMinor: number
  readonly vatMinor: number
  readonly grossMinor: number
}

export interface OrderLine extends Amounts {
  readonly product: Product
  readonly quantity: number
}

/** What a customer ordered in the shop. */
export interface Order extends Amounts {
  readonly id: number
  readonly number: string
  readonly customer: RealCustomer
  readonly createdAt: number
  readonly vatRate: number
  readonly lines: readonly OrderLine[]
  /** Regular customers get an invoice; the others a receipt. */
  readonly isInvoiced: boolean
  /** Whether it reached the ERP. */
  isInErp: boolean
}

type Draft = Omit<Order, 'id' | 'number' | 'isInErp'>

/** Younger orders are still on their way to the ERP, which is nobody’s fault. */
const transferMs = hours(12)

/** All orders in the order of their numbers. Those to be invoiced are old enough for the invoice to exist. */
export function orders(seed: number, held: Holdings, catalogue: readonly Product[], sizes: Sizes): Order[] {
  const random = randomStream(seed, 'orders')
  const regular = held['accounting-partners']
  const regularIds = new Set(regular.map(({ id }) => id))
  const occasional = held.shop.filter(({ id }) => !regularIds.has(id))
  const baskets = basketsOf(catalogue)
  const drafts: Draft[] = []

  while (drafts.length < sizes.orders) {
    const isInvoiced = drafts.length < sizes.invoices
    const draft = draftOrder(random.pick(isInvoiced ? regular : occasional), isInvoiced, baskets, random)

    drafts.push(draft)
    // The same basket twice in one hour is two orders and two invoices, not a duplicate: a trap.
    if (random.chance(0.001) && drafts.length !== sizes.invoices && drafts.length < sizes.orders) {
      drafts.push({ ...draft, createdAt: draft.createdAt + hours(1) })
    }
  }
  return drafts
    .map((draft, index) => ({ draft, index }))
    .sort((left, right) => left.draft.createdAt - right.draft.createdAt || left.index - right.index)
    .map(({ draft }, index) => ({
      ...draft,
      id: 1 + index,
      number: `ES${new Date(draft.createdAt).getUTCFullYear() - 2000}${String(100_001 + index)}`,
      isInErp: draft.createdAt < nightOne - transferMs,
    }))
}

function draftOrder(
  customer: RealCustomer,
  isInvoiced: boolean,
  baskets: Readonly<Record<12 | 21, readonly Product[]>>,
  random: RandomStream,
): Draft {
  const latest = isInvoiced ? nightOne - days(2) : nightOne - hours(1)
  const createdAt = random.between(historyStart / 1000, latest / 1000) * 1000
  const rate = random.chance(0.1) && baskets[12].length > 0 ? 12 : 21
  const isReverseCharge = customer.country !== 'CZ' && customer.vatId !== null
  const currency = currencyOf(customer)
  const lines = Array.from({ length: random.between(1, 4) }, () =>
    orderLine(
      random.pickSkewed(baskets[rate]),
      random.pickSkewed([1, 2, 3, 4, 5, 10]),
      currency,
      isReverseCharge ? 0 : rate,
    ),
  )
  const sum = (field: 'netMinor' | 'vatMinor' | 'grossMinor') => lines.reduce((total, line) => total + line[field], 0)

  return {
    customer,
    createdAt,
    vatRate: isReverseCharge ? 0 : rate,
    lines,
    isInvoiced,
    currency,
    netMinor: sum('netMinor'),
    vatMinor: sum('vatMinor'),
    grossMinor: sum('grossMinor'),
  }
}

function orderLine(product: Product, quantity: number, currency: Amounts['currency'], vatRate: number): OrderLine {
  const perUnit = { CZK: 1, EUR: 25, GBP: 29 }[currency]
  const unitNet = Math.round((product.priceMinor * 100) / (100 + product.vatRate) / perUnit)
  const netMinor = unitNet * quantity
  const vatMinor = Math.round((netMinor * vatRate) / 100)

  return { product, quantity, currency, netMinor, vatMinor, grossMinor: netMinor + vatMinor }
}

const currencyOf = ({ country }: RealCustomer) => (country === 'CZ' ? 'CZK' : country === 'GB' ? 'GBP' : 'EUR')

function basketsOf(catalogue: readonly Product[]) {
  const atRate = (rate: 12 | 21) => catalogue.filter(({ vatRate }) => vatRate === rate)

  return { 12: atRate(12), 21: atRate(21) } as const
}

/** Loses orders between shop and ERP, paid or not, long enough ago that nobody may call them late. Returns the shop’s records. */
export function plantLostOrders(seed: number, all: readonly Order[], count: number): string[] {
  const lost = randomStream(seed, 'faults.lost-orders')
    .shuffle(all.filter(({ isInvoiced, createdAt }) => !isInvoiced && createdAt < nightOne - days(6)))
    .slice(0, count)

  for (const order of lost) order.isInErp = false
  return lost.map(({ id }) => `shop:${id}`)
}
