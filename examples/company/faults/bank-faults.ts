import { daysAfter } from '../calendar.ts'
import { byCustomer, entryOf, payDay, statementsBegin, type BankLedger, type Draft } from '../documents/bank-ledger.ts'
import type { Invoice } from '../documents/invoices.ts'
import type { RandomStream } from '../random-stream.ts'

export interface BankCounts {
  readonly unpaid: number
  readonly paidInPart: number
  readonly overpaid: number
  readonly paidTwice: number
  readonly feeWithheld: number
  readonly strangersPayments: number
  readonly sumsWithoutNumber: number
}

/** Invoices of this day are due for more than a week on night one, however late they are usually paid. */
const faultsEnd = '2026-02-06'
/** Two or three invoices of one customer paid at once without a word: found as a sum, and a person decides. Answers the other invoices. */
export function paySums(
  inForce: readonly Invoice[],
  count: number,
  book: BankLedger,
  random: RandomStream,
): readonly Invoice[] {
  const chosen = random.shuffle([...byCustomer(inForce).values()].filter(isFitForSum)).slice(0, count)
  const summed = chosen.map((own) => own.slice(1, 4))
  const taken = new Set(summed.flat())

  for (const own of summed) {
    const on = daysAfter((own.at(-1) as Invoice).issuedOn, random.between(10, 17))

    book.planted.proposed.push(book.add(entryOf(own, book, on, null)))
  }
  return inForce.filter((invoice) => !taken.has(invoice))
}

/** Three or four invoices of one currency, the first of which makes the account known; nothing else that could be meant. */
function isFitForSum(own: readonly Invoice[]): boolean {
  return (
    own.length >= 3 &&
    own.length <= 4 &&
    new Set(own.map(({ currency }) => currency)).size === 1 &&
    own.every(({ type, issuedOn }) => type === 'invoice' && issuedOn >= statementsBegin && issuedOn <= faultsEnd)
  )
}

/** Plants what goes wrong; answers the invoices nothing goes wrong with. */
export function payWrongly(
  invoices: readonly Invoice[],
  counts: BankCounts,
  book: BankLedger,
  random: RandomStream,
): readonly Invoice[] {
  const eligible = random.shuffle(
    invoices.filter(
      ({ type, issuedOn, grossMinor }) =>
        type === 'invoice' && issuedOn > statementsBegin && issuedOn <= faultsEnd && grossMinor > 10_000,
    ),
  )
  const next = (count: number) => eligible.splice(0, count)
  const spoilt = new Set<Invoice>()
  const each = (count: number, pay: (invoice: Invoice, index: number) => void) =>
    next(count).forEach((invoice, index) => {
      spoilt.add(invoice)
      pay(invoice, index)
    })
  const paying = (invoice: Invoice, amountMinor: number, on = payDay(invoice, random)) =>
    book.add({ ...entryOf([invoice], book, on, invoice.number), amountMinor })

  each(counts.unpaid, (invoice, index) => {
    book.planted.unpaid.push(invoice)
    // Every third was paid from an account nobody knows, and the number was mistyped.
    if (index % 3 === 0) book.planted.unmatched.push(payMistyped(invoice, book, random))
  })
  each(counts.paidInPart, (invoice) => {
    book.planted.unpaid.push(invoice)
    paying(invoice, Math.round((invoice.grossMinor * random.between(30, 70)) / 100))
  })
  each(counts.overpaid, (invoice) => {
    book.planted.overpaid.push(paying(invoice, invoice.grossMinor + random.between(500, 20_000)))
  })
  each(counts.paidTwice, (invoice) => {
    const on = payDay(invoice, random)

    book.planted.proposed.push(paying(invoice, invoice.grossMinor, on))
    book.planted.unmatched.push(paying(invoice, invoice.grossMinor, daysAfter(on, 1)))
  })
  each(counts.feeWithheld, (invoice) => {
    book.planted.proposed.push(paying(invoice, invoice.grossMinor - random.between(200, 900)))
  })
  return invoices.filter((invoice) => !spoilt.has(invoice))
}

function payMistyped(invoice: Invoice, book: BankLedger, random: RandomStream): Draft {
  const number = `${invoice.number.slice(0, 4)}9${random.digits(5)}`

  return book.add({ ...entryOf([invoice], book, payDay(invoice, random), number), account: book.newAccount() })
}

/** Money of somebody who is no customer. */
export function payAsStranger(book: BankLedger, random: RandomStream, on: string): void {
  const payer = random.pick(['Nadace Dobrý skutek', 'Finanční úřad', 'Pojišťovna Jistota', 'J. Neznámý'])
  const text = random.pick(['vratka', 'dar', 'přeplatek', 'náhrada škody', null])
  const amountMinor = random.between(10_000, 900_000)

  book.planted.unmatched.push(book.add({ currency: 'CZK', amountMinor, on, payer, account: book.newAccount(), text }))
}
