import { nights, swappedDayAndMonth } from '../calendar.ts'
import type { BookedInvoice } from '../documents/invoices.ts'
import { randomStream, type RandomStream } from '../random-stream.ts'
import type { CustomerRecord } from '../records/customer-record.ts'
import type { PlantedCounts } from '../sizes.ts'
import {
  bookWithoutDiscount,
  bookWithoutFreight,
  changePrice,
  changeQuantity,
  leaveOutLine,
  roundOnce,
} from './line-faults.ts'

export type BookingFault =
  | 'net-gross'
  | 'day-month-swap'
  | 'currency'
  | 'vat-rate'
  | 'vat-rounding'
  | 'sign'
  | 'freight'
  | 'discount'
  | 'partial'
  | 'quantity'
  | 'price'
  | 'customer'
  | 'status'
  | 'amount'
  | 'duplicate-invoices'
  | 'duplicates-across-customers'

type Attempt = (entry: BookedInvoice, random: RandomStream) => boolean

/** Lets the accountant err: at most one error per invoice. Appends the invoices entered twice and returns what was planted, by kind. */
export function plantBookingFaults(
  seed: number,
  booked: BookedInvoice[],
  partners: { readonly all: readonly CustomerRecord[]; readonly second: readonly CustomerRecord[] },
  counts: PlantedCounts,
): Record<BookingFault, string[]> {
  let eligible = randomStream(seed, 'faults.bookings').shuffle(booked)
  const spoil = (kind: BookingFault, count: number, attempt: Attempt) => {
    const random = randomStream(seed, `faults.${kind}`)
    const spoilt: BookedInvoice[] = []
    const untouched: BookedInvoice[] = []

    for (const entry of eligible) {
      if (spoilt.length < count && attempt(entry, random)) spoilt.push(entry)
      else untouched.push(entry)
    }
    eligible = untouched
    return spoilt.map(({ key }) => `accounting:${key}`)
  }
  const ofPartner = new Map(partners.second.map(({ customer, key }) => [customer.id, key]))
  const planted = {
    'vat-rounding': spoil('vat-rounding', counts.vatRounding, roundOnce),
    partial: spoil('partial', counts.partial, leaveOutLine),
    quantity: spoil('quantity', counts.quantity, changeQuantity),
    price: spoil('price', counts.price, changePrice),
    sign: spoil('sign', counts.sign, bookAsInvoice),
    freight: spoil('freight', counts.freight, whole(bookWithoutFreight)),
    discount: spoil('discount', counts.discount, whole(bookWithoutDiscount)),
    'net-gross': spoil('net-gross', counts.netGross, whole(bookNetAsGross)),
    'day-month-swap': spoil('day-month-swap', counts.dayMonthSwap, whole(swapDayAndMonth)),
    currency: spoil('currency', counts.currency, whole(labelAsCrowns)),
    'vat-rate': spoil('vat-rate', counts.vatRate, whole(takeOtherRate)),
    amount: spoil('amount', counts.amount, whole(exchangeDigits)),
    customer: spoil('customer', counts.customer, whole(bookOnOtherPartner(partners.all))),
    status: spoil('status', counts.status, whole(cancelInBooks)),
  }
  const [across, within] = [
    eligible.filter(({ invoice, isCancelled }) => !isCancelled && ofPartner.has(invoice.order.customer.id)),
    eligible.filter(({ invoice, isCancelled }) => !isCancelled && !ofPartner.has(invoice.order.customer.id)),
  ]

  return {
    ...planted,
    'duplicate-invoices': enterTwice(seed, booked, within.slice(0, counts.duplicateInvoices), () => null, 900_001),
    'duplicates-across-customers': enterTwice(
      seed,
      booked,
      across.slice(0, counts.duplicatesAcrossCustomers),
      ({ invoice }) => ofPartner.get(invoice.order.customer.id) ?? null,
      950_001,
    ),
  }
}

/** Faults of the head befall ordinary invoices: in force, of a few lines that accounting does not keep. */
function whole(attempt: Attempt): Attempt {
  return (entry, random) => {
    const { invoice, type, isCancelled } = entry
    const isOrdinary = type === 'invoice' && !isCancelled && !invoice.hasLines && invoice.lines.length <= 4

    return isOrdinary && attempt(entry, random)
  }
}

/** The invoice’s net was typed into the gross column; the program took the VAT out of it once more. */
function bookNetAsGross(entry: BookedInvoice): boolean {
  if (entry.vatRate === 0) return false
  entry.grossMinor = entry.netMinor
  takeVatOutOfGross(entry)
  return true
}

function swapDayAndMonth(entry: BookedInvoice): boolean {
  const swapped = swappedDayAndMonth(entry.issuedOn)

  if (swapped === null || swapped > nights.one.slice(0, 10)) return false
  entry.issuedOn = swapped
  return true
}

function labelAsCrowns(entry: BookedInvoice): boolean {
  if (entry.currency !== 'EUR') return false
  entry.currency = 'CZK'
  return true
}

/** 12 % instead of 21 % or the other way round; what the customer pays stays. */
function takeOtherRate(entry: BookedInvoice): boolean {
  if (entry.vatRate === 0) return false
  entry.vatRate = entry.vatRate === 21 ? 12 : 21
  takeVatOutOfGross(entry)
  return true
}

/** Two neighbouring digits exchanged in the gross amount. */
function exchangeDigits(entry: BookedInvoice, random: RandomStream): boolean {
  const digits = String(entry.grossMinor)
  const at = random.between(0, digits.length - 4)
  const typed = `${digits.slice(0, at)}${digits.charAt(at + 1)}${digits.charAt(at)}${digits.slice(at + 2)}`

  if (digits.length < 5 || typed === digits || typed.startsWith('0')) return false
  entry.grossMinor = Number(typed)
  takeVatOutOfGross(entry)
  return true
}

function takeVatOutOfGross(entry: BookedInvoice): void {
  entry.netMinor = Math.round((entry.grossMinor * 100) / (100 + entry.vatRate))
  entry.vatMinor = entry.grossMinor - entry.netMinor
}

/** A credit note entered as an invoice: nobody typed the minus. */
function bookAsInvoice(entry: BookedInvoice): boolean {
  if (entry.type !== 'credit-note') return false
  entry.type = 'invoice'
  entry.netMinor = -entry.netMinor
  entry.vatMinor = -entry.vatMinor
  entry.grossMinor = -entry.grossMinor
  entry.lines = []
  return true
}

const bookOnOtherPartner =
  (partners: readonly CustomerRecord[]): Attempt =>
  (entry, random) => {
    const { customer, key } = random.pick(partners)

    if (customer.id === entry.invoice.order.customer.id) return false
    entry.partnerKey = key
    return true
  }

function cancelInBooks(entry: BookedInvoice): boolean {
  entry.isCancelled = true
  return true
}

function enterTwice(
  seed: number,
  booked: BookedInvoice[],
  entries: readonly BookedInvoice[],
  partnerOf: (entry: BookedInvoice) => string | null,
  firstKey: number,
): string[] {
  const random = randomStream(seed, `faults.duplicate-invoices.${firstKey}`)

  return entries.map((entry, index) => {
    const key = String(firstKey + index)

    booked.push({ ...entry, key, number: numberVariant(entry.number, random), partnerKey: partnerOf(entry) })
    return `accounting:${entry.key} accounting:${key}`
  })
}

/** FV25001234 as another hand writes it. */
function numberVariant(number: string, random: RandomStream): string {
  const [series, year, position] = [number.slice(0, 2), number.slice(2, 4), number.slice(4)]

  return random.pick([
    number,
    `${series}-${year}-${position}`,
    `${series} ${year}/${position}`,
    number.toLowerCase(),
    `${year}${position}`,
  ])
}
