import { expect, test } from 'vitest'
import type { ColumnStep } from '../../../rules/matching/column-step.ts'
import { deriveValue } from '../../../rules/matching/derive-value.ts'

const cases: [string, ColumnStep[], string | null][] = [
  ['MÜLLER, Ján', ['fold'], 'muller jan'],
  ['Mueller', ['fold', 'foldUmlauts'], 'muller'],
  ['Straße', ['fold', 'foldUmlauts'], 'strase'],
  ['Hauptstraße 12a', ['fold', 'foldUmlauts', 'streetName'], 'haupt'],
  ['Haupt Str. 12', ['fold', 'foldUmlauts', 'streetName'], 'haupt'],
  ['ul. Dlouhá 012/3', ['fold', 'streetName'], 'dlouha'],
  ['ul. Dlouhá 012/3', ['fold', 'houseNumber'], '12'],
  ['Ulice 5', ['fold', 'streetName'], 'ulice'],
  ['Pepa', ['fold', 'nickname'], 'josef'],
  ['Bob', ['fold', 'nickname'], 'robert'],
  ['Novakova', ['fold', 'soundKey'], 'n121'],
  ['info@acme.example', ['domain'], 'acme.example'],
  ['info@acme.example', ['personalMail'], null],
  ['jan@acme.example', ['mailbox'], 'jan'],
  ['Jan.Novak+shop@gmail.com', ['lower', 'deliveredMailbox'], 'jannovak@gmail.com'],
  ['000000000', ['noPlaceholder'], null],
  ['+420 777 123 456', ['digits', { last: 8 }], '77123456'],
  ['Widget 500 ml 12 pcs', ['numberTokens'], '12 500'],
  ['-1200', ['sign'], '-'],
]

test.each(cases)('derives %j by %j: %j', (text, steps, expected) => {
  expect(deriveValue(text, steps)).toBe(expected)
})
