import { z } from 'zod'
import { text, date } from './field.ts'

/** A person or company that buys. A person has a family name, a company a company name; some records have both. */
export const customer = z.strictObject({
  givenName: text('given names of a person, as written, titles removed'),
  familyName: text('family name of a person'),
  companyName: text('company name without its legal form'),
  legalForm: text('legal form as a canonical abbreviation: s.r.o., a.s., GmbH, Ltd'),
  email: text('e-mail address, lower case'),
  phone: text('telephone number, E.164'),
  street: text('street and house number'),
  city: text('town'),
  postalCode: text('postal code in its country’s own form'),
  country: text('ISO 3166-1 alpha-2'),
  vatId: text('VAT id with country prefix, check digits verified'),
  companyId: text('company register number'),
  birthDate: date('date of birth'),
})

export type Customer = z.infer<typeof customer>
