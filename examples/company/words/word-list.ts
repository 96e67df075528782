/** The words of one country, as its people are called and its streets and towns are named. */
export interface CountryWords {
  readonly country: Country
  readonly givenNames: { readonly male: readonly string[]; readonly female: readonly string[] }
  readonly familyNames: readonly string[]
  readonly familyNameOf: (name: string, gender: Gender) => string
  readonly streets: readonly string[]
  readonly towns: readonly Town[]
  readonly legalForms: readonly string[]
  readonly mailDomains: readonly string[]
}

export type Country = 'CZ' | 'SK' | 'DE' | 'GB'
export type Gender = 'male' | 'female'

export interface Town {
  readonly name: string
  readonly postalCodes: readonly string[]
}

/** Words separated by commas; line ends count as commas. */
export function words(text: string): readonly string[] {
  return text
    .split(/[,\n]/)
    .map((word) => word.trim())
    .filter((word) => word !== '')
}

/** Towns as "Brno: 602 00 | 612 00", separated like words. */
export function towns(text: string): readonly Town[] {
  return words(text).map((entry) => {
    const [name = '', codes = ''] = entry.split(':')

    return { name: name.trim(), postalCodes: codes.split('|').map((code) => code.trim()) }
  })
}
