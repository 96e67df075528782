import { fieldsOf } from '../../../rules/entity/entity.ts'
import type { MatchRow } from '../../../engine/matching/match-outcome.ts'

const fields = fieldsOf('customer')
const given = ['Jan', 'Petr', 'Eva', 'Hana', 'Karl', 'Emma', 'Jiří', 'Lucie', 'Tom', 'Alena', 'Zora', 'Igor', 'Ota']
const syllables = [
  'no',
  'vak',
  'dvo',
  'rak',
  'mu',
  'ller',
  'schmi',
  'dt',
  'ko',
  'lar',
  'be',
  'nes',
  'po',
  'spi',
  'sil',
  'ha',
  'jek',
]
const streets = ['Dlouhá', 'Krátká', 'Lipová', 'Hlavní', 'Zahradní', 'Polní', 'Nová', 'Školní', 'Nádražní', 'Mlýnská']
const towns = ['Praha', 'Brno', 'Ostrava', 'Plzeň', 'Liberec', 'Olomouc', 'Zlín', 'Tábor']

/** A list of persons from a seed, `copies` records each: the first as it is, the others with one fault or two. */
export function customerList(personCount: number, copies: number, seed = 7): readonly MatchRow[] {
  const random = randomNumbers(seed)
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value
  const digits = (count: number) => Array.from({ length: count }, () => Math.floor(random() * 10)).join('')

  return Array.from({ length: personCount }, (_, person) => {
    const family = capital(pick(syllables) + pick(syllables) + pick(syllables))
    const truth: Record<string, string | null> = {
      givenName: pick(given),
      familyName: family,
      email: `${family.toLowerCase()}${digits(3)}@post.example`,
      phone: `+420${digits(9)}`,
      street: `${pick(streets)} ${1 + Math.floor(random() * 90)}`,
      city: pick(towns),
      postalCode: digits(5),
      country: 'CZ',
      birthDate: `19${5 + Math.floor(random() * 5)}${digits(1)}-0${1 + Math.floor(random() * 9)}-1${digits(1)}`,
    }

    return Array.from({ length: copies }, (_, copy) =>
      row(person * copies + copy, copy, copy === 0 ? truth : spoil(truth, random)),
    )
  }).flat()
}

function row(recordId: number, copy: number, record: Readonly<Record<string, string | null>>): MatchRow {
  const system = ['crm', 'shop', 'erp'][copy % 3] as string

  return { recordId, label: `${system}:${recordId}`, system, values: fields.map((field) => record[field] ?? null) }
}

function spoil(truth: Readonly<Record<string, string | null>>, random: () => number): Record<string, string | null> {
  const record = { ...truth }
  const fault = Math.floor(random() * 6)
  const family = truth['familyName'] as string

  if (fault === 0) record['familyName'] = family.slice(0, 3) + family.slice(4)
  if (fault === 1) record['email'] = null
  if (fault === 2) record['phone'] = null
  if (fault === 3) [record['givenName'], record['familyName']] = [family, truth['givenName'] as string]
  if (fault === 4) [record['street'], record['city'], record['postalCode']] = ['Jiná 5', 'Kladno', '27201']
  if (fault === 5) record['familyName'] = family.toUpperCase()

  return record
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

/** mulberry32: the same numbers for the same seed on every machine. */
export function randomNumbers(seed: number): () => number {
  let state = seed

  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)

    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed

    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
