import { writeFileSync } from 'node:fs'
import type { Payment } from '../documents/payments.ts'

/** Writes the payment gateway’s file: minor units, seconds since 1970, an end marker that counts the payments. */
export function writeGateway(path: string, payments: readonly Payment[]): void {
  writeFileSync(path, `${[...paymentLines(payments), endMarker(payments.length)].join('\n')}\n`)
}

/** The same file after a broken transfer: it stops in the middle of a payment. */
export function writeTornGateway(path: string, payments: readonly Payment[]): void {
  const text = paymentLines(payments.slice(0, Math.ceil(payments.length * 0.6))).join('\n')

  writeFileSync(path, text.slice(0, -25))
}

const paymentLines = (payments: readonly Payment[]) =>
  payments.map(({ id, reference, amountMinor, feeMinor, currency, paidAt, status }) =>
    JSON.stringify({
      type: 'payment',
      id,
      reference,
      amount: amountMinor,
      fee: feeMinor,
      currency,
      created: Math.floor(paidAt / 1000),
      status,
    }),
  )

const endMarker = (count: number) => JSON.stringify({ type: 'end', count })
