import { readCompanyId } from './company-id.ts'
import { readCountry } from './country.ts'
import { readDecimal, readPercent } from './decimal-number.ts'
import { readEmail } from './email.ts'
import type { FullFieldMapping } from './field-mapping.ts'
import { readGtin } from './gtin.ts'
import { readAccount } from './iban.ts'
import { readLegalForm } from './legal-form.ts'
import { decimalMarkOf } from './mapped-input.ts'
import type { NormalizeContext } from './normalize-context.ts'
import { accept, reject, type Outcome } from './outcome.ts'
import { readFamilyName, readGivenName } from './person-name.ts'
import { readPhone } from './phone.ts'
import { readAddressText, readPostalCode, readStreet } from './postal-address.ts'
import { remember } from './remember.ts'
import { readSku } from './sku.ts'
import { readVatId } from './vat-id.ts'

/** Reads stated text; `recordCountry` is the country the record itself states, null where it states none. */
export type FieldReader = (text: string, recordCountry: string | null) => Outcome

type ReaderFactory = (mapping: FullFieldMapping, context: NormalizeContext) => FieldReader

/** How each canonical field that is more than free text is read. Amounts, dates and whole names have files of their own. */
const factories: Readonly<Record<string, ReaderFactory>> = {
  givenName: () => readGivenName,
  familyName: () => readFamilyName,
  email: () => readEmail,
  street: () => readStreet,
  city: () => readAddressText,
  sku: () => readSku,
  gtin: () => readGtin,
  priceVat: () => readPriceVat,
  country: (_, { company }) => remember((text) => readCountry(text, company.country)),
  phone: byCountry((text, country) => readPhone(text, country)),
  companyId: byCountry(readCompanyId),
  legalForm: byCountry((text, country) => readLegalForm(text, country)),
  postalCode: byCountry(readPostalCode),
  vatId: byCountry(readVatId),
  payerAccount: byCountry(readAccount),
  vatRate: (mapping, context) => (text) => readPercent(text, decimalMarkOf(mapping, context)),
  quantity: readsDecimal,
  stock: readsDecimal,
  unitPrice: readsDecimal,
  exchangeRate: readsDecimal,
}

/** The reader of one canonical field; free text is accepted as tidied. */
export function fieldReader(field: string, mapping: FullFieldMapping, context: NormalizeContext): FieldReader {
  return factories[field]?.(mapping, context) ?? accept
}

/**
 * A reader that depends on the country: the mapping's, else the record's, else, as an assumption only, the company's.
 * Answers are remembered per country, because these readers are the slow ones and their values repeat.
 */
export function byCountry(read: (text: string, country: string, isStated: boolean) => Outcome): ReaderFactory {
  return (mapping, { company }) => rememberByCountry(mapping.country, company.country, read)
}

/** Remembers the answers of a reader per country. */
export function rememberByCountry<Value>(
  mappingCountry: string | undefined,
  companyCountry: string,
  read: (text: string, country: string, isStated: boolean) => Value,
): (text: string, recordCountry: string | null) => Value {
  const readers = new Map<string, (text: string) => Value>()

  return (text, recordCountry) => {
    const stated = mappingCountry ?? recordCountry
    const key = stated ?? ''
    let reader = readers.get(key)

    if (reader === undefined) {
      reader = remember((value) => read(value, stated ?? companyCountry, stated !== null))
      readers.set(key, reader)
    }
    return reader(text)
  }
}

function readsDecimal(mapping: FullFieldMapping, context: NormalizeContext): FieldReader {
  const decimalMark = decimalMarkOf(mapping, context)

  return (text) => readDecimal(text, decimalMark)
}

function readPriceVat(text: string): Outcome {
  const word = text.toLowerCase()

  return word === 'inclusive' || word === 'exclusive' ? accept(word) : reject('price-vat-unknown', text)
}
