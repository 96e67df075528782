import { writeFileSync } from 'node:fs'
import { days, offsetText } from '../calendar.ts'
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
