import type { EntityKind } from '../entity/entity.ts'
import type { Preference } from './field-policy.ts'

/** How a field is decided that the plan does not name: what most systems say, then what was said last. */
export const defaultPreferences: readonly Preference[] = ['mostFrequent', 'mostRecent']

const lineAmounts = ['netMinor', 'vatMinor', 'grossMinor', 'discountMinor', 'currency', 'scale'] as const
const amounts = [...lineAmounts, 'freightMinor', 'prepaidMinor', 'payableMinor'] as const
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
  orderLine: [lineAmounts],
  invoice: [amounts, ['exchangeRate', 'exchangeCurrency'], customerReference],
  invoiceLine: [lineAmounts],
  payment: [['grossMinor', 'feeMinor', 'currency', 'scale'], customerReference],
  message: [customerReference],
}
