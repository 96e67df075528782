import { days, hours } from '../calendar.ts'
import { randomStream, type RandomStream } from '../random-stream.ts'
import type { CustomerRecord } from '../records/customer-record.ts'

/** One mailing to one subscriber. */
export interface Message {
  readonly id: string
  readonly campaign: string
  readonly subscriber: string
  readonly email: string
  readonly sentAt: number
  readonly status: 'delivered' | 'bounced'
}

export interface Sent {
  readonly messages: readonly Message[]
  /** The messages that their customers had before. */
  readonly sentTwice: string[]
}

/** The newsletter goes out under one name every month, the spring sale once. */
const mailings = [
  { campaign: 'newsletter', sentAt: Date.parse('2025-12-08T09:00:00Z') },
  { campaign: 'newsletter', sentAt: Date.parse('2026-01-12T09:00:00Z') },
  { campaign: 'jarni-vyprodej', sentAt: Date.parse('2026-02-20T09:00:00Z') },
] as const

/**
 * What the mailing tool sent: each mailing to some of the subscribers. Some messages bounced and were sent again, which is fine;
 * `count` went out twice, half of them to the same address, half to the second address of a customer who subscribed again.
 */
export function messages(
  seed: number,
  subscribers: readonly CustomerRecord[],
  again: readonly CustomerRecord[],
  count: number,
): Sent {
  const random = randomStream(seed, 'messages')
  const sent: Message[] = []
  const send = (record: CustomerRecord, campaign: string, sentAt: number, status: Message['status'] = 'delivered') => {
    const message = { id: `msg_${String(1 + sent.length).padStart(6, '0')}`, campaign, subscriber: record.key, email: record.email ?? '', sentAt, status } // prettier-ignore

    sent.push(message)
    return `mailing:${message.id}`
  }
  const secondOf = new Map(again.map((record) => [record.customer.id, record]))
  const usual = subscribers.filter(({ customer }) => !secondOf.has(customer.id))
  const careless = randomStream(seed, 'faults.sent-twice')
    .shuffle(usual)
    .slice(0, Math.max(0, count - again.length))
  const isRepeated = new Set(careless)

  for (const { campaign, sentAt } of mailings) {
    for (const record of usual) {
      if (isRepeated.has(record) || !random.chance(0.3)) continue
      const isBounced = random.chance(0.02)

      send(record, campaign, later(sentAt, random), isBounced ? 'bounced' : 'delivered')
      if (isBounced) send(record, campaign, later(sentAt + days(1), random))
    }
  }
  const [, , sale] = mailings
  const sentTwice = [
    ...careless.map((record) => [record, record] as const),
    ...subscribers.flatMap((record) => {
      const second = secondOf.get(record.customer.id)

      return second === undefined ? [] : [[record, second] as const]
    }),
  ].map(([first, second]) => {
    send(first, sale.campaign, later(sale.sentAt, random))
    return send(second, sale.campaign, later(sale.sentAt + hours(2), random))
  })

  return { messages: sent, sentTwice }
}

const later = (sentAt: number, random: RandomStream) => sentAt + random.between(0, 3_500) * 1000
