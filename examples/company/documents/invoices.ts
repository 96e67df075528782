import { businessDate, daysAfter, nightOne } from '../calendar.ts'
import { randomStream } from '../random-stream.ts'
import type { Amounts, Order } from './orders.ts'

/** An invoice as the ERP issued it. */
export interface Invoice extends Amounts {
  readonly id: number
  readonly number: string
  readonly order: Order
  readonly issuedOn: string
  readonly dueOn: string
  readonly vatRate: number
}

/** The same invoice as accounting booked it: usually equal, and an entry of its own. */
export interface BookedInvoice {
  readonly key: string
  readonly invoice: Invoice
  number: string
  currency: string
  netMinor: number
  vatMinor: number
  grossMinor: number
  vatRate: number
  issuedOn: string
}

/** The last business day before night one: its invoices are booked the day after. */
const lastDay = daysAfter(businessDate(nightOne), -1)

/** One invoice for every invoiced order, numbered by date of issue within its year. */
export function invoices(seed: number, all: readonly Order[]): Invoice[] {
  const random = randomStream(seed, 'invoices')
  const drafts = all
    .filter(({ isInvoiced, isInErp }) => isInvoiced && isInErp)
    .map((order) => {
      const wished = daysAfter(businessDate(order.createdAt), random.between(0, 3))

      return { order, issuedOn: wished > lastDay ? lastDay : wished }
    })
    .sort((left, right) =>
      left.issuedOn < right.issuedOn ? -1 : left.issuedOn > right.issuedOn ? 1 : left.order.id - right.order.id,
    )
  const issuedInYear = new Map<string, number>()

  return drafts.map(({ order, issuedOn }, index) => {
    const year = issuedOn.slice(2, 4)
    const position = 1 + (issuedInYear.get(year) ?? 0)

    issuedInYear.set(year, position)
    return {
      id: 500_001 + index,
      number: `FV${year}${String(position).padStart(6, '0')}`,
      order,
      issuedOn,
      dueOn: daysAfter(issuedOn, 14),
      vatRate: order.vatRate,
      currency: order.currency,
      netMinor: order.netMinor,
      vatMinor: order.vatMinor,
      grossMinor: order.grossMinor,
    }
  })
}

/** What accounting has on the morning of night one: everything but the last day’s invoices, without a fault. */
export function bookedInvoices(issued: readonly Invoice[], firstKey = 700_001): BookedInvoice[] {
  return issued.map((invoice, index) => ({
    key: String(firstKey + index),
    invoice,
    number: invoice.number,
    currency: invoice.currency,
    netMinor: invoice.netMinor,
    vatMinor: invoice.vatMinor,
    grossMinor: invoice.grossMinor,
    vatRate: invoice.vatRate,
    issuedOn: invoice.issuedOn,
  }))
}

/** Whether accounting has an invoice by night one. */
export const isBookedByNightOne = ({ issuedOn }: Invoice) => issuedOn < lastDay
