import { writeFileSync } from 'node:fs'
import { days, offsetText } from '../calendar.ts'
import type { Message } from '../documents/messages.ts'
import type { CustomerRecord } from '../records/customer-record.ts'

/** Writes the mailing tool’s export: one JSON object per line, local times with offset. */
export function writeMailing(path: string, records: readonly CustomerRecord[]): void {
  const lines = records
    .filter(({ system }) => system === 'mailing')
    .map(({ key, email, givenName, familyName, companyName, changedAt }) =>
      JSON.stringify({
        id: key,
        email,
        first_name: givenName,
        last_name: familyName,
        company: companyName,
        subscribed_at: offsetText(changedAt - days(30)),
        updated_at: offsetText(changedAt),
      }),
    )

  writeFileSync(path, `${lines.join('\n')}\n`)
}

/** Writes the log of what was sent, beside the subscribers. */
export function writeMessages(path: string, messages: readonly Message[]): void {
  const lines = messages.map(({ id, campaign, subscriber, email, sentAt, status }) =>
    JSON.stringify({ id, campaign, subscriber_id: subscriber, email, sent_at: offsetText(sentAt), status }),
  )

  writeFileSync(path, `${lines.join('\n')}\n`)
}
