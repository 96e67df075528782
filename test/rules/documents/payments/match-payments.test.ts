import { expect, test } from 'vitest'
import { matchPayments } from '../../../../rules/documents/payments/match-payments.ts'
import type { OpenItem, PaymentToMatch } from '../../../../rules/documents/payments/money-line.ts'
import { paymentPolicy } from '../../../../rules/documents/payments/payment-policy.ts'

const settles = [{ payments: 'bank', documents: 'invoice' as const, of: 'erp' }]
const strict = paymentPolicy.parse({ settles })
const lenient = paymentPolicy.parse({
  settles,
  tolerance: { below: 1, above: 1 },
  writeOff: { automaticUpTo: 0.5 },
})

const pay = (id: string, amount: number, more: Partial<PaymentToMatch> = {}): PaymentToMatch => ({
  ...{ id, counterparty: 'G-1', amountMinor: BigInt(amount), on: '2026-03-10', reference: null, text: null },
  ...more,
})
const item = (id: string, amount: number, more: Partial<OpenItem> = {}): OpenItem => ({
  ...{ id, counterparty: 'G-1', openMinor: BigInt(amount), on: '2026-03-01', number: null, remittance: null },
  ...more,
})

/** Matches and proposals as `pass payment item amount+writeOff`. */
function answer(payments: readonly PaymentToMatch[], items: readonly OpenItem[], policy = strict, steps?: number) {
  const result = matchPayments(payments, items, 2, policy, steps === undefined ? {} : { stepsMax: steps })
  const lines = ({ pass, allocations }: (typeof result)['matches'][number]) =>
    allocations.map(
      ({ paymentId, itemId, amountMinor, writeOffMinor }) =>
        `${pass} ${paymentId} ${itemId} ${amountMinor}${writeOffMinor === 0n ? '' : ` w${writeOffMinor}`}`,
    )

  return {
    sure: result.matches.flatMap(lines),
    proposed: result.proposals.flatMap(lines),
    alternatives: result.proposals.map(({ alternatives }) =>
      alternatives.map((parts) => parts.map(({ paymentId, itemId }) => `${paymentId} ${itemId}`)),
    ),
    result,
  }
}

test.each([
  ['a number in the reference', { reference: 'INV-2026-0017' }],
  ['a number in the text, written in pieces', { text: 'payment for inv 2026 / 0017, thank you' }],
  ['a payer nobody knows', { reference: 'INV-2026-0017', counterparty: null }],
])('%s names the item', (_, more) => {
  expect(
    answer([pay('p', 100_00, more)], [item('i', 100_00, { number: 'INV-2026-0017' }), item('j', 100_00)]).sure,
  ).toEqual(['reference p i 10000'])
})

test('a number of fewer than five characters never matches by its text', () => {
  expect(answer([pay('p', 70_00, { text: '1017' })], [item('i', 90_00, { number: '1017' })])).toMatchObject({
    sure: [],
    proposed: [],
  })
})

test('a number that is part of another number names nothing', () => {
  expect(
    answer([pay('p', 70_00, { reference: 'INV-20260017' })], [item('i', 90_00, { number: 'INV-2026001' })]).sure,
  ).toEqual([])
})

test('one payment that names several items and pays them all is shared among them', () => {
  const named = pay('p', 150_00, { text: 'F2026001 F2026002' })

  expect(
    answer([named], [item('i', 100_00, { number: 'F2026001' }), item('j', 50_00, { number: 'F2026002' })]).sure,
  ).toEqual(['reference p i 10000', 'reference p j 5000'])
})

test('two payments that name one item and are too much together are left to a person', () => {
  const named = (id: string) => pay(id, 100_00, { reference: 'F2026001' })
  const { sure, proposed, alternatives } = answer([named('p'), named('q')], [item('i', 100_00, { number: 'F2026001' })])

  expect({ sure, proposed, alternatives }).toEqual({
    sure: [],
    proposed: ['reference p i 10000'],
    alternatives: [[['q i']]],
  })
})

test('a payment and the refund of a part of it are booked together', () => {
  const named = (id: string, amount: number) => pay(id, amount, { reference: 'F2026001' })

  expect(answer([named('p', 100_00), named('q', -20_00)], [item('i', 100_00, { number: 'F2026001' })]).sure).toEqual([
    'reference p i 10000',
    'reference q i -2000',
  ])
})

test('of two payments that name one item, the one that pays it whole settles it', () => {
  const named = (id: string, amount: number) => pay(id, amount, { reference: 'F2026001' })
  const { sure, proposed } = answer(
    [named('p', 10_00), named('q', 100_00)],
    [item('i', 100_00, { number: 'F2026001' })],
  )

  expect({ sure, proposed }).toEqual({ sure: ['reference q i 10000'], proposed: [] })
})

test('instalments that name one item are booked together', () => {
  const named = (id: string, amount: number) => pay(id, amount, { reference: 'F2026001' })

  expect(answer([named('p', 60_00), named('q', 30_00)], [item('i', 100_00, { number: 'F2026001' })]).sure).toEqual([
    'reference p i 6000',
    'reference q i 3000',
  ])
})

test('a payment by number from another customer is only proposed', () => {
  const other = pay('p', 100_00, { reference: 'F2026001', counterparty: 'G-2' })

  expect(answer([other], [item('i', 100_00, { number: 'F2026001' })])).toMatchObject({
    sure: [],
    proposed: ['reference p i 10000'],
  })
})

test('the same counterparty and amount match, another counterparty does not', () => {
  expect(answer([pay('p', 100_00)], [item('i', 100_00), item('j', 100_00, { counterparty: 'G-2' })]).sure).toEqual([
    'exact p i 10000',
  ])
})

test('a second item of the same amount makes it a question', () => {
  const { sure, proposed, alternatives } = answer(
    [pay('p', 100_00)],
    [item('i', 100_00), item('j', 100_00, { on: '2026-03-09' })],
  )

  expect({ sure, proposed, alternatives }).toEqual({
    sure: [],
    proposed: ['exact p j 10000'],
    alternatives: [[['p i']]],
  })
})

test('days are directional: long after is a payment, long before is none', () => {
  expect(answer([pay('p', 100_00)], [item('i', 100_00, { on: '2026-01-10' })]).sure).toEqual(['exact p i 10000'])
  expect(answer([pay('p', 100_00)], [item('i', 100_00, { on: '2026-03-20' })]).sure).toEqual([])
})

test('what the tolerance leaves is booked apart, and by a person above the agreed amount', () => {
  expect(answer([pay('p', 99_60)], [item('i', 100_00)], lenient).sure).toEqual(['tolerance p i 9960 w40'])
  expect(answer([pay('p', 100_40)], [item('i', 100_00)], lenient).sure).toEqual(['tolerance p i 10000 w-40'])
  expect(answer([pay('p', 99_10)], [item('i', 100_00)], lenient)).toMatchObject({
    sure: [],
    proposed: ['tolerance p i 9910 w90'],
  })
  expect(answer([pay('p', 98_00)], [item('i', 100_00)], lenient)).toMatchObject({ sure: [], proposed: [] })
})

test('a refund settles a credit note, never an invoice', () => {
  expect(answer([pay('p', -50_00)], [item('i', 50_00), item('c', -50_00)]).sure).toEqual(['exact p c -5000'])
})

test('one payment for all open items less a credit note is proposed', () => {
  const { proposed, result } = answer([pay('p', 130_00)], [item('i', 100_00), item('j', 50_00), item('c', -20_00)])

  expect(proposed).toEqual(['one-to-many p c -2000', 'one-to-many p i 10000', 'one-to-many p j 5000'])
  expect(result.proposals[0]).toMatchObject({ how: 'all open items', alternatives: [] })
})

test('two sums that do are told, and neither is booked', () => {
  const items = [item('i', 30_00), item('j', 20_00), item('k', 40_00), item('l', 10_00), item('m', 7_00)]
  const { sure, proposed, alternatives } = answer([pay('p', 50_00)], items)

  expect(sure).toEqual([])
  expect(proposed).toEqual(['one-to-many p i 3000', 'one-to-many p j 2000'])
  expect(alternatives).toEqual([[['p k', 'p l']]])
})

test('several payments for one item are proposed together', () => {
  expect(answer([pay('p', 60_00), pay('q', 40_00)], [item('i', 100_00)]).proposed).toEqual([
    'many-to-one p i 6000',
    'many-to-one q i 4000',
  ])
})

test('a counterparty with 10,000 open items stays within the budget and says so', () => {
  const items = Array.from({ length: 10_000 }, (_, at) => item(`i${at}`, 2 * (at + 1_000_000)))
  const payments = Array.from({ length: 20 }, (_, at) => pay(`p${at}`, 2 * at + 123_456_789))
  const begun = performance.now()
  const { result } = answer(payments, items, strict, 200_000)

  expect(result.limits).toEqual([
    'The search for sums stopped after 200000 steps: 20 of 20 payments and 10000 of 10000 open items were not searched to the end.',
  ])
  expect(performance.now() - begun).toBeLessThan(5_000)
})

test('thousands of payments and items of one amount end in words, not in a guess', () => {
  const items = Array.from({ length: 1_000 }, (_, at) => item(`i${at}`, 100_00))
  const payments = Array.from({ length: 1_000 }, (_, at) => pay(`p${at}`, 100_00))
  const { sure, result } = answer(payments, items)

  expect(sure).toEqual([])
  expect(result.limits.join()).toContain('1000 payments have more items of their amount than the 50')
})

test('what is missing is missing from the last items, also when it is more than the last one', () => {
  const generous = paymentPolicy.parse({ settles, tolerance: { below: 5 }, writeOff: { automaticUpTo: 5 } })
  const items = [10_00, 20_00, 1_00].map((open, at) =>
    item(`i${at}`, open, { number: `F202600${at}`, on: `2026-03-0${at + 1}` }),
  )
  const payment = pay('p', 28_00, { text: 'F2026000 F2026001 F2026002' })

  expect(answer([payment], items, generous).sure).toEqual([
    'reference p i0 1000',
    'reference p i1 1800 w200',
    'reference p i2 0 w100',
  ])
})
