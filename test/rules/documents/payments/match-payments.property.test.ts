import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchPayments } from '../../../../rules/documents/payments/match-payments.ts'
import { absolute } from '../../../../rules/documents/document-amounts.ts'
import type { OpenItem, PaymentToMatch } from '../../../../rules/documents/payments/money-line.ts'
import type { Allocation } from '../../../../rules/documents/payments/payment-match.ts'
import { paymentPolicy } from '../../../../rules/documents/payments/payment-policy.ts'

const policy = paymentPolicy.parse({
  settles: [{ payments: 'bank', documents: 'invoice', of: 'erp' }],
  tolerance: { below: 0.03, above: 0.02, percentBelow: 10, percentAbove: 5, counts: 'wider' },
  writeOff: { automaticUpTo: 0.02 },
})
const amount = fc.oneof(fc.integer({ min: -12, max: 40 }), fc.constantFrom(10, 20, 30, 100)).map(BigInt)
const day = fc.option(fc.integer({ min: 1, max: 28 }).map((date) => `2026-03-${String(date).padStart(2, '0')}`))
const counterparty = fc.option(fc.constantFrom('G-1', 'G-2'))
const number = fc.constantFrom('F2026001', 'F2026002', 'F2026003')

const payments = fc
  .array(
    fc.record({
      ...{ counterparty, amountMinor: amount, on: day, reference: fc.option(number) },
      text: fc.option(fc.array(number, { maxLength: 2 }).map((all) => all.join(' '))),
    }),
    { maxLength: 8 },
  )
  .map((all) => all.map((payment, at): PaymentToMatch => ({ id: `p${at}`, ...payment })))
const items = fc
  .array(
    fc.record({ counterparty, openMinor: amount, on: day, number: fc.option(number), remittance: fc.option(number) }),
    { maxLength: 8 },
  )
  .map((all) => all.map((item, at): OpenItem => ({ id: `i${at}`, ...item })))

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, one) => total + one, 0n)

const isOfItem = ({ amountMinor, writeOffMinor }: Allocation) =>
  amountMinor === 0n || writeOffMinor < 0n === amountMinor < 0n

test('nothing is paid out twice: what is allocated, written off and left is what there was', () => {
  fc.assert(
    fc.property(payments, items, (allPayments, allItems) => {
      const { matches, leftOfPayments, leftOfItems } = matchPayments(allPayments, allItems, 2, policy)
      const allocations = matches.flatMap((match) => match.allocations)

      for (const { id, amountMinor } of allPayments) {
        const own = allocations.filter(({ paymentId }) => paymentId === id)
        const gains = own.map((one) => (isOfItem(one) ? 0n : -one.writeOffMinor))

        expect(sum(own.map((one) => one.amountMinor)) + sum(gains) + (leftOfPayments.get(id) ?? 0n)).toBe(amountMinor)
        expect(absolute(sum(own.map((one) => one.amountMinor)))).toBeLessThanOrEqual(absolute(amountMinor))
      }
      for (const { id, openMinor } of allItems) {
        const own = allocations.filter(({ itemId }) => itemId === id)
        const losses = own.map((one) => (isOfItem(one) ? one.writeOffMinor : 0n))

        expect(sum(own.map((one) => one.amountMinor)) + sum(losses) + (leftOfItems.get(id) ?? 0n)).toBe(openMinor)
        expect(absolute(sum(own.map((one) => one.amountMinor)))).toBeLessThanOrEqual(absolute(openMinor))
      }
    }),
    { numRuns: 1_000 },
  )
})

test('the order of payments and items changes nothing', () => {
  fc.assert(
    fc.property(payments, items, (allPayments, allItems) => {
      expect(matchPayments(allPayments.toReversed(), allItems.toReversed(), 2, policy)).toEqual({
        ...matchPayments(allPayments, allItems, 2, policy),
        leftOfPayments: expect.anything() as unknown,
        leftOfItems: expect.anything() as unknown,
      })
    }),
    { numRuns: 500 },
  )
})

test('a payment or an item is in one match or proposal at most, and sums are never booked without a person', () => {
  fc.assert(
    fc.property(payments, items, (allPayments, allItems) => {
      const { matches, proposals } = matchPayments(allPayments, allItems, 2, policy)
      const idsOf = [...matches, ...proposals].flatMap(({ allocations }) => [
        ...new Set(allocations.flatMap(({ paymentId, itemId }) => [paymentId, itemId])),
      ])

      expect(new Set(idsOf).size).toBe(idsOf.length)
      expect(matches.filter(({ pass }) => pass.includes('many'))).toEqual([])
    }),
    { numRuns: 500 },
  )
})
