import { fold } from '../../normalize/fold.ts'
import type { ColumnProfile } from './column-profile.ts'

/** What a column of an unknown table holds, as far as matching is concerned. */
export type ColumnRole =
  | 'givenName' | 'familyName' | 'personName' | 'companyName' | 'title' | 'text' | 'words'
  | 'street' | 'house' | 'city' | 'postalCode' | 'country' | 'email' | 'phone' | 'vatId' | 'companyId'
  | 'birthDate' | 'birthYear' | 'birthMonth' | 'birthDay' | 'date' | 'year' | 'number' | 'identifier' | 'category' | 'unused' // prettier-ignore

interface NamedRole {
  readonly role: ColumnRole
  /** Matched against the folded header, its words joined by spaces. */
  readonly header: RegExp
  readonly fits?: (profile: ColumnProfile) => boolean
}

/** So few different values are classes, not names or numbers. */
const FEW_VALUES = 12

const isText = ({ shapes }: ColumnProfile) => shapes.letters > 0.5 && shapes.email < 0.5
const isDate = ({ shapes }: ColumnProfile) => shapes.isoDate + shapes.shortDate + shapes.compactDate > 0.6

/** Headers people write, in English, German, Czech and French; the first that fits header and values counts. */
const namedRoles: readonly NamedRole[] = [
  {
    role: 'unused',
    header:
      /^(source|source system|system|quelle|zdroj|origin|data source|file|table)$|(^| )(updated|created|modified|changed|loaded|inserted|imported)( (at|on|date|time))?$|^(last (update|change|modified)|timestamp|row ?(no|number|id)?)$/,
  },
  { role: 'email', header: /e ?mail/, fits: ({ shapes }) => shapes.email > 0.5 },
  {
    role: 'phone',
    header: /phone|^tel|telefon|mobil|^fax$|handy/,
    fits: ({ shapes }) => shapes.digits > 0.8 && shapes.letters < 0.3,
  },
  {
    role: 'vatId',
    header: /\b(vat|dic|ust ?id|uid|tva|nip)\b|vat ?(id|no|number)/,
    fits: ({ shapes }) => shapes.digits > 0.8,
  },
  {
    role: 'companyId',
    header:
      /^(ico|ic|company (id|no|number)|registration (no|number)|reg no|handelsregister|siren|siret|firmenbuchnummer)$/,
    fits: ({ shapes }) => shapes.digits > 0.8,
  },
  {
    role: 'birthYear',
    header: /^(by|birth ?year|year ?of ?birth|yob|geburtsjahr|rok narozeni)$/,
    fits: ({ shapes }) => shapes.number > 0.8,
  },
  { role: 'birthMonth', header: /^(bm|birth ?month|month ?of ?birth)$/, fits: ({ shapes }) => shapes.number > 0.8 },
  {
    role: 'birthDay',
    header: /^(bd|birth ?day|day ?of ?birth)$/,
    fits: ({ shapes, meanLength }) => shapes.number > 0.8 && meanLength <= 2.5,
  },
  { role: 'birthDate', header: /birth|\bdob\b|geburt|narozeni|naissance|born/, fits: isDate },
  {
    role: 'givenName',
    header:
      /^(f|first|given|fore) ?name|^(christian name|vorname|jmeno|krestni jmeno|prenom|given|first|forename|fname c\d)$|^fname/,
    fits: isText,
  },
  {
    role: 'familyName',
    header:
      /^(l|last|sur|family) ?name|^(surname|last|family|nachname|familienname|zuname|prijmeni|nom de famille|lastname|lname c\d)$|^lname/,
    fits: isText,
  },
  {
    role: 'house',
    header:
      /^(house|street|building|civic) ?(no|nr|num|number)$|^(hausnr|hausnummer|cislo popisne|cp|houseno|housenumber|numero)$/,
  },
  {
    role: 'street',
    header: /street|^addr(ess)?( ?(line)? ?1)?$|strasse|^str$|^ulice$|^rue$|^adresse$|^adresa$|^address line$/,
    fits: isText,
  },
  {
    role: 'city',
    header: /^(city|town|suburb|locality|place|ort|stadt|wohnort|mesto|obec|ville|municipality)$|^city/,
    fits: isText,
  },
  { role: 'postalCode', header: /^(post(al)? ?code|zip|zip ?code|postcode|plz|psc|code postal|postleitzahl)$|^zip/ },
  { role: 'country', header: /^(country|land|zeme|pays|country ?code|staat|stat)$/ },
  {
    role: 'companyName',
    header:
      /company|organi[sz]ation|^firm(a|enname)?$|^spolecnost$|^societe$|^business( name)?$|^(site|agency|institution|restaurant|shop|store) ?name$|^employer$/,
    fits: isText,
  },
  {
    role: 'title',
    header:
      /title|^(product|item|article) ?name$|^(produkt|artikel|nazev produktu|bezeichnung|produktname|titel|nazev)$/,
    fits: isText,
  },
  { role: 'year', header: /(^| )(year|jahr|rok|annee)$|^year/, fits: ({ shapes }) => shapes.number > 0.5 },
  {
    role: 'number',
    header:
      /price|amount|total|cost|preis|betrag|cena|castka|prix|(^| )(sum|qty|quantity|weight|length|duration|runtime)( |$)/,
    fits: ({ shapes }) => shapes.number > 0.7,
  },
  {
    role: 'identifier',
    header:
      /^(gtin|ean|upc|isbn|issn|sku|iban|ssn|mpn|soc sec id|passport|number|doi|nummer|cislo)$|( |^)(ean|gtin|sku|isbn|iban|ssn)( |$)/,
  },
]

/** The role of a column, from its header where values agree with it, else from the values alone. */
export function columnRole(profile: ColumnProfile, recordCount: number): ColumnRole {
  if (profile.distinct <= 1 || profile.filled * recordCount < 4) return 'unused'
  const header = fold(profile.name.replace(/([a-z])([A-Z])/g, '$1 $2'))
  const named = namedRoles.find(({ header: pattern, fits }) => pattern.test(header) && (fits?.(profile) ?? true))

  return named?.role ?? shapedRole(profile, recordCount)
}

/** What values are that no header names; the first that fits counts. */
const shapedRoles: readonly {
  readonly role: ColumnRole
  readonly fits: (profile: ColumnProfile, recordCount: number) => boolean
}[] = [
  { role: 'email', fits: ({ shapes }) => shapes.email > 0.8 },
  { role: 'identifier', fits: ({ shapes }) => shapes.url > 0.8 },
  { role: 'date', fits: isDate },
  { role: 'year', fits: ({ shapes }) => shapes.year > 0.9 },
  {
    role: 'phone',
    fits: ({ shapes, meanLength, repeats }) =>
      shapes.phone > 0.8 && shapes.letters < 0.1 && meanLength >= 7 && repeats < 3 && shapes.number < 0.9,
  },
  { role: 'category', fits: ({ shapes, distinct }) => shapes.number > 0.9 && distinct <= FEW_VALUES },
  {
    role: 'identifier',
    fits: ({ shapes, meanLength, repeats }) => shapes.number > 0.9 && meanLength >= 5 && repeats < 5,
  },
  { role: 'number', fits: ({ shapes }) => shapes.number > 0.9 },
  {
    role: 'category',
    fits: ({ distinct, filled }, recordCount) => distinct <= Math.max(FEW_VALUES, 0.003 * recordCount * filled),
  },
  { role: 'identifier', fits: ({ shapes, meanWords }) => shapes.digits > 0.8 && meanWords < 1.5 },
  { role: 'words', fits: ({ shapes }) => shapes.list > 0.4 },
  { role: 'text', fits: ({ meanWords }) => meanWords > 12 },
  { role: 'title', fits: ({ meanWords }) => meanWords >= 2.5 },
  { role: 'words', fits: () => true },
]

function shapedRole(profile: ColumnProfile, recordCount: number): ColumnRole {
  return shapedRoles.find(({ fits }) => fits(profile, recordCount))?.role ?? 'words'
}
