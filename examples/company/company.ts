import { bookedInvoices, invoices, isBookedByNightOne, type BookedInvoice, type Invoice } from './documents/invoices.ts'
import { orders, plantLostOrders, type Order } from './documents/orders.ts'
import { payments, type Payment } from './documents/payments.ts'
import { plantWrongStock, products, type Product } from './documents/products.ts'
import { plantBookingFaults } from './faults/booking-faults.ts'
import { typeCarelessly } from './faults/careless-typing.ts'
import { plantLifeChanges } from './faults/life-changes.ts'
import { plantLostEvidence } from './faults/lost-evidence.ts'
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
  readonly clusters: readonly (readonly string[])[]
  readonly planted: Readonly<Partial<Record<FaultKind, readonly string[]>>>
}

/** Founds the company. Same seed and scale, same company: every choice comes from a named stream of the seed. */
export function company(seed: number, scale: number): Company {
  const sizes = sizesAt(scale)
  const customers = population(seed, sizes.realCustomers)
  const held = holdings(seed, customers, sizes)

  plantLifeChanges(seed, held, sizes.planted)
  const records = customerRecords(seed, held)

  typeCarelessly(seed, records)
  const gaps = plantLostEvidence(seed, records, sizes.planted)
  const catalogue = products(seed, sizes)
  const wrongStock = plantWrongStock(seed, catalogue, sizes.planted.wrongStock)
  const ordered = orders(seed, held, catalogue, sizes)
  const lostOrders = plantLostOrders(seed, ordered, sizes.planted.lostOrders)
  const issued = invoices(seed, ordered)
  const booked = bookedInvoices(issued.filter(isBookedByNightOne))
  const bookingFaults = plantBookingFaults(seed, booked, sizes.planted)

  return {
    seed,
    scale,
    sizes,
    records,
    catalogue,
    orders: ordered,
    invoices: issued,
    booked,
    payments: payments(seed, ordered, sizes.payments),
    clusters: [...recordsByCustomer(records).values()].map((cluster) => cluster.map(recordName)),
    planted: {
      ...outdated(records),
      'missing-fields': gaps,
      'wrong-stock': wrongStock,
      'lost-orders': lostOrders,
      ...bookingFaults,
    },
  }
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
