import { entityKinds, storageOf, type CanonicalRecord, type EntityKind } from '../entity/entity.ts'
import { documentNumberKey } from '../documents/document-number.ts'
import { fold } from '../normalize/fold.ts'

/**
 * Do two canonical values of a field say the same? A warehouse that writes upper case without diacritics agrees with a CRM
 * that does not; "1.50" agrees with "1.5"; a phone, an e-mail, a date and an id agree only when they are equal.
 */
export function agree(kind: EntityKind, field: string, left: string, right: string): boolean {
  return left === right || meaningOf(kind, field, left) === meaningOf(kind, field, right)
}

/** A key that is equal exactly for values that agree, so that agreeing values can be counted. */
export function meaningOf(kind: EntityKind, field: string, value: string): string {
  const read = readers.get(field)

  if (read !== undefined) return read(value)

  const storage = storageByKind.get(kind)?.get(field)

  return storage === 'decimal' || storage === 'integer' ? exactNumber(value) : value
}

/** What a field of a record says. Amounts are read with the record's own scale: 12100 at scale 2 and 121 at scale 0 agree. */
export function meaningIn(kind: EntityKind, field: string, record: CanonicalRecord): string | null {
  const value = record[field] ?? null

  if (value === null) return null

  const scale = record['scale'] ?? null

  return isAmount(field) && scale !== null ? exactNumber(shift(value, Number(scale))) : meaningOf(kind, field, value)
}

/** Does the field count minor units, and so mean nothing without the scale of its record? */
export function isAmount(field: string): boolean {
  return field.endsWith('Minor')
}

/**
 * Fields in which each system speaks its own language: its own keys. Two systems never contradict each other in
 * them; whether two references mean the same customer is asked of the crosswalk.
 */
export function isLocalToSystem(field: string): boolean {
  return localFields.has(field)
}

const localFields: ReadonlySet<string> = new Set(['customerKey', 'customerSystem', 'documentKey'])
const storageByKind = new Map(entityKinds.map((kind) => [kind, storageOf(kind)]))

const readers: ReadonlyMap<string, (value: string) => string> = new Map([
  ...['givenName', 'familyName', 'companyName', 'legalForm', 'city', 'name', 'brand', 'description', 'status'].map(
    (field) => [field, foldedText] as const,
  ),
  ...['number', 'orderNumber', 'reference'].map((field) => [field, documentNumberKey] as const),
  ['postalCode', compactCode] as const,
  ['street', foldedStreet] as const,
  // How an amount is written, not what it says: the amounts themselves are compared with their scales.
  ['scale', () => ''] as const,
])

function foldedText(value: string): string {
  const folded = fold(value).replace(/[^\p{L}\p{N}]/gu, '')

  return folded === '' ? value : folded
}

/** The numbers are kept apart, or "Dlouhá 12/3" would say the same as "Dlouhá 123". */
function foldedStreet(value: string): string {
  return `${foldedText(value)} ${(value.match(/\d+/g) ?? []).join('/')}`
}

function compactCode(value: string): string {
  const compact = value.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase()

  return compact === '' ? value : compact
}

function exactNumber(value: string): string {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)0*(\d*?)(?:\.(\d*?)0*)?$/.exec(value) ?? []

  if (whole === '' && fraction === '') return /\d/.test(value) ? '0' : value
  return `${sign}${whole === '' ? '0' : whole}${fraction === '' ? '' : `.${fraction}`}`
}

function shift(minor: string, scale: number): string {
  if (scale <= 0) return minor

  const sign = minor.startsWith('-') ? '-' : ''
  const digits = minor.slice(sign.length).padStart(scale + 1, '0')

  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}
