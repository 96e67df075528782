import { writeFileSync } from 'node:fs'
import iconv from 'iconv-lite'
import { localText } from '../calendar.ts'
import { nationalPhone, spacedPhone } from '../identity/phone-number.ts'
import { randomStream } from '../random-stream.ts'
import type { CustomerRecord } from '../records/customer-record.ts'
import { commaAmount } from './amount-text.ts'
import { csvLine } from './csv-line.ts'

export const crmColumns = [
  'ID',
  'Jméno',
  'Příjmení',
  'Firma',
  'E-mail',
  'Telefon',
  'Ulice',
  'Město',
  'PSČ',
  'Země',
  'IČO',
  'DIČ',
  'Obrat',
  'Změněno',
] as const

const countryNames = { CZ: 'Česká republika', SK: 'Slovensko', DE: 'Německo', GB: 'Velká Británie' } as const

/** Writes the CRM’s export: semicolons, Windows-1250, decimal comma, as its menu "Export" gives it. */
export function writeCrm(
  path: string,
  seed: number,
  records: readonly CustomerRecord[],
  columns: readonly string[] = crmColumns,
): void {
  const random = randomStream(seed, 'systems.crm')
  const lines = records
    .filter(({ system }) => system === 'crm')
    .map((record) =>
      csvLine([
        record.key,
        record.givenName,
        record.familyName,
        record.companyName,
        record.email,
        phoneText(record, random.next()),
        record.street,
        record.city,
        random.chance(0.5) ? record.postalCode : (record.postalCode?.replace(' ', '') ?? null),
        countryNames[record.customer.country],
        record.companyId,
        record.vatId,
        commaAmount(random.between(0, 9_000_000)),
        localText(record.changedAt),
      ]),
    )

  writeFileSync(path, iconv.encode([csvLine(columns), ...lines].join(''), 'windows-1250'))
}

/** Numbers as whoever typed them: with or without calling code, with or without spaces. */
function phoneText({ phone, customer: { country } }: CustomerRecord, draw: number): string | null {
  // A number of another country’s plan (the call centre) or no number at all stays as it was typed.
  if (phone === null || !phone.startsWith('+')) return phone
  if (draw < 0.35 && phone.startsWith('+420') === (country === 'CZ')) return nationalPhone(phone, country)
  if (draw < 0.6) return phone.replace('+', '00')
  return draw < 0.8 ? phone : phone.startsWith('+420') ? spacedPhone(phone, 'CZ') : phone
}
