import { expect, test } from 'vitest'
import { settlePayouts, type GatewayLine } from '../../../../rules/documents/payments/settle-payouts.ts'

const line = (id: string, type: GatewayLine['type'], amount: number, more: Partial<GatewayLine> = {}): GatewayLine => ({
  ...{ id, type, amountMinor: BigInt(amount), feeMinor: 0n, payoutKey: null, on: '2026-03-01' },
  ...more,
})
const payout = (amount: number, payoutKey: string | null = null) =>
  line('out', 'payout', amount, { payoutKey, on: '2026-03-03' })

test('a payout is payments less refunds less fees of the lines that name it', () => {
  const lines = [
    line('a', 'payment', 100_00, { payoutKey: 'po1', feeMinor: 175n }),
    line('b', 'refund', -20_00, { payoutKey: 'po1' }),
    line('c', 'fee', 30, { payoutKey: 'po1' }),
    line('d', 'payment', 50_00, { payoutKey: 'po2' }),
  ]
  const { payouts } = settlePayouts([payout(-77_95, 'po1'), ...lines], 1_000)

  expect(payouts).toMatchObject([
    { lineIds: ['a', 'b', 'c'], expectedMinor: 77_95n, statedMinor: 77_95n, by: 'key', isOnly: true },
  ])
})

test('what a payout lacks is told and not forced', () => {
  const lines = [line('a', 'payment', 100_00, { payoutKey: 'po1' })]

  expect(settlePayouts([payout(98_00, 'po1'), ...lines], 1_000).payouts).toMatchObject([
    { expectedMinor: 100_00n, statedMinor: 98_00n },
  ])
})

test('lines without a key are searched among those that came before', () => {
  const lines = [
    line('a', 'payment', 40_00),
    line('b', 'payment', 35_00, { on: '2026-03-02' }),
    line('late', 'payment', 75_00, { on: '2026-03-09' }),
  ]

  expect(settlePayouts([payout(75_00), ...lines], 10_000).payouts).toMatchObject([
    { lineIds: ['a', 'b'], by: 'sum', isOnly: true },
  ])
})

test('two ways to make up a payout are told', () => {
  const lines = [10, 20, 30, 40].map((amount) => line(`l${amount}`, 'payment', amount))

  expect(settlePayouts([payout(50), ...lines], 10_000).payouts).toMatchObject([{ by: 'sum', isOnly: false }])
})

test('a payout nothing adds up to is unexplained', () => {
  expect(settlePayouts([payout(75_00), line('a', 'payment', 40_00)], 10_000)).toMatchObject({
    payouts: [],
    unexplained: [{ id: 'out' }],
    limits: [],
  })
})
