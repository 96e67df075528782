import { z } from 'zod'
import { text, integer, decimal } from './field.ts'

/** An article that is sold. The price is for one unit; `priceVat` says whether VAT is in it. */
export const product = z.strictObject({
  sku: text('stock keeping unit, upper case'),
  gtin: text('GTIN padded to 14 digits, check digit verified'),
  name: text('name of the article'),
  brand: text('brand or maker'),
  priceMinor: integer('unit price in minor units'),
  scale: integer('decimal digits of the minor unit'),
  currency: text('ISO 4217 code'),
  priceVat: text('inclusive or exclusive'),
  vatRate: decimal('VAT rate in percent'),
  stock: decimal('quantity on stock'),
  status: text('life-cycle status as the source calls it'),
})

export type Product = z.infer<typeof product>
