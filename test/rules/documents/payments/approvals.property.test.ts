import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isLeft, takenBy } from '../../../../rules/documents/payments/allocate.ts'
import { matchPayments } from '../../../../rules/documents/payments/match-payments.ts'
import { absolute } from '../../../../rules/documents/document-amounts.ts'
import type { OpenItem, PaymentToMatch } from '../../../../rules/documents/payments/money-line.ts'
import type { Allocation, IsRefused } from '../../../../rules/documents/payments/payment-match.ts'
import { paymentPolicy } from '../../../../rules/documents/payments/payment-policy.ts'

const policy = paymentPolicy.parse({
  settles: [{ payments: 'bank', documents: 'invoice', of: 'erp' }],
  tolerance: { below: 0.03, above: 0.02 },
  writeOff: { automaticUpTo: 0 },
})
/** Few amounts: many payments and documents must be alike for a choice to be a person's. */
const amount = fc.constantFrom(1, 10, 10, 20, 28, 30, 31, 100, -10).map(BigInt)
const day = fc.option(fc.integer({ min: 1, max: 28 }).map((date) => `2026-03-${String(date).padStart(2, '0')}`))
const counterparty = fc.constantFrom(null, 'G-1', 'G-1', 'G-1', 'G-2')
const number = fc.option(fc.constantFrom('F2026001', 'F2026002', 'F2026003'))
const payments = fc
  .array(fc.record({ counterparty, amountMinor: amount, on: day, reference: number, text: number }), { maxLength: 8 })
  .map((all) => all.map((payment, at): PaymentToMatch => ({ id: `p${at}`, ...payment })))
const items = fc
  .array(fc.record({ counterparty, openMinor: amount, on: day, number, remittance: number }), { maxLength: 8 })
  .map((all) => all.map((item, at): OpenItem => ({ id: `i${at}`, ...item })))
/** Which way a person decides each proposal: as proposed, an alternative, or not at all. */
const choices = fc.array(fc.nat({ max: 3 }), { minLength: 16, maxLength: 16 })

/** Books what a person approves as the command does: all of a match, or nothing where not enough is left. */
function approved(left: Map<string, bigint>, options: readonly (readonly Allocation[])[]): readonly Allocation[] {
  const booked: Allocation[] = []

  for (const option of options) {
    const taken = new Map<string, bigint>()

    for (const part of option) {
      taken.set(part.paymentId, (taken.get(part.paymentId) ?? 0n) + takenBy(part).ofPayment)
      taken.set(part.itemId, (taken.get(part.itemId) ?? 0n) + takenBy(part).ofItem)
    }
    if (![...taken].every(([id, minor]) => isLeft(minor, left.get(id) ?? 0n))) continue
    for (const [id, minor] of taken) left.set(id, (left.get(id) ?? 0n) - minor)
    booked.push(...option)
  }
  return booked
}

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, one) => total + one, 0n)

test('approving everything proposed, or any alternative, never pays more than there is nor more than is open', () => {
  fc.assert(
    fc.property(payments, items, choices, (allPayments, allItems, chosen) => {
      const night = matchPayments(allPayments, allItems, 2, policy)
      const left = new Map([...night.leftOfPayments, ...night.leftOfItems])
      const options = night.proposals.flatMap(({ allocations, alternatives }, at) => {
        const option = [allocations, ...alternatives][chosen[at] ?? 0]

        return option === undefined ? [] : [option]
      })
      const booked = [...night.matches.flatMap(({ allocations }) => allocations), ...approved(left, options)]

      for (const [id, had] of [
        ...allPayments.map(({ id, amountMinor }) => [id, amountMinor] as const),
        ...allItems.map(({ id, openMinor }) => [id, openMinor] as const),
      ]) {
        const own = booked.filter(({ paymentId, itemId }) => paymentId === id || itemId === id)

        expect(absolute(sum(own.map(({ amountMinor }) => amountMinor)))).toBeLessThanOrEqual(absolute(had))
      }
    }),
    { numRuns: 1_000 },
  )
})

test('everything as proposed can be approved, one after the other, and the night after proposes none of it again', () => {
  fc.assert(
    fc.property(payments, items, (allPayments, allItems) => {
      const night = matchPayments(allPayments, allItems, 2, policy)
      const left = new Map([...night.leftOfPayments, ...night.leftOfItems])
      const options = night.proposals.map(({ allocations }) => allocations)

      expect(approved(left, options)).toEqual(options.flat())
      const after = matchPayments(
        allPayments.map((payment) => ({ ...payment, amountMinor: left.get(payment.id) ?? 0n })),
        allItems.map((item) => ({ ...item, openMinor: left.get(item.id) ?? 0n })),
        2,
        policy,
      )
      const pairs = (all: readonly Allocation[]) => all.map(({ paymentId, itemId }) => `${paymentId} ${itemId}`)
      const again = [...after.matches, ...after.proposals].flatMap(({ allocations }) => pairs(allocations))

      expect(again.filter((pair) => pairs(options.flat()).includes(pair))).toEqual([])
    }),
    { numRuns: 1_000 },
  )
})

test('what was refused comes back neither as a match nor as a proposal nor as an alternative', () => {
  const keyOf = (allocations: Parameters<IsRefused>[0]) =>
    allocations
      .map(({ paymentId, itemId }) => `${paymentId} ${itemId}`)
      .toSorted()
      .join()

  fc.assert(
    fc.property(payments, items, (allPayments, allItems) => {
      const night = matchPayments(allPayments, allItems, 2, policy)
      const refused = new Set(
        night.proposals.flatMap(({ allocations, alternatives }) => [allocations, ...alternatives].map(keyOf)),
      )
      const isRefused: IsRefused = (allocations) =>
        refused.has(keyOf(allocations)) || allocations.some((pair) => refused.has(keyOf([pair])))
      const after = matchPayments(allPayments, allItems, 2, policy, { isRefused })
      const ways = [
        ...after.matches.map(({ allocations }) => allocations),
        ...after.proposals.flatMap(({ allocations, alternatives }) => [allocations, ...alternatives]),
      ]

      expect(ways.filter(isRefused)).toEqual([])
    }),
    { numRuns: 1_000 },
  )
})
