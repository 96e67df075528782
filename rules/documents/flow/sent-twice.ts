import { fold } from '../../normalize/fold.ts'
import { byCodeUnits } from '../../truth/code-unit-order.ts'
import { durationMs } from '../duration.ts'
import type { Finding } from '../finding.ts'
import type { MessagePolicy } from './flow-policy.ts'
import { dayOf, type FlowTerms } from './flow-terms.ts'

/** One mailing to one recipient, as its system keeps it. */
export interface SentMessage {
  readonly system: string
  readonly sourceKey: string
  readonly campaign: string
  readonly recipient: string | null
  /** UTC instant. */
  readonly sentAt: string
  readonly status: string | null
  /** Null where the recipient is no customer of ours. */
  readonly goldenCustomer: string | null
}

/** Beginnings of words by which mailing tools say that a message did not arrive, folded. */
const didNotArrive = ['bounc', 'fail', 'reject', 'drop', 'undeliver', 'defer', 'block', 'suppress', 'error', 'canc', 'skip', 'nedoruc', 'unzustell'] // prettier-ignore

/**
 * The messages of one campaign to one customer that repeat one that arrived before. A message that bounced is none, so its
 * resend repeats nothing; after `againAfter` the campaign is a new one.
 */
export function sentTwice(
  messages: readonly SentMessage[],
  { againAfter }: MessagePolicy,
  terms: FlowTerms,
): readonly Finding[] {
  const arrived = messages.filter(hasArrived).toSorted(bySending)

  return arrived.flatMap((again, place) => {
    const before = arrived[place - 1]

    if (before === undefined || Date.parse(again.sentAt) - Date.parse(before.sentAt) >= durationMs(againAfter))
      return []
    return [
      {
        kind: 'message' as const,
        goldenId: null,
        cause: 'sent-twice' as const,
        system: again.system,
        sourceKey: again.sourceKey,
        otherSystem: before.system,
        otherSourceKey: before.sourceKey,
        field: 'recipient',
        number: again.campaign,
        value: again.recipient,
        otherValue: before.recipient,
        differenceMinor: null,
        scale: null,
        currency: null,
        on: dayOf(again.sentAt, terms),
        counterparty: again.goldenCustomer,
        evidence: { sentAt: again.sentAt, sentBeforeAt: before.sentAt },
        reason:
          again.recipient === before.recipient
            ? 'The customer got the campaign at this address before.'
            : 'The customer got the campaign at another address before.',
      },
    ]
  })
}

function hasArrived({ status }: SentMessage): boolean {
  const words = status === null ? [] : fold(status).split(' ')

  return !words.some((word) => didNotArrive.some((beginning) => word.startsWith(beginning)))
}

function bySending(left: SentMessage, right: SentMessage): number {
  return (
    byCodeUnits(left.sentAt, right.sentAt) ||
    byCodeUnits(left.system, right.system) ||
    byCodeUnits(left.sourceKey, right.sourceKey)
  )
}
