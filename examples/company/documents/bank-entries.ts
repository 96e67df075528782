import { daysAfter } from '../calendar.ts'
import { payAsStranger, paySums, payWrongly, type BankCounts } from '../faults/bank-faults.ts'
import { randomStream, type RandomStream } from '../random-stream.ts'
import {
  bankLedger,
  byCustomer,
  entryOf,
  payDay,
  statementsBegin,
  type BankEntry,
  type BankLedger,
  type Draft,
} from './bank-ledger.ts'
import type { Invoice } from './invoices.ts'

export interface Banked {
  readonly entries: readonly BankEntry[]
  readonly planted: Readonly<
    Record<'unpaid' | 'overpaid' | 'unmatched-payment' | 'proposed-payment', readonly string[]>
  >
}

/** Payments may come up to 90 days after an invoice: what is open since here could be meant by a payment without a number. */
const memoryBegins = '2025-11-20'

/** Whether an invoice is paid through the bank: the older ones were paid before the statements begin, or by card. */
export const isPaidByTransfer = ({ issuedOn }: Invoice): boolean => issuedOn >= memoryBegins

/**
 * What customers paid for the ERP's invoices. Mostly the number is named, written as people write it, one by one or several at
 * once; some pay without a word from an account that is known, some a few crowns less. Not everything is right; see `planted`.
 */
export function bankEntries(seed: number, issued: readonly Invoice[], counts: BankCounts): Banked {
  const random = randomStream(seed, 'bank')
  const book = bankLedger(seed)
  const inForce = issued.filter((invoice) => !invoice.isCancelled && isPaidByTransfer(invoice))
  const single = paySums(inForce, counts.sumsWithoutNumber, book, randomStream(seed, 'faults.bank-sums'))
  const summed = new Set(inForce.filter((invoice) => !single.includes(invoice)).map(({ order }) => order.customer.id))
  const others = single.filter(({ order }) => !summed.has(order.customer.id))
  const right = new Set(payWrongly(others, counts, book, randomStream(seed, 'faults.bank')))

  payRightly(
    single.filter((invoice) => right.has(invoice) || summed.has(invoice.order.customer.id)),
    silentOf(issued),
    book,
    random,
  )
  for (let count = 0; count < counts.strangersPayments; count += 1) {
    // The first one on the first day: from it on the payments are known.
    payAsStranger(book, random, count === 0 ? statementsBegin : daysAfter(statementsBegin, random.between(1, 80)))
  }
  const entries = book.entries()
  const named = (drafts: readonly Draft[]) => drafts.map((draft) => book.nameOf(draft))

  return {
    entries,
    planted: {
      unpaid: book.planted.unpaid.map(({ id }) => `erp:${id}`),
      overpaid: named(book.planted.overpaid),
      'unmatched-payment': named(book.planted.unmatched),
      'proposed-payment': named(book.planted.proposed),
    },
  }
}

/** Whether an invoice can be known by its amount alone: its customer has no other of that amount, paid or not. */
function silentOf(issued: readonly Invoice[]): (invoice: Invoice) => boolean {
  const counts = new Map<string, number>()
  const nameOf = ({ order, grossMinor }: Invoice) => `${order.customer.id} ${grossMinor}`

  for (const invoice of issued) counts.set(nameOf(invoice), (counts.get(nameOf(invoice)) ?? 0) + 1)
  return (invoice) => counts.get(nameOf(invoice)) === 1
}

/** Pays the rest as it should be: credit notes are returned, some invoices are paid together, some without a word. */
function payRightly(
  invoices: readonly Invoice[],
  isUnique: (invoice: Invoice) => boolean,
  book: BankLedger,
  random: RandomStream,
): void {
  for (const own of byCustomer(invoices).values()) {
    for (const note of own.filter(({ type }) => type === 'credit-note')) {
      book.add(entryOf([note], book, daysAfter(note.issuedOn, random.between(2, 6)), `dobropis ${note.number}`))
    }
    payInvoices(
      own.filter(({ type }) => type === 'invoice'),
      isUnique,
      book,
      random,
    )
  }
}

function payInvoices(
  invoices: readonly Invoice[],
  isUnique: (invoice: Invoice) => boolean,
  book: BankLedger,
  random: RandomStream,
): void {
  // The first one is named, and makes the account known.
  let isKnown = false

  for (let at = 0; at < invoices.length; at += 1) {
    const [first, second] = invoices.slice(at, at + 2) as [Invoice, Invoice?]

    if (second !== undefined && isTogether(first, second, random)) {
      book.add(entryOf([first, second], book, daysAfter(second.issuedOn, 3), `${first.number}, ${second.number}`))
      at += 1
    } else if (isKnown && isUnique(first) && random.chance(0.05)) {
      book.add(entryOf([first], book, payDay(first, random), null))
    } else pay(first, book, random)
    isKnown ||= first.issuedOn >= statementsBegin && first.issuedOn < '2026-02-10'
  }
}

/** Now and then two invoices of less than two weeks are paid at once. */
function isTogether(first: Invoice, second: Invoice, random: RandomStream): boolean {
  return first.currency === second.currency && second.issuedOn <= daysAfter(first.issuedOn, 10) && random.chance(0.3)
}

/** One invoice by its number; some leave out the hellers. */
function pay(invoice: Invoice, book: BankLedger, random: RandomStream): void {
  const entry = entryOf([invoice], book, payDay(invoice, random), written(invoice.number, random))
  const hellers = random.chance(0.05) ? entry.amountMinor % 100 : 0

  book.add({ ...entry, amountMinor: entry.amountMinor - hellers })
}

/** FV26001234 as people write it. */
function written(number: string, random: RandomStream): string {
  const [series, year, position] = [number.slice(0, 2), number.slice(2, 4), number.slice(4)]

  return random.pick([
    number,
    number,
    number.toLowerCase(),
    `faktura ${number}`,
    `${series}-${year}-${position}`,
    `platba ${series} ${year}/${position}, děkujeme`,
  ])
}
