import { plainLetters } from '../identity/plain-letters.ts'
import { mobilePhone } from '../identity/phone-number.ts'
import type { RandomStream } from '../random-stream.ts'
import type { Country } from '../words/word-list.ts'
import { countryWords } from '../words/country-words.ts'
import type { Address } from './real-customer.ts'

/** Hands out phone numbers and mailboxes that nobody else has: some services overlook dots, so a dot makes no other mailbox. */
export interface ContactDetails {
  phone(country: Country): string
  personalEmail(givenName: string, familyName: string, country: Country): string
  companyEmail(companyName: string, country: Country): string
}

export function contactDetails(random: RandomStream): ContactDetails {
  const taken = new Set<string>()
  const unique = (propose: (attempt: number) => string): string => {
    for (let attempt = 0; ; attempt += 1) {
      const value = propose(attempt)
      const reached = value.replace(/\.(?=.*@)/g, '')

      if (!taken.has(reached)) {
        taken.add(reached)
        return value
      }
    }
  }

  return {
    phone: (country) => unique(() => mobilePhone(country, random)),
    personalEmail(givenName, familyName, country) {
      const given = mailboxPart(givenName)
      const family = mailboxPart(familyName)
      const shapes = [`${given}.${family}`, `${family}.${given}`, `${given.slice(0, 1)}.${family}`, `${family}${given}`]
      const shape = random.pickSkewed(shapes)
      const domain = random.pickSkewed(countryWords[country].mailDomains)

      return unique((attempt) => `${shape}${attempt === 0 ? '' : random.between(1, 99 * attempt)}@${domain}`)
    },
    companyEmail(companyName, country) {
      const domain = mailboxPart(companyName)
      const mailbox = random.pick(['info', 'info', 'info', 'obchod', 'office', 'fakturace'])
      const suffix = country === 'GB' ? 'co.uk' : country.toLowerCase()

      return unique((attempt) => `${mailbox}@${domain}${attempt === 0 ? '' : attempt + 1}.${suffix}`)
    },
  }
}

/** A street with a house number in one of the country’s towns. */
export function address(country: Country, random: RandomStream): Address {
  const { streets, towns } = countryWords[country]
  const town = random.pickSkewed(towns)
  const street = random.pick(streets)
  const house = random.between(1, 180)
  const orientation = random.chance(0.3) ? `/${random.between(1, 40)}` : ''

  return {
    street: country === 'GB' ? `${house} ${street}` : `${street} ${house}${country === 'CZ' ? orientation : ''}`,
    city: town.name,
    postalCode: random.pick(town.postalCodes),
  }
}

const mailboxPart = (text: string) =>
  plainLetters(text)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '')
