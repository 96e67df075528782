import { readDecimal } from '../decimal-number.ts'
import { decideDecimalMark, type DecimalMarkEvidence } from './decimal-mark.ts'

/** An amount of a sample in hundredths, by the mark its column proves; finer ones are cut, for VAT is compared to a hundredth. Undefined where it is none. */
export function sampleAmount(raw: string, numbers: DecimalMarkEvidence | undefined): bigint | undefined {
  const mark = numbers === undefined ? 'undecided' : decideDecimalMark(numbers)
  const number = raw.replace(/\p{L}+\.?|[\p{Sc}%]/gu, '').trim()
  const read = /\d/.test(number) ? readDecimal(number, mark === '.' || mark === ',' ? mark : undefined) : undefined
  if (read?.ok !== true) return undefined
  const [whole = '0', fraction = ''] = read.value.split('.')

  return BigInt(whole + fraction.padEnd(2, '0').slice(0, 2))
}
