import { accept, reject, type Outcome } from './outcome.ts'

const separators = /[\s\-.]/g
const lengthMax = 40

/** Reads GTIN-8, -12 (UPC), -13 (EAN) and -14, checks the mod 10 digit and pads to 14 digits. */
export function readGtin(raw: string): Outcome {
  const digits = raw.length > lengthMax ? '' : raw.replace(separators, '')

  if (!/^(?:\d{8}|\d{12,14})$/.test(digits)) return reject('gtin-length-wrong', raw)
  const gtin = digits.padStart(14, '0')

  if (/^0+$/.test(gtin)) return reject('gtin-placeholder', raw)
  return checkDigit(gtin) === gtin.charCodeAt(13) - 48 ? accept(gtin) : reject('gtin-check-digit-wrong', raw)
}

function checkDigit(gtin: string): number {
  let sum = 0
  for (let position = 0; position < 13; position++)
    sum += (gtin.charCodeAt(position) - 48) * (position % 2 === 0 ? 3 : 1)

  return (10 - (sum % 10)) % 10
}
