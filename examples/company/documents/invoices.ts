import { businessDate, daysAfter, nightOne } from '../calendar.ts'
import { randomStream, type RandomStream } from '../random-stream.ts'
import { pricedLine, totals, type Amounts, type Charges, type Order, type OrderLine } from './orders.ts'

/** An invoice or credit note as the ERP issued it. */
export interface Invoice extends Amounts, Charges {
  readonly id: number
  readonly number: string
  readonly type: 'invoice' | 'credit-note'
  readonly corrects: Invoice | null
  readonly order: Order
  readonly lines: readonly OrderLine[]
  readonly issuedOn: string
  readonly dueOn: string
  readonly vatRate: number
  readonly isCancelled: boolean
  /** Lines of older documents were archived. */
  readonly hasLines: boolean
}

/** The same document as accounting booked it: usually equal, and an entry of its own. */
export interface BookedInvoice {
  readonly key: string
  readonly invoice: Invoice
  number: string
  type: Invoice['type']
  currency: string
  freightMinor: number
  discountMinor: number
  netMinor: number
  vatMinor: number
  grossMinor: number
  vatRate: number
  issuedOn: string
  isCancelled: boolean
  lines: readonly OrderLine[]
  /** The partner it is booked on, where that is not the customer's own entry. */
  partnerKey: string | null
}

/** The last business day before night one: its invoices are booked the day after. */
const lastDay = daysAfter(businessDate(nightOne), -1)

/** What becomes an invoice once its day gives it a number. */
interface Draft extends Charges {
  readonly order: Order
  readonly type: Invoice['type']
  readonly corrects: Draft | null
  readonly lines: readonly OrderLine[]
  readonly issuedOn: string
  readonly isCancelled: boolean
}

export interface Issued {
  readonly invoices: Invoice[]
  /** Invoices that were one too many, and orders that got none, as records of the ERP. */
  readonly planted: { readonly 'invoiced-twice': string[]; readonly 'not-invoiced': Order[] }
}

/** One invoice for every invoiced order, numbered by date of issue within its year; with parts, credit notes and reissues that are right, and two faults. */
export function invoices(
  seed: number,
  all: readonly Order[],
  counts: { readonly withLines: number; readonly notInvoiced: number; readonly invoicedTwice: number },
): Issued {
  const random = randomStream(seed, 'invoices')
  const sold = all.filter(({ isInvoiced, isInErp }) => isInvoiced && isInErp)
  const old = sold.filter(({ shippedOn }) => (shippedOn ?? '') < daysAfter(lastDay, -30))
  const [forgotten, repeated] = split(randomStream(seed, 'faults.invoicing').shuffle(old), [
    counts.notInvoiced,
    counts.invoicedTwice,
  ])
  const spoilt = new Set([...forgotten, ...repeated])
  const drafts = sold.flatMap((order) => (spoilt.has(order) ? [] : draftsOf(order, random)))
  const twice = repeated.map((order) => invoicedAgain(order, random))
  const numbered = numberedByDay([...drafts, ...twice.flat()], counts.withLines)

  return {
    invoices: [...numbered.values()],
    planted: {
      'invoiced-twice': twice.map(([, again]) => `erp:${numbered.get(again)?.id ?? 0}`),
      'not-invoiced': forgotten,
    },
  }
}

function split<Item>(items: readonly Item[], counts: readonly [number, number]): [Item[], Item[]] {
  return [items.slice(0, counts[0]), items.slice(counts[0], counts[0] + counts[1])]
}

/** What follows rightly from an order: mostly one invoice. */
function draftsOf(order: Order, random: RandomStream): Draft[] {
  const whole = draft(order, daysAfter(businessDate(order.createdAt), random.between(0, 3)))
  const draw = random.next()

  // Goods that left in the last days are invoiced tomorrow: nobody is late.
  if ((order.shippedOn ?? '') >= daysAfter(lastDay, -3) && draw < 0.2) return []
  if (draw < 0.01 && order.lines.length > 1 && order.discountMinor === 0) return inTwoParts(whole, random)
  return whole.issuedOn < daysAfter(lastDay, -60) ? corrected(whole, draw, random) : [whole]
}

/** One invoice in a hundred is credited in part, and a few were cancelled and issued anew. */
function corrected(whole: Draft, draw: number, random: RandomStream): Draft[] {
  if (draw > 0.99) return [whole, creditNote(whole, random)]
  if (draw <= 0.986) return [whole]
  return [
    { ...whole, isCancelled: true },
    { ...whole, issuedOn: daysAfter(whole.issuedOn, random.between(1, 6)) },
  ]
}

function draft(order: Order, issuedOn: string): Draft {
  const { lines, freightMinor, discountMinor } = order
  const rest = { type: 'invoice', corrects: null, isCancelled: false } as const

  return { ...rest, order, lines, freightMinor, discountMinor, issuedOn: issuedOn > lastDay ? lastDay : issuedOn }
}

/** A delivery in two parts: the first with the freight, the rest a few days later. */
function inTwoParts(whole: Draft, random: RandomStream): Draft[] {
  const at = random.between(1, whole.lines.length - 1)
  const rest = daysAfter(whole.issuedOn, random.between(2, 9))

  return [
    { ...whole, lines: whole.lines.slice(0, at) },
    { ...whole, lines: whole.lines.slice(at), freightMinor: 0, issuedOn: rest > lastDay ? lastDay : rest },
  ]
}

/** One line comes back. */
function creditNote(whole: Draft, random: RandomStream): Draft {
  const line = random.pick(whole.lines)

  return {
    ...whole,
    type: 'credit-note',
    corrects: whole,
    lines: [pricedLine({ ...line, quantity: -line.quantity }, whole.order.vatRate)],
    freightMinor: 0,
    discountMinor: 0,
    issuedOn: daysAfter(whole.issuedOn, random.between(10, 40)),
  }
}

/** The same order once more, under a number of its own. */
function invoicedAgain(order: Order, random: RandomStream): [Draft, Draft] {
  const first = draft(order, daysAfter(businessDate(order.createdAt), random.between(0, 3)))

  return [first, { ...first, issuedOn: daysAfter(first.issuedOn, random.between(3, 20)) }]
}

/** Numbers follow the day of issue, credit notes in a series of their own. */
function numberedByDay(drafts: readonly Draft[], withLines: number): ReadonlyMap<Draft, Invoice> {
  const ordered = drafts.toSorted((left, right) => byDay(left, right) || left.order.id - right.order.id)
  const counts = new Map<string, number>()
  const numbered = new Map<Draft, Invoice>()

  for (const [index, one] of ordered.entries()) {
    const { order, issuedOn } = one
    const series = `${one.type === 'invoice' ? 'FV' : 'DB'}${issuedOn.slice(2, 4)}`
    const position = 1 + (counts.get(series) ?? 0)

    counts.set(series, position)
    numbered.set(one, {
      ...one,
      ...totals(one.lines, one, order.currency, order.vatRate),
      id: 500_001 + index,
      number: `${series}${String(position).padStart(6, '0')}`,
      corrects: one.corrects === null ? null : (numbered.get(one.corrects) ?? null),
      dueOn: daysAfter(issuedOn, 14),
      vatRate: order.vatRate,
      hasLines: index >= ordered.length - withLines,
    })
  }
  return numbered
}

const byDay = (left: Draft, right: Draft) =>
  left.issuedOn < right.issuedOn ? -1 : left.issuedOn > right.issuedOn ? 1 : 0

/** What accounting has on the morning of night one: everything but the last day’s invoices, without a fault. */
export function bookedInvoices(issued: readonly Invoice[], firstKey = 700_001): BookedInvoice[] {
  return issued.map((invoice, index) => ({
    key: String(firstKey + index),
    invoice,
    number: invoice.number,
    type: invoice.type,
    currency: invoice.currency,
    freightMinor: invoice.freightMinor,
    discountMinor: invoice.discountMinor,
    netMinor: invoice.netMinor,
    vatMinor: invoice.vatMinor,
    grossMinor: invoice.grossMinor,
    vatRate: invoice.vatRate,
    issuedOn: invoice.issuedOn,
    isCancelled: invoice.isCancelled,
    lines: invoice.hasLines ? invoice.lines : [],
    partnerKey: null,
  }))
}

/** Whether accounting has an invoice by night one. */
export const isBookedByNightOne = ({ issuedOn }: Invoice) => issuedOn < lastDay
