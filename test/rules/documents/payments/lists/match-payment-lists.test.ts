import { expect, test } from 'vitest'
import { matchPaymentLists } from '../../../../../rules/documents/payments/lists/match-payment-lists.ts'
import type { PaymentLine } from '../../../../../rules/documents/payments/lists/payment-line.ts'

const names = ['ADA LOVELACE', 'B PASCAL', 'C GAUSS', 'D HILBERT', 'E NOETHER', 'F KLEIN', 'G CANTOR', 'H WEYL']
const tails = ['PAYMENT', 'BGC', 'DONATION', '']

/** Pairs of one payment seen from two accounts: a few days apart, the amount the same or up to 3 % off, the text cut off. */
function accounts(count: number): { readonly sent: PaymentLine[]; readonly received: PaymentLine[] } {
  const sent: PaymentLine[] = []
  const received: PaymentLine[] = []

  for (let at = 0; at < count; at += 1) {
    const name = `${names[at % names.length] ?? ''} ${Math.floor(at / names.length)}`
    const amount = 1_000 + ((at * 7_919) % 90_000)
    const day = 19_000 + ((at * 37) % 90)
    const isSame = at % 4 === 0

    sent.push({
      ...{ id: `s${at}`, day, currency: 'GBP' },
      ...{ amountMinor: BigInt(amount), text: `${name} ${tails[at % 3] ?? ''}` },
    })
    received.push({
      ...{ id: `r${at}`, day: day + 1 + (at % 3), currency: 'GBP' },
      ...{
        amountMinor: BigInt(isSame ? amount : Math.round(amount * (0.97 + ((at * 13) % 60) / 1000))),
        text: `${name} ${tails[(at * 5) % 4] ?? ''}`.slice(0, 15),
      },
    })
  }
  return { sent, received }
}

const pairsOf = ({ matches }: ReturnType<typeof matchPaymentLists>) =>
  matches.map(({ left, right, state }) => `${left.id} ${right.id} ${state}`)

test('learns how payments of two accounts differ, and finds them without labels', () => {
  const { sent, received } = accounts(600)
  const { matches, model } = matchPaymentLists(sent, received)
  const wrong = matches.filter(({ left, right }) => left.id.slice(1) !== right.id.slice(1))

  expect(matches.length).toBeGreaterThan(594)
  expect(wrong.filter(({ state }) => state === 'automatic')).toEqual([])
  expect(wrong.length).toBeLessThan(4)
  expect([...model.lags].filter(([, share]) => share > 0.1).map(([day]) => day)).toEqual([1, 2, 3])
})

test('two lists that share no payment give no automatic match', () => {
  const { sent, received } = accounts(1_200)
  const { matches } = matchPaymentLists(sent.slice(0, 600), received.slice(600))

  expect(matches.filter(({ state }) => state === 'automatic')).toEqual([])
})

test('the order of the rows changes nothing', () => {
  const { sent, received } = accounts(200)

  expect(pairsOf(matchPaymentLists(sent.toReversed(), received.toReversed()))).toEqual(
    pairsOf(matchPaymentLists(sent, received)),
  )
})

test('two lines that nothing tells apart are proposed, never matched automatically', () => {
  const { sent, received } = accounts(300)
  const twin = (line: PaymentLine, id: string): PaymentLine => ({ ...line, id })
  const [first, firstReceived] = [sent[0] as PaymentLine, received[0] as PaymentLine]
  const { matches } = matchPaymentLists([...sent, twin(first, 's-twin')], [...received, twin(firstReceived, 'r-twin')])

  expect(matches.filter(({ left }) => ['s0', 's-twin'].includes(left.id)).map(({ state }) => state)).toEqual([
    'proposed',
    'proposed',
  ])
})

test('money that goes in one list and comes in the other is matched', () => {
  const { sent, received } = accounts(200)
  const { matches, signsOpposed } = matchPaymentLists(
    sent.map((line) => ({ ...line, amountMinor: -line.amountMinor })),
    received,
  )

  expect(signsOpposed).toBe(true)
  expect(matches.length).toBeGreaterThan(195)
})

test('lines of different currencies are never one payment', () => {
  const { sent, received } = accounts(100)
  const { matches } = matchPaymentLists(
    sent,
    received.map((line) => ({ ...line, currency: 'EUR' })),
  )

  expect(matches).toEqual([])
})

test.each([
  [[], []],
  [[{ id: 'a', day: null, amountMinor: 0n, currency: null, text: '' }], []],
])('lists of nothing match nothing', (lefts, rights) => {
  expect(matchPaymentLists(lefts, rights).matches).toEqual([])
})
