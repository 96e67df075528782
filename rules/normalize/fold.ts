import anyAscii from 'any-ascii'

const folded = /^[a-z0-9]+(?: [a-z0-9]+)*$/
const ascii = /^[\x00-\x7f]*$/
const separators = /[^a-z0-9]+/g

/**
 * The form in which two texts say the same: without diacritics, in lower case, other characters as single spaces.
 * Text of nothing but signs keeps them, so that different signs stay different.
 */
export function fold(value: string): string {
  if (folded.test(value)) return value
  const plain = ascii.test(value) ? value : anyAscii(value.normalize('NFC'))
  const words = plain.toLowerCase().replace(separators, ' ').trim()

  return words === '' ? value.normalize('NFC').trim() : words
}
