import { businessDate, daysAfter, nightOne } from '../calendar.ts'
import { bankAccount } from '../identity/bank-account.ts'
import type { RealCustomer } from '../population/real-customer.ts'
import { randomStream, type RandomStream } from '../random-stream.ts'
import type { Invoice } from './invoices.ts'
import type { Amounts } from './orders.ts'

/** Money that came to the company's account, or went (negative). */
export interface BankEntry {
  /** The bank's own number of the entry. */
  readonly reference: string
  readonly currency: Amounts['currency']
  readonly amountMinor: number
  readonly on: string
  readonly payer: string
  readonly account: string
  readonly text: string | null
}

/** The accounts were connected in December: what was paid before, nobody knows. */
export const statementsBegin = '2025-12-01'
/** The last day of the statements, the day before night one. */
export const statementsEnd = daysAfter(businessDate(nightOne), -1)
export type Draft = Omit<BankEntry, 'reference'>

/** Where the entries of the bank come together, with what was planted among them. */
export function bankLedger(seed: number) {
  const drafts: Draft[] = []
  const accounts = new Map<number, string>()
  const random = randomStream(seed, 'bank.accounts')
  const planted = {
    unpaid: [] as Invoice[],
    overpaid: [] as Draft[],
    unmatched: [] as Draft[],
    proposed: [] as Draft[],
  }
  let names: ReadonlyMap<Draft, string> = new Map()

  return {
    planted,
    accountOf({ id }: RealCustomer): string {
      const account = accounts.get(id) ?? bankAccount(random)

      accounts.set(id, account)
      return account
    },
    newAccount: () => bankAccount(random),
    add(draft: Draft): Draft {
      // What came before the statements or comes after them is on none of them.
      if (draft.on >= statementsBegin && draft.on <= statementsEnd) drafts.push(draft)
      return draft
    },
    entries(): readonly BankEntry[] {
      const ordered = drafts
        .map((draft, index) => ({ draft, index }))
        .sort((left, right) =>
          left.draft.on < right.draft.on ? -1 : left.draft.on > right.draft.on ? 1 : left.index - right.index,
        )
        .map(({ draft }, index) => ({ draft, reference: `R${String(index + 1).padStart(7, '0')}` }))

      names = new Map(
        ordered.map(({ draft, reference }) => [draft, `bank:${companyAccount[draft.currency]}|${reference}`]),
      )
      return ordered.map(({ draft, reference }) => ({ ...draft, reference }))
    },
    nameOf: (draft: Draft) => names.get(draft) ?? '',
  }
}

export type BankLedger = ReturnType<typeof bankLedger>

/** The company's accounts, one for each currency. */
export const companyAccount = {
  CZK: 'CZ6508000000192000145399',
  EUR: 'CZ9455000000001011038930',
  GBP: 'GB29NWBK60161331926819',
} as const

/** One transfer for some invoices of one customer. */
export function entryOf(invoices: readonly Invoice[], book: BankLedger, on: string, text: string | null): Draft {
  const [{ order, currency }] = invoices as readonly [Invoice]
  const { customer } = order

  return {
    currency,
    amountMinor: invoices.reduce((sum, { grossMinor }) => sum + grossMinor, 0),
    on,
    payer: customer.companyName ?? `${customer.givenName ?? ''} ${customer.familyName ?? ''}`.trim(),
    account: book.accountOf(customer),
    text,
  }
}

/** Mostly before it is due, and four days late at most. */
export const payDay = ({ issuedOn }: Invoice, random: RandomStream) => daysAfter(issuedOn, random.between(1, 18))

/** Invoices by customer, in the order of their numbers. */
export function byCustomer(invoices: readonly Invoice[]): ReadonlyMap<number, readonly Invoice[]> {
  const found = new Map<number, Invoice[]>()

  for (const invoice of invoices.toSorted((left, right) => left.id - right.id)) {
    const { id } = invoice.order.customer
    const own = found.get(id)

    if (own === undefined) found.set(id, [invoice])
    else own.push(invoice)
  }
  return found
}
