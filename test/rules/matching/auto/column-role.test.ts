import { expect, test } from 'vitest'
import { columnRole } from '../../../../rules/matching/auto/column-role.ts'
import { profileColumn } from '../../../../rules/matching/auto/column-profile.ts'
import type { MatchColumn } from '../../../../rules/matching/match-column.ts'

/** A column of these values; an empty one is missing. */
function columnOf(values: readonly string[]): MatchColumn {
  const texts = ['', ...new Set(values.filter((value) => value !== ''))]

  return {
    codes: Int32Array.from(values, (value) => texts.indexOf(value)),
    stride: 1,
    offset: 0,
    size: texts.length,
    text: (code) => texts[code] as string,
  }
}

function roleOf(header: string, values: readonly string[]): string {
  return columnRole(profileColumn(header, columnOf(values), values.length), values.length)
}

const numbered = (value: (row: number) => string) => Array.from({ length: 40 }, (_, row) => value(row))

test.each([
  ['E-Mail', numbered((row) => `p${row}@example.com`), 'email'],
  ['contact', numbered((row) => `p${row}@example.com`), 'email'],
  ['Geburtsdatum', numbered((row) => `${10 + (row % 18)}.03.19${40 + row}`), 'birthDate'],
  ['příjmení', numbered((row) => `Novák${String.fromCharCode(97 + (row % 26))}`), 'familyName'],
  ['firstName', numbered((row) => `Jan${String.fromCharCode(97 + (row % 26))}`), 'givenName'],
  ['PLZ', numbered((row) => `${60_200 + row}`), 'postalCode'],
  ['ean', numbered((row) => `859${1_000_000_000 + row * 7919}`), 'identifier'],
  ['updated_at', numbered((row) => `2026-01-${10 + (row % 18)}T10:00:00Z`), 'unused'],
  ['tenant', numbered(() => 'EU-1'), 'unused'],
  ['fax', numbered((row) => (row < 3 ? `0${row}` : '')), 'unused'],
])('a column headed %s is seen for what it is', (header, values, role) => {
  expect(roleOf(header, values)).toBe(role)
})

test('a header that its values contradict is not believed', () => {
  expect(
    roleOf(
      'email',
      numbered((row) => `${row % 5}`),
    ),
  ).not.toBe('email')
  expect(
    roleOf(
      'birth date',
      numbered((row) => `red ${row}`),
    ),
  ).not.toBe('birthDate')
})

test('a column of no record at all is of no use', () => {
  expect(roleOf('name', [])).toBe('unused')
})
