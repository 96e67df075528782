import type { BookedInvoice } from '../documents/invoices.ts'
import { pricedLine, totals, vatOf, type OrderLine } from '../documents/orders.ts'
import type { RandomStream } from '../random-stream.ts'

/** What rounding may change without anybody being told: the tolerance of the plan, in minor units. */
const toleranceMinor = 2

/** Accounting computes the VAT once, on the whole amount; on invoices of many lines that is another amount. */
export function roundOnce(entry: BookedInvoice): boolean {
  const vatMinor = vatOf(entry.netMinor, entry.vatRate)

  if (entry.lines.length === 0 || entry.isCancelled || Math.abs(vatMinor - entry.vatMinor) <= toleranceMinor)
    return false
  entry.vatMinor = vatMinor
  entry.grossMinor = entry.netMinor + vatMinor
  return true
}

/** The same program on invoices where it changes a cent or two: what was agreed to be overlooked. */
export function roundOnceWithinTolerance(entry: BookedInvoice): void {
  const vatMinor = vatOf(entry.netMinor, entry.vatRate)

  if (Math.abs(vatMinor - entry.vatMinor) > toleranceMinor) return
  entry.vatMinor = vatMinor
  entry.grossMinor = entry.netMinor + vatMinor
}

/** One line was not entered. */
export function leaveOutLine(entry: BookedInvoice, random: RandomStream): boolean {
  if (!hasUsualLines(entry) || entry.lines.length < 2) return false
  const left = random.between(0, entry.lines.length - 1)

  return bookLines(
    entry,
    entry.lines.filter((_, index) => index !== left),
  )
}

/** One quantity is another. */
export function changeQuantity(entry: BookedInvoice, random: RandomStream): boolean {
  return (
    hasUsualLines(entry) &&
    changeLine(entry, random, (line) => ({ ...line, quantity: line.quantity + random.between(1, 3) }))
  )
}

/** One price is another. */
export function changePrice(entry: BookedInvoice, random: RandomStream): boolean {
  return (
    hasUsualLines(entry) &&
    changeLine(entry, random, (line) => ({
      ...line,
      unitMinor: line.unitMinor + Math.max(10, Math.round(line.unitMinor * 0.05)),
    }))
  )
}

function changeLine(entry: BookedInvoice, random: RandomStream, change: (line: OrderLine) => OrderLine): boolean {
  const at = random.between(0, entry.lines.length - 1)

  return bookLines(
    entry,
    entry.lines.map((line, index) => (index === at ? pricedLine(change(line), entry.vatRate) : line)),
  )
}

function bookLines(entry: BookedInvoice, lines: readonly OrderLine[]): boolean {
  entry.lines = lines
  bookTotals(entry, lines)
  return true
}

function bookTotals(entry: BookedInvoice, lines: readonly OrderLine[]): void {
  const { netMinor, vatMinor, grossMinor } = totals(lines, entry, entry.invoice.currency, entry.vatRate)

  entry.netMinor = netMinor
  entry.vatMinor = vatMinor
  entry.grossMinor = grossMinor
}

const hasUsualLines = ({ lines, type, isCancelled }: BookedInvoice) =>
  type === 'invoice' && !isCancelled && lines.length > 0 && lines.length <= 4

/** The freight was left out. */
export function bookWithoutFreight(entry: BookedInvoice): boolean {
  if (entry.freightMinor === 0) return false
  entry.freightMinor = 0
  bookTotals(entry, entry.invoice.lines)
  return true
}

/** The discount was not granted. */
export function bookWithoutDiscount(entry: BookedInvoice): boolean {
  if (entry.discountMinor === 0) return false
  entry.discountMinor = 0
  bookTotals(entry, entry.invoice.lines)
  return true
}
