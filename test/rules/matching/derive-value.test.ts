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
  ['Flat 3, 12 High St', ['fold', 'mainAddress'], '12 high st'],
  ['12 High St, Flat 3b', ['fold', 'mainAddress'], '12 high st'],
  ['Flat 3, High St', ['fold', 'mainAddress'], 'flat 3 high st'],
  ['Lhota č. p. 12', ['fold', 'mainAddress'], 'lhota 12'],
  ['Lhota ev.č. 5', ['fold', 'mainAddress'], 'lhota 5'],
  ['Hlavní 12/34, byt č. 7', ['fold', 'mainAddress'], 'hlavni 12 34'],
  ['Hauptstr. Nr. 5', ['fold', 'mainAddress'], 'hauptstr 5'],
  ['ul. Długa 5 m. 3', ['fold', 'mainAddress'], 'ul dluga 5'],
  ['Top Street 9', ['fold', 'mainAddress'], 'top street 9'],
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
