import { integer, text } from './field.ts'

/** The amounts of a document or line: one currency and scale for all, minor units as whole numbers. */
export const amounts = {
  currency: text('ISO 4217 code of every amount of the record'),
  scale: integer('decimal digits of the minor unit'),
  netMinor: integer('amount without VAT in minor units'),
  vatMinor: integer('VAT amount in minor units'),
  grossMinor: integer('amount with VAT in minor units'),
}

/** What a document's head may state besides its totals. */
export const headAmounts = {
  discountMinor: integer('allowances of the whole document in minor units, positive when they lower it'),
  freightMinor: integer('transport and handling charged without VAT in minor units'),
  prepaidMinor: integer('amount paid before in minor units'),
  payableMinor: integer('amount due for payment in minor units'),
}
