import { businessDate, days, historyStart, hours, nightOne } from '../calendar.ts'
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
  readonly unitMinor: number
}

/** What a document adds to its lines and takes off, without VAT. */
export interface Charges {
  readonly freightMinor: number
  readonly discountMinor: number
}

/** What a customer ordered in the shop. */
export interface Order extends Amounts, Charges {
  readonly id: number
  readonly number: string
  readonly customer: RealCustomer
  readonly createdAt: number
  readonly vatRate: number
  readonly lines: readonly OrderLine[]
  /** Regular customers get an invoice with the goods; the others collect them in the store with a receipt. */
  readonly isInvoiced: boolean
  readonly shippedOn: string | null
  /** Whether it reached the ERP. */
  isInErp: boolean
  isCancelled: boolean
  /** What the ERP holds as the day of the order. */
  erpDate: string
}

type Draft = Omit<Order, 'id' | 'number' | 'isInErp' | 'isCancelled' | 'erpDate' | 'shippedOn'>

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
    // A subscription: the same basket on the same day of every month. Another trap.
    if (isInvoiced && random.chance(0.0005)) drafts.push(...subscription(draft, sizes.invoices - drafts.length))
  }
  return drafts
    .map((draft, index) => ({ draft, index }))
    .sort((left, right) => left.draft.createdAt - right.draft.createdAt || left.index - right.index)
    .map(({ draft }, index) => ({
      ...draft,
      id: 1 + index,
      number: `ES${new Date(draft.createdAt).getUTCFullYear() - 2000}${String(100_001 + index)}`,
      isInErp: draft.createdAt < nightOne - transferMs,
      isCancelled: false,
      erpDate: businessDate(draft.createdAt),
      shippedOn: draft.isInvoiced ? businessDate(draft.createdAt + random.between(6, 36) * hours(1)) : null,
    }))
}

function subscription(draft: Draft, countMax: number): Draft[] {
  return [1, 2, 3, 4, 5]
    .map((month) => ({ ...draft, createdAt: monthsLater(draft.createdAt, month) }))
    .filter(({ createdAt }) => createdAt < nightOne - days(2))
    .slice(0, Math.max(0, countMax))
}

function monthsLater(epochMs: number, count: number): number {
  const day = new Date(epochMs)

  day.setUTCDate(Math.min(28, day.getUTCDate()))
  return day.setUTCMonth(day.getUTCMonth() + count)
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
  const vatRate = isReverseCharge ? 0 : rate
  // Who stocks up orders many articles at once: the VAT of their lines and that of their sum round differently.
  const lineCount = isInvoiced && random.chance(0.1) ? random.between(40, 70) : random.between(1, 4)
  // A shop adds up what is put into the basket twice: no article stands on two lines.
  const articles = new Set(Array.from({ length: lineCount }, () => random.pickSkewed(baskets[rate])))
  const lines = [...articles].map((product) =>
    orderLine(product, random.pickSkewed([1, 2, 3, 4, 5, 10]), currency, vatRate),
  )
  const goods = sumOfLines(lines, 'netMinor')
  const charges = {
    freightMinor: random.chance(0.4) ? Math.round(9_900 / perCrown[currency]) : 0,
    discountMinor: random.chance(0.15) ? Math.round(goods * 0.05) : 0,
  }

  return { customer, createdAt, vatRate, lines, isInvoiced, ...charges, ...totals(lines, charges, currency, vatRate) }
}

const sumOfLines = (lines: readonly OrderLine[], field: 'netMinor' | 'vatMinor') =>
  lines.reduce((total, line) => total + line[field], 0)

/** What the shop and the ERP compute: VAT is rounded on every line, on freight and on the discount. */
export function totals(
  lines: readonly OrderLine[],
  { freightMinor, discountMinor }: Charges,
  currency: Amounts['currency'],
  vatRate: number,
): Amounts {
  const netMinor = sumOfLines(lines, 'netMinor') + freightMinor - discountMinor
  const vatMinor = sumOfLines(lines, 'vatMinor') + vatOf(freightMinor, vatRate) - vatOf(discountMinor, vatRate)

  return { currency, netMinor, vatMinor, grossMinor: netMinor + vatMinor }
}

/** VAT of an amount without it; a half goes away from zero, for credit notes as for invoices. */
export function vatOf(netMinor: number, vatRate: number): number {
  return Math.sign(netMinor) * Math.round((Math.abs(netMinor) * vatRate) / 100)
}

const perCrown = { CZK: 1, EUR: 25, GBP: 29 } as const

function orderLine(product: Product, quantity: number, currency: Amounts['currency'], vatRate: number): OrderLine {
  const unitMinor = Math.round((product.priceMinor * 100) / (100 + product.vatRate) / perCrown[currency])

  return pricedLine({ product, quantity, currency, unitMinor }, vatRate)
}

/** A line at a price of one unit. */
export function pricedLine(
  line: Pick<OrderLine, 'product' | 'quantity' | 'currency' | 'unitMinor'>,
  vatRate: number,
): OrderLine {
  const netMinor = line.unitMinor * line.quantity
  const vatMinor = vatOf(netMinor, vatRate)

  return { ...line, netMinor, vatMinor, grossMinor: netMinor + vatMinor }
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

/** Cancels orders collected in the store, in the shop and the ERP. Returns them, the oldest first. */
export function cancelOrders(seed: number, all: readonly Order[], count: number): Order[] {
  const cancelled = randomStream(seed, 'cancelled-orders')
    .shuffle(
      all.filter(({ isInvoiced, isInErp, createdAt }) => !isInvoiced && isInErp && createdAt < nightOne - days(2)),
    )
    .slice(0, count)
    .sort((left, right) => left.id - right.id)

  for (const order of cancelled) order.isCancelled = true
  return cancelled
}

/** Lets the ERP take the day of the order in UTC, which is the day before for the first hours after midnight. Returns the ERP's records. */
export function plantDateShifts(seed: number, all: readonly Order[], count: number): string[] {
  const shifted = randomStream(seed, 'faults.date-shift')
    .shuffle(all.filter(({ isInErp, createdAt }) => isInErp && businessDate(createdAt) !== utcDate(createdAt)))
    .slice(0, count)

  for (const order of shifted) order.erpDate = utcDate(order.createdAt)
  return shifted.map(erpOrder)
}

const utcDate = (epochMs: number) => new Date(epochMs).toISOString().slice(0, 10)

/** `erp:300017`: an order as the ERP's record. */
export const erpOrder = ({ id }: Pick<Order, 'id'>) => `erp:${erpOrderId(id)}`

export const erpOrderId = (id: number) => 300_000 + id
