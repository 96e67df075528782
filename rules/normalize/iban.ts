import { validateIBAN, ValidationErrorsIBAN } from 'ibantools'
import { accept, reject, type Outcome } from './outcome.ts'
import { tidyText } from './text.ts'

const separators = /[\s.\-/_:]/gu
const written = /^(?:IBAN)?([A-Z]{2}\d{2}[A-Z\d]*)$/
const lengthMax = 60

/** Letters of a country, then two check digits, as every IBAN begins. */
const likeIban = /^(?:IBAN)?[A-Z]{2}\d{2}[A-Z\d]{8}/

/** Digits with the marks of bank, branch and prefix between them. */
const domestic = /^[\d\s\-/.]*\d[\d\s\-/.]*$/

/** Reads an IBAN as ISO 13616 writes it for machines: without spaces, its form by country and its check digits (mod 97) proved. */
export function readIban(raw: string): Outcome {
  const text = raw.length > lengthMax ? '' : raw.normalize('NFC').replace(separators, '').toUpperCase()
  const iban = written.exec(text)?.[1]
  if (iban === undefined) return reject('iban-invalid', raw)
  const problems = validateIBAN(iban).errorCodes

  if (problems.includes(ValidationErrorsIBAN.NoIBANCountry)) return reject('iban-country-unknown', raw)
  if (problems.some((problem) => formProblems.has(problem))) return reject('iban-invalid', raw)
  // A national check digit inside the account number is the bank's own matter: mod 97 alone proves that nothing was mistyped.
  return problems.includes(ValidationErrorsIBAN.WrongIBANChecksum)
    ? reject('iban-check-digit-wrong', raw)
    : accept(iban)
}

const formProblems = new Set([
  ValidationErrorsIBAN.NoIBANProvided,
  ValidationErrorsIBAN.WrongBBANLength,
  ValidationErrorsIBAN.WrongBBANFormat,
  ValidationErrorsIBAN.ChecksumNotNumber,
])

/**
 * Reads the account of a payer: an IBAN where it is one, a domestic number without spaces, anything else (a wallet, a masked
 * card) as written. A Czech or Slovak number becomes the IBAN that stands for it, but only where the plan states the country:
 * its bank codes mean other banks next door.
 */
export function readAccount(raw: string, country: string, isCountryStated: boolean): Outcome {
  const text = tidyText(raw)
  if (text.length > lengthMax || !/[\p{L}\p{N}]/u.test(text)) return reject('account-invalid', raw)
  if (likeIban.test(text.replace(separators, '').toUpperCase())) {
    const iban = readIban(text)
    return iban.ok || iban.issue !== 'iban-country-unknown' ? withRaw(iban, raw) : accept(text)
  }
  if (!domestic.test(text)) return accept(text)
  const compact = text.replace(/\s/gu, '')

  return isCountryStated && (country === 'CZ' || country === 'SK')
    ? readCzechoslovak(compact, country, raw)
    : accept(compact)
}

function withRaw(outcome: Outcome, raw: string): Outcome {
  return outcome.ok ? outcome : reject(outcome.issue, raw)
}

/** Weights of the mod 11 check of prefix and number, from the last digit: ČNB decree 169/2011, § 5; NBS decree 8/2009. */
const weights = [1, 2, 4, 8, 5, 10, 9, 7, 3, 6]

/** "19-2000145399/0800": prefix, number and bank code. Both parts carry their own check digit. */
function readCzechoslovak(text: string, country: 'CZ' | 'SK', raw: string): Outcome {
  const [, prefix = '', number = '', bank = ''] = /^(?:(\d{1,6})-)?(\d{2,10})\/(\d{4})$/.exec(text) ?? []
  if (bank === '') return reject('account-invalid', raw)
  if (!fitsMod11(prefix) || !fitsMod11(number)) return reject('account-check-digit-wrong', raw)
  const account = `${bank}${prefix.padStart(6, '0')}${number.padStart(10, '0')}`

  return accept(`${country}${checkDigits(country, account)}${account}`)
}

function fitsMod11(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => total + Number(digit) * (weights[index] ?? 0), 0)

  return sum % 11 === 0
}

/** ISO 7064 mod 97-10 over the account, the country in digits (A is 10) and 00. */
function checkDigits(country: string, account: string): string {
  const letters = [...country].map((letter) => String(letter.charCodeAt(0) - 55)).join('')

  return String(98n - (BigInt(`${account}${letters}00`) % 97n)).padStart(2, '0')
}
