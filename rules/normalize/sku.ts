import { accept, reject, type Outcome } from './outcome.ts'
import { tidyText } from './text.ts'

const meaningful = /[\p{L}\p{N}]/u

/** Stock keeping units are compared in upper case without white space; dashes and leading zeros belong to them. */
export function readSku(raw: string): Outcome {
  const sku = tidyText(raw).replaceAll(' ', '').toUpperCase().normalize('NFC')

  return meaningful.test(sku) ? accept(sku) : reject('sku-invalid', raw)
}
