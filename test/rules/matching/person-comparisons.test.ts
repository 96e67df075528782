import { expect, test } from 'vitest'
import { explainValues } from '../../support/explain-values.ts'
import { customerModel } from '../../../rules/matching/customer-model.ts'

const nameLevel = (left: readonly [string, string], right: readonly [string, string]) => {
  const record = ([givenName, familyName]: readonly [string, string]) => ({ givenName, familyName })

  return explainValues(record(left), record(right), customerModel, 1000).parts[0]?.level
}

test.each<[[string, string], [string, string], string]>([
  [['Jan', 'Dušek'], ['Jana', 'Dušková'], 'otherwise'],
  [['Jiří', 'Sýkora'], ['Jiřina', 'Sýkorová'], 'other given name'],
  [['Petr', 'Krejčí'], ['Petra', 'Krejčí'], 'other given name'],
  [['Elisabeth', 'Klein'], ['Elisabetha', 'Klein'], 'given name alike'],
  [['Tomáš', 'Malý'], ['Tomas', 'MALY'], 'the same'],
  [['Honza', 'Malý'], ['Jan', 'Malý'], 'given name alike'],
  [['Malý', 'Jan'], ['Jan', 'Malý'], 'the same words'],
  [['Novk', 'Martin'], ['Martin', 'Novák'], 'exchanged and alike'],
  [['J.', 'Malý'], ['Jan', 'Malý'], 'initial'],
  [['Eva', 'Malá'], ['Eva', 'Malá-Nová'], 'family name alike'],
])('the names of %j and %j are at level "%s"', (left, right, level) => {
  expect(nameLevel(left, right)).toBe(level)
})
