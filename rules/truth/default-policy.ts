import type { EntityKind } from '../entity/entity.ts'
import type { Preference } from './field-policy.ts'

/** How a field is decided that the plan does not name: what most systems say, then what was said last. */
export const defaultPreferences: readonly Preference[] = ['mostFrequent', 'mostRecent']

const amounts = ['netMinor', 'vatMinor', 'grossMinor', 'currency', 'scale'] as const
const customerReference = ['customerSystem', 'customerKey'] as const

/**
 * Fields that mean something only together, and so come from one record: a street of one address with the town of another,
 * or a net amount of one invoice with the VAT of another, would be a value that no system ever held.
 */
export const defaultGroups: Readonly<Record<EntityKind, readonly (readonly string[])[]>> = {
  customer: [
    ['givenName', 'familyName'],
    ['companyName', 'legalForm'],
    ['street', 'city', 'postalCode', 'country'],
  ],
  product: [['priceMinor', 'currency', 'scale', 'priceVat']],
  order: [amounts, customerReference],
  orderLine: [amounts],
  invoice: [amounts, customerReference],
  invoiceLine: [amounts],
  payment: [['grossMinor', 'feeMinor', 'currency', 'scale'], customerReference],
}
