import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { accept, reject, type Outcome } from './outcome.ts'
import { tidyText } from './text.ts'

const lengthMax = 60
const severalBy = /[,;/|]|\s(?:or|nebo|oder|a|und|and)\s/u

/** Reads a telephone number as E.164. One without international prefix belongs to `country`. Extensions are dropped. */
export function readPhone(raw: string, country: string | null): Outcome {
  const text = tidyText(raw)

  if (text.length > lengthMax) return reject('phone-invalid', raw)
  const numbers = text
    .split(severalBy)
    .map((part) => e164(part, country))
    .filter((number) => number !== undefined)
  if (new Set(numbers).size > 1) return reject('phone-several', raw)

  const number = numbers[0] ?? e164(text, country)
  return number === undefined ? reject('phone-invalid', raw) : accept(number)
}

function e164(text: string, country: string | null): string | undefined {
  const parsed =
    country !== null && isSupportedCountry(country)
      ? parsePhoneNumberFromString(text, country)
      : parsePhoneNumberFromString(text.replace(/^00/, '+'))

  return parsed?.isValid() === true ? parsed.number : undefined
}
