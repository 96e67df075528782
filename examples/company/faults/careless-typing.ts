import { plainLetters } from '../identity/plain-letters.ts'
import { randomStream, type RandomStream } from '../random-stream.ts'
import type { CustomerRecord } from '../records/customer-record.ts'

const nicknames: Readonly<Record<string, string>> = {
  Jan: 'Honza', Josef: 'Pepa', František: 'Franta', Jiří: 'Jirka', Petr: 'Péťa', Tomáš: 'Tom', Jana: 'Janča',
  Kateřina: 'Katka', Jaroslav: 'Jarda', Zuzana: 'Zuzka', Michael: 'Mike', William: 'Bill', Elizabeth: 'Liz',
} // prettier-ignore

/** What copies of one customer in the CRM differ by: accents, case, abbreviations, typing errors, a second mailbox. */
export function typeCarelessly(seed: number, records: readonly CustomerRecord[]): void {
  const random = randomStream(seed, 'faults.careless-typing')
  const seen = new Set<number>()

  for (const record of records) {
    if (record.system !== 'crm') continue
    if (seen.has(record.customer.id)) spoil(record, random)
    seen.add(record.customer.id)
  }
}

function spoil(record: CustomerRecord, random: RandomStream): void {
  if (record.customer.change === null && !record.customer.sharesContact) {
    spoilIdentity(record, random)
    if (random.chance(0.06)) record.street = misspelt(record.street, random)
    if (random.chance(0.02)) record.city = misspelt(record.city, random)
  }
  if (random.chance(0.08)) record.street = abbreviated(record.street)
  if (random.chance(0.15)) record.companyName = otherLegalForm(record.companyName, random)
  respell(record, random)
}

function spoilIdentity(record: CustomerRecord, random: RandomStream): void {
  if (random.chance(0.08)) otherMailbox(record, random)
  else if (random.chance(0.12)) misspellName(record, random)
  else if (random.chance(0.04)) record.givenName = nicknames[record.givenName ?? ''] ?? record.givenName
}

const otherLegalForm = (companyName: string | null, random: RandomStream) =>
  companyName?.replace('s.r.o.', random.pick(['s. r. o.', 'spol. s r.o.', 'S.R.O.'])) ?? null

function otherMailbox(record: CustomerRecord, random: RandomStream): void {
  const local = record.email?.slice(0, record.email.indexOf('@')) ?? 'kontakt'

  record.email = `${local}.${record.customer.id}@${random.pick(['firma-mail.cz', 'prace-mail.cz', 'mujmail.cz'])}`
  record.isSpoiled = true
}

function misspellName(record: CustomerRecord, random: RandomStream): void {
  if (record.familyName !== null) record.familyName = misspelt(record.familyName, random)
  else if (record.companyName !== null) {
    const [first = '', ...rest] = record.companyName.split(' ')

    record.companyName = [misspelt(first, random) ?? first, ...rest].join(' ')
  }
  record.isSpoiled = true
}

/** One letter doubled, dropped or exchanged with its neighbour; words under five letters are left alone. */
export function misspelt(text: string | null, random: RandomStream): string | null {
  if (text === null || text.length < 5) return text
  const at = random.between(1, Math.min(text.length - 3, 8))
  const [before, letter, next, after] = [text.slice(0, at), text.charAt(at), text.charAt(at + 1), text.slice(at + 2)]

  if (!/^\p{L}{2}$/u.test(letter + next)) return text
  return random.pick([
    `${before}${letter}${letter}${next}${after}`,
    `${before}${next}${after}`,
    `${before}${next}${letter}${after}`,
  ])
}

function abbreviated(street: string | null): string | null {
  if (street === null) return null
  return street.replace('Náměstí', 'nám.').replace('náměstí', 'nám.').replace('straße', 'str.').replace('Street', 'St')
}

function respell(record: CustomerRecord, random: RandomStream): void {
  const draw = random.next()
  const spelling =
    draw < 0.25
      ? plainLetters
      : draw < 0.3
        ? (text: string) => text.toUpperCase()
        : draw < 0.33
          ? (text: string) => text.toLowerCase()
          : null

  if (spelling === null) return
  for (const field of ['givenName', 'familyName', 'companyName', 'street', 'city'] as const) {
    const value = record[field]

    if (value !== null) record[field] = spelling(value)
  }
}
