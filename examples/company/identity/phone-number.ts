import type { RandomStream } from '../random-stream.ts'
import type { Country } from '../words/word-list.ts'

const callingCodes: Readonly<Record<Country, string>> = { CZ: '420', SK: '421', DE: '49', GB: '44' }

/** The number of the call centre that typed itself into its customers' records. */
export const callCentrePhone = '+420222555111'

/** A mobile number that exists in the country’s numbering plan, E.164. */
export function mobilePhone(country: Country, random: RandomStream): string {
  switch (country) {
    case 'CZ':
      return `+420${random.pick(['601', '602', '603', '604', '605', '606', '607', '608', '720', '721', '723', '724', '728', '731', '732', '736', '737', '739', '773', '774', '775', '776', '777'])}${random.digits(6)}`
    case 'SK':
      return `+421${random.pick(['903', '905', '907', '908', '911', '915', '917', '918', '944', '948'])}${random.digits(6)}`
    case 'DE':
      return `+49${random.pick(['160', '170', '171', '175'])}${random.between(2, 9)}${random.digits(6)}`
    case 'GB':
      return `+447${random.pick(['400', '401', '402', '403', '404', '405'])}${random.digits(6)}`
  }
}

/** The number as people of its country write it, without the calling code. */
export function nationalPhone(phone: string, country: Country): string {
  const national = phone.slice(callingCodes[country].length + 1)

  return country === 'CZ' ? national : `0${national}`
}

/** "+420603123456" as "+420 603 123 456". */
export function spacedPhone(phone: string, country: Country): string {
  const code = callingCodes[country]
  const national = phone.slice(code.length + 1)

  return `+${code} ${national.replace(/(\d{3})(?=\d)/g, '$1 ').trim()}`
}
