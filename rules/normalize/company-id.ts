import { companyRegisters, type CompanyRegister } from './company-register.ts'
import type { MappingStep } from './normalize-context.ts'
import { accept, reject, type Outcome } from './outcome.ts'
import { readVatId } from './vat-id.ts'

const separators = /[\s.\-/:]/gu
const lengthMax = 30

/** What people write before the number: the name of the number. */
const label = /^(?:IČO|ICO|IČ|IC|CVR|SIREN|SIRET|KRS|KVK|REGON|OIB|CUI|EIK|ЕИК|ORGNR|NIPC|NR|NO)+(?=\d)/u

/** Countries that give every company a number of one form, so that anything else is a mistake. */
const onlyForm = new Set(['CZ', 'SK'])

/**
 * Reads a company register number in the form of its country. Check digits are proved where the register has them, which also puts
 * lost leading zeros back; a VAT id that is the register number by law is read as that number. Numbers of other forms pass as
 * compact text, but for Czech and Slovak companies, which have no other, where the country is stated.
 */
export function readCompanyId(raw: string, country: string | null, isCountryStated = country !== null): Outcome {
  const compact = raw.normalize('NFC').replace(separators, '').toUpperCase().replace(label, '')
  if (compact.length > lengthMax || !/^(?=.*\d)[\p{L}\p{M}\p{N}]+$/u.test(compact))
    return reject('company-id-invalid', raw)
  return country === null ? accept(compact) : readIn(country, isCountryStated, compact, raw)
}

function readIn(country: string, isCountryStated: boolean, compact: string, raw: string): Outcome {
  const register = companyRegisters[country]
  if (register === undefined) return accept(compact)
  if (register.form.test(compact)) return readNumber(register, compact, raw)
  const isMistake = isCountryStated && onlyForm.has(country)

  return inVatId(compact, country) ?? (isMistake ? reject('company-id-invalid', raw) : accept(compact))
}

function readNumber(register: CompanyRegister, compact: string, raw: string): Outcome {
  const number = register.written(compact)

  return register.isChecked(number) ? accept(number) : reject('company-id-check-digit-wrong', raw)
}

function inVatId(compact: string, country: string): Outcome | undefined {
  if (!compact.startsWith(country)) return undefined
  const vatId = readVatId(compact, country, true)
  const number = vatId.ok ? companyIdOfVatId(vatId.value) : null

  return number === null ? undefined : accept(number)
}

/** The register number that an accepted VAT id is made of; null where the country's law makes it of another number, or for a person's. */
export function companyIdOfVatId(vatId: string): string | null {
  return companyRegisters[vatId.slice(0, 2)]?.ofVatId?.exec(vatId)?.[1] ?? null
}

/** Fills the register number of a record that states only its VAT id, so that a shop with the one meets a ledger with the other. */
export function companyIdStep(): MappingStep {
  return (_, { record, rejections }) => {
    const vatId = record['vatId'] ?? null
    if (vatId === null || record['companyId'] !== null) return
    if (!rejections.some(({ field }) => field === 'companyId')) record['companyId'] = companyIdOfVatId(vatId)
  }
}
