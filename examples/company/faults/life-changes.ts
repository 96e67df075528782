import { address, contactDetails } from '../population/contact-details.ts'
import { companyName } from '../population/population.ts'
import type { RealCustomer } from '../population/real-customer.ts'
import { randomStream, type RandomStream } from '../random-stream.ts'
import type { Holdings } from '../records/holdings.ts'
import type { PlantedCounts } from '../sizes.ts'
import { countryWords } from '../words/country-words.ts'
import { spellingDistance } from '../scoring/spelling-distance.ts'

/** A rename differs by more than a typing error: at least this many letters. */
export const renameDistanceMin = 4

/** Lets customers of ERP and CRM move, marry, rename their firm, change telephone or mailbox: at most one change each. */
export function plantLifeChanges(seed: number, held: Holdings, counts: PlantedCounts): void {
  const inCrm = new Set(held.crm.map(({ id }) => id))
  const eligible = randomStream(seed, 'faults.life-changes')
    .shuffle(held.erp)
    .filter(({ id, sharesContact }) => inCrm.has(id) && !sharesContact)
  const take = (count: number) => eligible.splice(0, count)

  move(take(counts.moved), randomStream(seed, 'faults.moved'))
  rename(take(counts.renamed), randomStream(seed, 'faults.renamed'))
  changeContact(take(counts.formerContact), seed)
}

function move(customers: readonly RealCustomer[], random: RandomStream): void {
  for (const customer of customers) {
    const formerAddress = customer.address

    do customer.address = address(customer.country, random)
    while (customer.address.city === formerAddress.city)
    customer.change = { kind: 'moved', formerAddress }
  }
}

function rename(customers: readonly RealCustomer[], random: RandomStream): void {
  for (const customer of customers) {
    const formerName = customer.familyName ?? customer.companyName ?? ''
    const lexicon = countryWords[customer.country]
    let name: string

    do {
      name =
        customer.kind === 'company'
          ? companyName(customer.country, random)
          : lexicon.familyNameOf(random.pickSkewed(lexicon.familyNames), genderOf(customer))
    } while (spellingDistance(name, formerName) < renameDistanceMin)

    if (customer.kind === 'company') customer.companyName = name
    else customer.familyName = name
    customer.change = { kind: 'renamed', formerName }
  }
}

function changeContact(customers: readonly RealCustomer[], seed: number): void {
  const contact = contactDetails(randomStream(seed, 'faults.contact'))

  customers.forEach((customer, index) => {
    if (index % 2 === 0) {
      customer.change = { kind: 'phone', formerPhone: contact.phone(customer.country) }
    } else {
      customer.change = { kind: 'email', formerEmail: formerMailbox(customer.email) }
    }
  })
}

/** The old mailbox of the same person: another domain, so nobody else can own it. */
const formerMailbox = (email: string) => `${email.slice(0, email.indexOf('@'))}@stary-mail.cz`

const genderOf = ({ country, givenName }: RealCustomer) =>
  countryWords[country].givenNames.female.includes(givenName ?? '') ? 'female' : 'male'
