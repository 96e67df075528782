import {
  all,
  any,
  bothMissing,
  different,
  exact,
  jaroWinkler,
  levenshtein,
  missing,
  otherwise,
  tokenOverlap,
} from './condition.ts'
import { customerColumns } from './customer-columns.ts'
import { customerRelations } from './customer-relations.ts'
import { matchModelSchema, type MatchModel } from './match-model.ts'
import { birthDate, personName } from './person-comparisons.ts'

/** jan.novak7 and jan.novak94 are two mailboxes, not one with a typing error. */
const sameMailboxDigits = any(exact('mailboxDigits'), bothMissing('mailboxDigits'))
/** terra.cz and terra2.cz belong to two companies of one name: the second had to take another domain. */
const sameDomainDigits = any(exact('domainDigits'), bothMissing('domainDigits'))

/**
 * Persons, companies and lists that mix both. Agreements that a household or the branches of a company share are weighed
 * against those relations, not only against chance.
 */
export const customerModel: MatchModel = matchModelSchema.parse({
  kind: 'customer',
  columns: customerColumns,
  blockingRules: [
    { name: 'e-mail', keys: ['email'] },
    { name: 'telephone', keys: ['phone'] },
    { name: 'VAT id', keys: ['vatId'] },
    { name: 'company id', keys: ['companyId'] },
    { name: 'full name, in any order', keys: ['nameTokens'] },
    { name: 'company name', keys: ['companyCompact'] },
    { name: 'birth date and family name', keys: ['birthDate', 'family2'] },
    { name: 'birth date and given name', keys: ['birthDate', 'given2'] },
    { name: 'birth date and postal code', keys: ['birthDate', 'postal'] },
    { name: 'address', keys: ['street', 'house', 'city'] },
    { name: 'address by postal code', keys: ['street', 'house', 'postal'] },
    { name: 'postal code and family name', keys: ['postal', 'familySound'] },
    { name: 'postal code and given name', keys: ['postal', 'givenSound'] },
    { name: 'town and family name', keys: ['city', 'family'] },
    { name: 'postal code and company', keys: ['postal', 'company4'] },
    { name: 'town and company', keys: ['city', 'company6'] },
  ],
  blockSizeMax: 200,
  matesPerRecord: 0.6,
  linkAbove: 0.9,
  reviewAbove: 0.5,
  exclusive: [
    { column: 'vatId', within: 'vatCountry' },
    { column: 'companyId', within: 'country' },
  ],
  comparisons: [
    personName,
    {
      name: 'company name',
      levels: [
        { name: 'both missing', when: bothMissing('company'), m: 1, u: 1 },
        { name: 'company against person', when: missing('company'), m: 0.05, u: 0.5 },
        {
          name: 'the same',
          when: exact('companyCompact'),
          m: 0.7,
          u: 1e-4,
          termFrequency: { column: 'companyCompact' },
        },
        {
          name: 'alike',
          when: jaroWinkler('company', 0.93),
          m: 0.15,
          u: 1e-4,
          termFrequency: { column: 'companyCompact', times: 8 },
        },
        {
          name: 'contained',
          when: tokenOverlap('company', 1),
          m: 0.05,
          u: 1e-3,
          termFrequency: { column: 'companyCompact', times: 30 },
        },
        { name: 'roughly alike', when: jaroWinkler('company', 0.85), m: 0.03, u: 5e-3 },
        { name: 'otherwise', when: otherwise(), m: 0.05, u: 1 },
      ],
    },
    {
      name: 'e-mail',
      levels: [
        { name: 'missing', when: missing('email'), m: 1, u: 1 },
        { name: 'the same', when: exact('email'), m: 0.65, u: 1e-5, termFrequency: { column: 'email', others: 0.1 } },
        {
          name: 'alike, as the names are',
          when: all(exact('domain'), exact('nameTokens'), levenshtein('mailbox', 2)),
          m: 0.05,
          u: 0.03,
        },
        {
          name: 'a typing error',
          when: all(exact('domain'), sameMailboxDigits, levenshtein('mailbox', 2)),
          m: 0.08,
          u: 1e-3,
        },
        {
          name: 'a typing error in the domain',
          when: all(exact('mailbox'), sameDomainDigits, jaroWinkler('domain', 0.85)),
          m: 0.01,
          u: 1e-5,
        },
        {
          name: 'another number in the domain',
          when: all(exact('mailbox'), jaroWinkler('domain', 0.85)),
          m: 0.002,
          u: 0.01,
        },
        {
          name: 'the same domain',
          when: exact('domain'),
          m: 0.118,
          u: 0.1,
          termFrequency: { column: 'domain', floor: 0.02 },
        },
        { name: 'three slips', when: levenshtein('email', 3), m: 0.01, u: 1e-4 },
        { name: 'otherwise', when: otherwise(), m: 0.2, u: 0.9 },
      ],
    },
    {
      name: 'telephone',
      levels: [
        { name: 'missing', when: missing('phone'), m: 1, u: 1 },
        { name: 'the same', when: exact('phone'), m: 0.75, u: 1e-5, termFrequency: { column: 'phone', others: 0.3 } },
        { name: 'a typing error', when: levenshtein('phone', 1), m: 0.04, u: 1e-4 },
        { name: 'otherwise', when: otherwise(), m: 0.2, u: 1 },
      ],
    },
    {
      name: 'address',
      levels: [
        { name: 'missing', when: all(missing('street'), missing('postal'), missing('city')), m: 1, u: 1 },
        {
          name: 'the same',
          when: exact('address'),
          m: 0.6,
          u: 1e-5,
          termFrequency: { column: 'address', others: 0.3 },
        },
        {
          name: 'the same, by town',
          when: exact('townAddress'),
          m: 0.1,
          u: 1e-5,
          termFrequency: { column: 'townAddress', others: 0.3 },
        },
        {
          name: 'street alike',
          when: all(jaroWinkler('street', 0.88), exact('house'), any(exact('postal'), exact('city'))),
          m: 0.05,
          u: 1e-5,
          termFrequency: { column: 'address', times: 4 },
        },
        {
          name: 'another house of the street',
          when: all(exact('street'), different('house'), any(exact('postal'), exact('city'))),
          m: 0.008,
          u: 1e-4,
          termFrequency: { column: 'street', times: 0.05 },
        },
        {
          name: 'street without number',
          when: all(exact('street'), any(exact('postal'), exact('city'))),
          m: 0.07,
          u: 1e-4,
          termFrequency: { column: 'street', times: 0.05 },
        },
        {
          name: 'street and number',
          when: all(exact('street'), exact('house')),
          m: 0.02,
          u: 1e-4,
          termFrequency: { column: 'street', times: 0.05 },
        },
        { name: 'postal code', when: exact('postal'), m: 0.06, u: 1e-3, termFrequency: { column: 'postal' } },
        { name: 'town', when: exact('city'), m: 0.06, u: 3e-3, termFrequency: { column: 'city' } },
        { name: 'moved', when: different('street'), m: 0.08, u: 1 },
        { name: 'otherwise', when: otherwise(), m: 0.2, u: 1 },
      ],
    },
    birthDate,
    identifierComparison('VAT id', 'vatId', 'vatCountry'),
    identifierComparison('company id', 'companyId', 'country'),
  ],
  relations: [...customerRelations],
})

/** A register number: one entity has one, within its country. */
function identifierComparison(name: string, column: string, country: string) {
  return {
    name,
    levels: [
      { name: 'missing', when: missing(column), m: 1, u: 1 },
      { name: 'the same', when: exact(column), m: 0.95, u: 1e-5, termFrequency: { column, others: 0.1 } },
      { name: 'another country', when: different(country), m: 0.03, u: 0.5 },
      { name: 'a typing error', when: levenshtein(column, 1), m: 0.02, u: 1e-4 },
      { name: 'otherwise', when: otherwise(), m: 0.002, u: 1 },
    ],
  }
}
