import { nights, swappedDayAndMonth } from '../calendar.ts'
import type { BookedInvoice } from '../documents/invoices.ts'
import { randomStream, type RandomStream } from '../random-stream.ts'
import type { PlantedCounts } from '../sizes.ts'

export type BookingFault = 'net-gross' | 'day-month-swap' | 'currency' | 'vat-rate' | 'amount' | 'duplicate-invoices'

/** Lets the accountant err: at most one error per invoice. Appends the invoices entered twice and returns what was planted, by kind. */
export function plantBookingFaults(
  seed: number,
  booked: BookedInvoice[],
  counts: PlantedCounts,
): Record<BookingFault, string[]> {
  let eligible = randomStream(seed, 'faults.bookings').shuffle(booked)
  const spoil = (
    kind: BookingFault,
    count: number,
    attempt: (entry: BookedInvoice, random: RandomStream) => boolean,
  ) => {
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

  return {
    'net-gross': spoil('net-gross', counts.netGross, bookNetAsGross),
    'day-month-swap': spoil('day-month-swap', counts.dayMonthSwap, swapDayAndMonth),
    currency: spoil('currency', counts.currency, labelAsCrowns),
    'vat-rate': spoil('vat-rate', counts.vatRate, takeOtherRate),
    amount: spoil('amount', counts.amount, exchangeDigits),
    'duplicate-invoices': enterTwice(seed, booked, eligible, counts.duplicateInvoices),
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

function enterTwice(
  seed: number,
  booked: BookedInvoice[],
  eligible: readonly BookedInvoice[],
  count: number,
): string[] {
  const random = randomStream(seed, 'faults.duplicate-invoices')
  const firstKey = 900_001

  return eligible.slice(0, count).map((entry, index) => {
    const key = String(firstKey + index)

    booked.push({ ...entry, key, number: numberVariant(entry.number, random) })
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
