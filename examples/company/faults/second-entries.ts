import { nights } from '../calendar.ts'
import { randomStream } from '../random-stream.ts'
import type { CustomerRecord } from '../records/customer-record.ts'

/**
 * Customers that a system holds a second time: partners that accounting entered again under another code, and people who
 * subscribed again with the mailbox that only the CRM knows.
 */
export function secondEntries(
  seed: number,
  records: readonly CustomerRecord[],
  counts: { readonly partners: number; readonly subscribers: number },
): { readonly partners: CustomerRecord[]; readonly subscribers: CustomerRecord[] } {
  const random = randomStream(seed, 'faults.second-entries')
  const isPlain = ({ customer, isSpoiled }: CustomerRecord) =>
    customer.change === null && !customer.sharesContact && !isSpoiled
  const partners = random
    .shuffle(records.filter((record) => record.system === 'accounting-partners' && isPlain(record)))
    .slice(0, counts.partners)
    .map((record, index) => ({ ...record, key: `P9${String(1 + index).padStart(4, '0')}` }))
  const mailboxOf = new Map(
    records
      .filter(
        ({ system, customer, email }) => system === 'crm' && email !== null && isOtherMailbox(email, customer.email),
      )
      .map(({ customer, email }) => [customer.id, email]),
  )
  const subscribers = random
    .shuffle(
      records.filter((record) => record.system === 'mailing' && isPlain(record) && mailboxOf.has(record.customer.id)),
    )
    .slice(0, counts.subscribers)
    .map((record, index) => ({
      ...record,
      key: `sub_9${String(1 + index).padStart(5, '0')}`,
      email: mailboxOf.get(record.customer.id) ?? null,
      changedAt: Math.min(record.changedAt, Date.parse(nights.one)),
    }))

  return { partners, subscribers }
}

const isOtherMailbox = (email: string, known: string) =>
  email !== known && /@(firma-mail|prace-mail|mujmail)\.cz$/.test(email)
