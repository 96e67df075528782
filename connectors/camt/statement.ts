import { elementAt, elementsAt, textAt, attributeAt } from '../xml-path.ts'
import type { XmlElement } from '../xml-tree.ts'
import { addDecimals, areEqual, decimalOf, negated, zero, type Decimal } from './decimal.ts'

/** A statement, report or notification of one account. */
export interface Statement {
  readonly id: string | null
  readonly account: string | null
  readonly element: XmlElement
  readonly entries: readonly XmlElement[]
}

/** What a message holds: CAMT.053 statements, CAMT.052 reports, CAMT.054 notifications. */
const containers = ['Stmt', 'Rpt', 'Ntfctn']

/** The statements of a message, whatever its kind and version. */
export function statementsOf(document: XmlElement): readonly Statement[] {
  return document.children
    .flatMap((message) => message.children)
    .filter(({ name }) => containers.includes(name))
    .map((element) => ({
      id: textAt(element, 'Id'),
      account: accountOf(elementAt(element, 'Acct')),
      element,
      entries: elementsAt(element, 'Ntry'),
    }))
}

/** IBAN where it is one; earlier versions call other numbers PrtryAcct. */
export function accountOf(account: XmlElement | null): string | null {
  if (account === null) return null

  return textAt(account, 'Id/IBAN') ?? textAt(account, 'Id/Othr/Id') ?? textAt(account, 'Id/PrtryAcct/Id')
}

/** An amount with the sign of its CdtDbtInd: money that came is positive. */
export function signedAmount(element: XmlElement, amountPath = 'Amt'): Decimal | null {
  const amount = decimalOf(textAt(element, amountPath))
  const indicator = textAt(element, 'CdtDbtInd')

  if (amount === null || (indicator !== 'CRDT' && indicator !== 'DBIT')) return null
  return indicator === 'CRDT' ? amount : negated(amount)
}

export const isReversal = (entry: XmlElement): boolean => /^(?:true|1)$/.test(textAt(entry, 'RvslInd') ?? '')

/** BOOK, PDNG or INFO; since version 8 it stands in an element of its own. */
export const statusOf = (entry: XmlElement): string | null =>
  textAt(entry, 'Sts') ?? textAt(entry, 'Sts/Cd') ?? textAt(entry, 'Sts/Prtry')

/** How the balances of a statement and its entries stand to one another. */
export type Balance =
  | {
      readonly kind: 'proved'
      /** The bank writes the direction of what was reversed, not of the reversal. */ readonly reversalsFlipped: boolean
    }
  | { readonly kind: 'not-stated' }
  | { readonly kind: 'contradicted'; readonly reason: string }

/**
 * Opening balance plus booked entries must be the closing balance: the proof that nothing is missing. ISO 20022 has the
 * CdtDbtInd of a reversal say where the money goes; some banks leave that of the entry reversed, which the balances then show.
 */
export function balanceOf({ element, entries }: Statement): Balance {
  const opening = balanceNamed(element, ['OPBD', 'PRCD'])
  const closing = balanceNamed(element, ['CLBD'])

  if (opening === undefined && closing === undefined) return { kind: 'not-stated' }
  if (opening === undefined || closing === undefined)
    return { kind: 'contradicted', reason: 'one of its balances is missing' }
  const booked = entries.filter((entry) => (statusOf(entry) ?? 'BOOK') === 'BOOK')
  const currencies = new Set([
    opening.currency,
    closing.currency,
    ...booked.map((entry) => attributeAt(entry, 'Amt', 'Ccy')),
  ])

  if (currencies.size > 1) return { kind: 'contradicted', reason: 'its balances and entries are in several currencies' }
  for (const reversalsFlipped of [false, true]) {
    const sum = booked.reduce<Decimal | null>(
      (total, entry) => plus(total, entryAmount(entry, reversalsFlipped)),
      opening.amount,
    )

    if (sum === null) return { kind: 'contradicted', reason: 'an amount or its direction cannot be read' }
    if (areEqual(sum, closing.amount)) return { kind: 'proved', reversalsFlipped }
  }
  return { kind: 'contradicted', reason: 'opening balance and entries do not add up to the closing balance' }
}

export function entryAmount(entry: XmlElement, reversalsFlipped: boolean): Decimal | null {
  const amount = signedAmount(entry)

  return amount !== null && reversalsFlipped && isReversal(entry) ? negated(amount) : amount
}

/** The sum of decimals; null when one of them cannot be read. */
export const plus = (one: Decimal | null, other: Decimal | null): Decimal | null =>
  one === null || other === null ? null : addDecimals(one, other)

function balanceNamed(
  statement: XmlElement,
  codes: readonly string[],
): { readonly amount: Decimal; readonly currency: string | null } | undefined {
  for (const code of codes) {
    const balance = elementsAt(statement, 'Bal').find(
      (one) => (textAt(one, 'Tp/CdOrPrtry/Cd') ?? textAt(one, 'Tp/Cd')) === code,
    )

    if (balance === undefined) continue
    const amount = signedAmount(balance) ?? (areZero(balance) ? zero : null)

    if (amount !== null) return { amount, currency: attributeAt(balance, 'Amt', 'Ccy') }
  }
  return undefined
}

/** A balance of nothing may have no direction. */
const areZero = (balance: XmlElement): boolean => decimalOf(textAt(balance, 'Amt'))?.units === 0n
