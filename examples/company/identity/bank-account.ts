import type { RandomStream } from '../random-stream.ts'

/** A Czech IBAN with valid check digits of the IBAN (ISO 7064, MOD 97-10); the number inside needs none of its own. */
export function bankAccount(random: RandomStream): string {
  const inner = `${random.pick(['0100', '0300', '0600', '0800', '2010'])}000000${random.between(1, 9)}${random.digits(9)}`
  // CZ is 12 35 where letters stand for numbers, and the check digits are 00 while they are computed.
  const check = 98n - (BigInt(`${inner}123500`) % 97n)

  return `CZ${String(check).padStart(2, '0')}${inner}`
}
