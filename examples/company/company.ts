import { bankEntries, isPaidByTransfer } from './documents/bank-entries.ts'
import type { BankEntry } from './documents/bank-ledger.ts'
import { bookedInvoices, invoices, isBookedByNightOne, type BookedInvoice, type Invoice } from './documents/invoices.ts'
import { messages, type Message } from './documents/messages.ts'
import { cancelOrders, erpOrder, orders, plantDateShifts, plantLostOrders, type Order } from './documents/orders.ts'
import { payments, type Payment } from './documents/payments.ts'
import { plantWrongStock, products, type Product } from './documents/products.ts'
import { plantBookingFaults } from './faults/booking-faults.ts'
import { typeCarelessly } from './faults/careless-typing.ts'
import { plantLifeChanges } from './faults/life-changes.ts'
import { roundOnceWithinTolerance } from './faults/line-faults.ts'
import { plantLostEvidence } from './faults/lost-evidence.ts'
import { secondEntries } from './faults/second-entries.ts'
import { population } from './population/population.ts'
import { customerRecords } from './records/customer-records.ts'
import { recordName, type CustomerRecord } from './records/customer-record.ts'
import { holdings } from './records/holdings.ts'
import { recordsByCustomer } from './records/customer-records.ts'
import { sizesAt, type Sizes } from './sizes.ts'
import type { FaultKind } from './truth.ts'

/** Everything the company’s systems hold on the evening before night one, and what is wrong with it. */
export interface Company {
  readonly seed: number
  readonly scale: number
  readonly sizes: Sizes
  readonly records: readonly CustomerRecord[]
  readonly catalogue: readonly Product[]
  readonly orders: readonly Order[]
  readonly invoices: readonly Invoice[]
  readonly booked: readonly BookedInvoice[]
  readonly payments: readonly Payment[]
  readonly bankEntries: readonly BankEntry[]
  readonly messages: readonly Message[]
  readonly clusters: readonly (readonly string[])[]
  readonly planted: Readonly<Partial<Record<FaultKind, readonly string[]>>>
}

/** Founds the company. Same seed and scale, same company: every choice comes from a named stream of the seed. */
export function company(seed: number, scale: number): Company {
  const sizes = sizesAt(scale)
  const customers = population(seed, sizes.realCustomers)
  const held = holdings(seed, customers, sizes)

  plantLifeChanges(seed, held, sizes.planted)
  const known = customerRecords(seed, held)

  typeCarelessly(seed, known)
  const gaps = plantLostEvidence(seed, known, sizes.planted)
  const again = secondEntries(seed, known, {
    partners: sizes.planted.duplicatesAcrossCustomers * 2,
    subscribers: Math.floor(sizes.planted.sentTwice / 2),
  })
  const records = [...known, ...again.partners, ...again.subscribers]
  const catalogue = products(seed, sizes)
  const wrongStock = plantWrongStock(seed, catalogue, sizes.planted.wrongStock)
  const ordered = orders(seed, held, catalogue, sizes)
  const lostOrders = plantLostOrders(seed, ordered, sizes.planted.lostOrders)
  const books = keepBooks(seed, ordered, { known, again: again.partners }, sizes)
  const sent = messages(seed, known.filter(({ system }) => system === 'mailing'), again.subscribers, sizes.planted.sentTwice) // prettier-ignore

  return {
    seed,
    scale,
    sizes,
    records,
    catalogue,
    orders: ordered,
    invoices: books.invoices,
    booked: books.booked,
    payments: books.payments,
    bankEntries: books.bankEntries,
    messages: sent.messages,
    clusters: [...recordsByCustomer(records).values()].map((cluster) => cluster.map(recordName)),
    planted: {
      ...outdated(records),
      'missing-fields': gaps,
      'wrong-stock': wrongStock,
      stock: wrongStock,
      'lost-orders': lostOrders,
      ...books.planted,
      'sent-twice': sent.sentTwice,
      unplanted: [],
    },
  }
}

/** Invoices, their bookings and the payments of all orders, with everything that goes wrong on the way. */
function keepBooks(
  seed: number,
  ordered: readonly Order[],
  partners: { readonly known: readonly CustomerRecord[]; readonly again: readonly CustomerRecord[] },
  { invoicesWithLines, payments: count, planted: counts }: Sizes,
) {
  const cancelled = cancelOrders(seed, ordered, counts.cancelled)
  const dateShifts = plantDateShifts(seed, ordered, counts.dateShift)
  const issued = invoices(seed, ordered, { ...counts, withLines: invoicesWithLines })
  const booked = bookedInvoices(issued.invoices.filter(isBookedByNightOne))
  const all = partners.known.filter(({ system }) => system === 'accounting-partners')
  const bookingFaults = plantBookingFaults(seed, booked, { all, second: partners.again }, counts)
  const byTransfer = new Set(issued.invoices.filter(isPaidByTransfer).map(({ order }) => order))
  const paid = payments(seed, ordered, (order) => !byTransfer.has(order), cancelled, {
    count,
    keptCount: counts.paidCancelled,
  })

  const banked = bankEntries(seed, issued.invoices, counts)

  roundSomeOnce(booked, bookingFaults)
  return {
    invoices: issued.invoices,
    booked,
    payments: paid.payments,
    bankEntries: banked.entries,
    planted: {
      ...bookingFaults,
      ...banked.planted,
      'date-shift': dateShifts,
      'not-invoiced': issued.planted['not-invoiced'].map(erpOrder),
      'invoiced-twice': issued.planted['invoiced-twice'],
      'paid-cancelled': paid.paidCancelled,
    },
  }
}

/** Every third faultless invoice with lines is rounded once, within what was agreed to be overlooked: a trap. */
function roundSomeOnce(booked: readonly BookedInvoice[], planted: Readonly<Record<string, readonly string[]>>): void {
  const spoilt = new Set(Object.values(planted).flatMap((units) => units.flatMap((unit) => unit.split(' '))))

  booked
    .filter(({ key, invoice }) => invoice.hasLines && !spoilt.has(`accounting:${key}`))
    .forEach((entry, index) => {
      if (index % 3 === 0) roundOnceWithinTolerance(entry)
    })
}

/** The records that have not heard of a move or a new name. Mailing holds no address, so nobody can be late there. */
function outdated(records: readonly CustomerRecord[]): { moved: string[]; renamed: string[] } {
  const moved: string[] = []
  const renamed: string[] = []

  for (const record of records) {
    const { change, address } = record.customer

    if (change?.kind === 'moved' && record.system !== 'mailing' && record.postalCode !== address.postalCode) {
      moved.push(recordName(record))
    }
    if (change?.kind === 'renamed' && record.isFormer) renamed.push(recordName(record))
  }
  return { moved, renamed }
}
