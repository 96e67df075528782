import { britishVatId, companyId, germanVatId, slovakVatId } from '../identity/check-digits.ts'
import { randomStream, type RandomStream } from '../random-stream.ts'
import type { Country, Gender } from '../words/word-list.ts'
import { countryWords } from '../words/country-words.ts'
import { companyFirstWords, trades } from '../words/trade.ts'
import { address, contactDetails, type ContactDetails } from './contact-details.ts'
import type { RealCustomer } from './real-customer.ts'

const companyShare = 0.22
const householdShare = 0.03
const sisterCompanyShare = 0.03

/** Everybody who ever bought or subscribed: persons and companies, with households, namesakes and sister companies among them. */
export function population(seed: number, count: number): RealCustomer[] {
  const random = randomStream(seed, 'population')
  const contact = contactDetails(randomStream(seed, 'population.contact'))
  const customers: RealCustomer[] = []

  while (customers.length < count) {
    const country = countryOf(random)
    const left = count - customers.length

    if (random.chance(companyShare)) {
      const withSister = left > 1 && random.chance(sisterCompanyShare)

      customers.push(...companies(customers.length, country, withSister, { random, contact }))
    } else {
      const isHousehold = left > 1 && random.chance(householdShare)

      customers.push(...persons(customers.length, country, isHousehold, { random, contact }))
    }
  }
  return customers
}

interface Sources {
  readonly random: RandomStream
  readonly contact: ContactDetails
}

function countryOf(random: RandomStream): Country {
  const draw = random.next()

  if (draw < 0.84) return 'CZ'
  if (draw < 0.92) return 'SK'
  return draw < 0.97 ? 'DE' : 'GB'
}

/** One person, or a couple that shares family name, address and telephone. */
function persons(
  firstId: number,
  country: Country,
  isHousehold: boolean,
  { random, contact }: Sources,
): RealCustomer[] {
  const lexicon = countryWords[country]
  const familyName = random.pickSkewed(lexicon.familyNames)
  const home = address(country, random)
  const sharedPhone = contact.phone(country)
  const first: Gender = random.chance(0.5) ? 'male' : 'female'
  const genders: readonly Gender[] = isHousehold ? [first, first === 'male' ? 'female' : 'male'] : [first]

  return genders.map((gender, index) => {
    const givenName = random.pickSkewed(lexicon.givenNames[gender])
    const ownFamilyName = lexicon.familyNameOf(familyName, gender)

    return {
      id: firstId + index,
      kind: 'person',
      country,
      givenName,
      familyName: ownFamilyName,
      companyName: null,
      legalForm: null,
      email: contact.personalEmail(givenName, ownFamilyName, country),
      phone: sharedPhone,
      address: home,
      vatId: null,
      companyId: null,
      sharesContact: isHousehold,
      change: null,
    }
  })
}

/** One company, or two of the same owners: one address and mailbox, two register numbers and two names. */
function companies(
  firstId: number,
  country: Country,
  withSister: boolean,
  { random, contact }: Sources,
): RealCustomer[] {
  const seat = address(country, random)
  const first = companyName(country, random)
  const sharedEmail = contact.companyEmail(first, country)
  const names = withSister ? [first, companyName(country, random)] : [first]

  return names.map((name, index) => {
    const registered = country === 'CZ' || country === 'SK' ? companyId(random) : null

    return {
      id: firstId + index,
      kind: 'company',
      country,
      givenName: null,
      familyName: null,
      companyName: name,
      legalForm: random.pick(countryWords[country].legalForms),
      email: sharedEmail,
      phone: contact.phone(country),
      address: seat,
      vatId: vatIdOf(country, registered, random),
      companyId: registered,
      sharesContact: withSister,
      change: null,
    }
  })
}

/** A name such as "Orion Stavby" or "Novák Elektro", without legal form. */
export function companyName(country: Country, random: RandomStream): string {
  const first = random.chance(0.35) ? random.pick(countryWords[country].familyNames) : random.pick(companyFirstWords)
  const second = random.chance(0.35) ? `${random.pick(companyFirstWords)} ` : ''

  return `${first} ${second === `${first} ` ? '' : second}${random.pick(trades[country])}`
}

/** About one company in ten pays no VAT. */
function vatIdOf(country: Country, registered: string | null, random: RandomStream): string | null {
  if (random.chance(0.1)) return null
  switch (country) {
    case 'CZ':
      return registered === null ? null : `CZ${registered}`
    case 'SK':
      return slovakVatId(random)
    case 'DE':
      return germanVatId(random)
    case 'GB':
      return britishVatId(random)
  }
}
