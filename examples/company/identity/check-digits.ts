import type { RandomStream } from '../random-stream.ts'

/** A Czech or Slovak company register number (IČO): seven digits and a check digit; none begins with 9. */
export function companyId(random: RandomStream): string {
  const digits = `${random.between(1, 8)}${random.digits(6)}`

  return `${digits}${(11 - (weightedSum(digits, [8, 7, 6, 5, 4, 3, 2]) % 11)) % 10}`
}

/** A Slovak VAT id: ten digits divisible by eleven, the third of them not 0, 1, 5 or 6. */
export function slovakVatId(random: RandomStream): string {
  const start = `20${random.pick(['2', '3', '4'])}${random.digits(5)}`
  const number = Number(start) * 100

  return `SK${number + ((11 - (number % 11)) % 11)}`
}

/** A German VAT id: eight digits and the check digit of ISO 7064, MOD 11,10. */
export function germanVatId(random: RandomStream): string {
  const digits = `${random.between(1, 9)}${random.digits(7)}`
  let product = 10

  for (const digit of digits) {
    const sum = (Number(digit) + product) % 10

    product = ((sum === 0 ? 10 : sum) * 2) % 11
  }
  return `DE${digits}${(11 - product) % 10}`
}

/** A British VAT number: seven digits and two check digits, modulo 97. */
export function britishVatId(random: RandomStream): string {
  const digits = `${random.between(1, 9)}${random.digits(6)}`
  const check = 97 - (weightedSum(digits, [8, 7, 6, 5, 4, 3, 2]) % 97)

  return `GB${digits}${String(check).padStart(2, '0')}`
}

/** An EAN-13: twelve digits and a check digit. */
export function ean13(twelveDigits: string): string {
  const sum = weightedSum(twelveDigits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3])

  return `${twelveDigits}${(10 - (sum % 10)) % 10}`
}

function weightedSum(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0)
}
