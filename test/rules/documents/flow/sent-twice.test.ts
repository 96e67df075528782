import { expect, test } from 'vitest'
import { sentTwice, type SentMessage } from '../../../../rules/documents/flow/sent-twice.ts'
import { terms } from './flow-fixture.ts'

const sent = (sourceKey: string, sentAt: string, rest: Partial<SentMessage> = {}): SentMessage => ({
  system: 'mailing',
  sourceKey,
  campaign: 'spring',
  recipient: 'jan@example.cz',
  sentAt: `2026-${sentAt}:00.000Z`,
  status: 'delivered',
  goldenCustomer: 'cus_1',
  ...rest,
})
const found = (...messages: readonly SentMessage[]) =>
  sentTwice(messages, { againAfter: '30d' }, terms).map(
    ({ sourceKey, otherSourceKey }) => `${sourceKey} after ${otherSourceKey}`,
  )

test('every message after the first repeats the one before it', () => {
  const thrice = [sent('3', '03-03T10:00'), sent('1', '03-01T10:00'), sent('2', '03-02T10:00')]

  expect(found(...thrice)).toEqual(['2 after 1', '3 after 2'])
})

test('two addresses of one customer are one recipient', () => {
  const [finding] = sentTwice(
    [sent('1', '03-01T10:00'), sent('2', '03-01T10:00', { recipient: 'honza@example.cz' })],
    { againAfter: '30d' },
    terms,
  )

  expect(finding).toMatchObject({ value: 'honza@example.cz', otherValue: 'jan@example.cz', number: 'spring' })
  expect(finding?.reason).not.toContain('example.cz')
})

test.each(['bounced', 'Hard bounce', 'failed', 'undelivered', 'nedoručeno'])(
  'a resend after "%s" is no repetition',
  (status) => {
    expect(found(sent('1', '03-01T10:00', { status }), sent('2', '03-01T11:00'))).toEqual([])
  },
)

test('what bounced after the customer got it repeats nothing either', () => {
  expect(found(sent('1', '03-01T10:00'), sent('2', '03-01T11:00', { status: 'bounced' }))).toEqual([])
})

test('after the agreed time the campaign is a new one', () => {
  expect(found(sent('1', '03-01T10:00'), sent('2', '03-31T09:59'))).toEqual(['2 after 1'])
  expect(found(sent('1', '03-01T10:00'), sent('2', '03-31T10:00'))).toEqual([])
})
