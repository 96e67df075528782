import { fold } from '../../normalize/fold.ts'
import { isCancelled } from '../cancelled-status.ts'
import { said, type FlowRecord } from './flow-case.ts'
import type { FlowMoney } from './flow-money.ts'
import { dayOf, type FlowTerms } from './flow-terms.ts'

/** Beginnings of the words by which gateways say that no money came: it failed, was refused, or is still awaited. Folded. */
const withoutMoney = [
  'fail',
  'declin',
  'refus',
  'reject',
  'expir',
  'pend',
  'error',
  'authori',
  'created',
  'requires',
  'zamit',
  'ceka',
]

/**
 * What a payment brought, negative for a refund; null where it brought nothing: a failed or pending one, a fee, a payout to the
 * bank. A payment whose status says refunded was given back, whether or not the source books the refund on its own.
 */
export function paidAmount(payment: FlowRecord): FlowMoney | null {
  const [status, type] = [said(payment, 'status'), said(payment, 'type')]
  const amount = amountOf(payment)
  const isGivenBack = amount !== null && amount.minor > 0n && beginsWith(status, ['refund', 'vracen'])

  if (amount === null || isGivenBack || type === 'fee' || type === 'payout' || hasNoMoney(status)) return null
  return type === 'refund' && amount.minor > 0n ? { ...amount, minor: -amount.minor } : amount
}

function amountOf({ record: { grossMinor, scale, currency } }: FlowRecord): FlowMoney | null {
  if (grossMinor == null || scale == null || currency == null) return null
  return { minor: BigInt(grossMinor), scale: Number(scale), currency }
}

/** The company's day of a payment; null where the source knows neither day nor moment. */
export function paymentDay(payment: FlowRecord, terms: FlowTerms): string | null {
  const paidAt = said(payment, 'paidAt')

  return said(payment, 'paidOn') ?? (paidAt === null ? null : dayOf(paidAt, terms))
}

function hasNoMoney(status: string | null): boolean {
  return isCancelled(status) || beginsWith(status, withoutMoney)
}

function beginsWith(status: string | null, beginnings: readonly string[]): boolean {
  const word = status === null ? '' : fold(status)

  return beginnings.some((beginning) => word.startsWith(beginning))
}
