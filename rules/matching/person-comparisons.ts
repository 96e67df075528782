import {
  all,
  any,
  crossed,
  dateSwap,
  different,
  exact,
  jaroWinkler,
  levenshtein,
  missing,
  not,
  otherwise,
  prefix,
  sharesToken,
  tokenOverlap,
} from './condition.ts'
import type { MatchModelSource } from './match-model.ts'

type Comparison = MatchModelSource['comparisons'][number]

/** Jan and Jana are alike and two persons: where the endings tell a man from a woman, likeness counts for nothing. */
const alikeGiven = (similarityMin: number) => all(jaroWinkler('given', similarityMin), not(different('sex')))
const initialGiven = all(prefix('given', 1), not(different('sex')))
const sameFamily = any(exact('family'), jaroWinkler('family', 0.9), tokenOverlap('family', 1))

/** Given and family name together: they are exchanged, shortened and changed together. */
export const personName: Comparison = {
  name: 'person name',
  levels: [
    { name: 'missing', when: missing('nameTokens'), m: 1, u: 1 },
    { name: 'the same', when: exact('fullName'), m: 0.6, u: 1e-4, termFrequency: { column: 'fullName' } },
    {
      name: 'the same words',
      when: exact('nameTokens'),
      m: 0.03,
      u: 1e-5,
      termFrequency: { column: 'nameTokens' },
    },
    {
      name: 'given name alike',
      when: all(exact('family'), any(exact('givenNick'), alikeGiven(0.9))),
      m: 0.08,
      u: 1e-4,
      termFrequency: { column: 'family', times: 0.03 },
    },
    {
      name: 'family name alike',
      when: all(any(exact('given'), exact('givenNick')), any(jaroWinkler('family', 0.9), tokenOverlap('family', 1))),
      m: 0.1,
      u: 1e-4,
      termFrequency: { column: 'given', times: 0.002 },
    },
    {
      name: 'initial',
      when: all(exact('family'), initialGiven),
      m: 0.03,
      u: 1e-4,
      termFrequency: { column: 'family', times: 0.1 },
    },
    {
      name: 'family name only',
      when: all(exact('family'), missing('given')),
      m: 0.03,
      u: 1e-3,
      termFrequency: { column: 'family' },
    },
    {
      name: 'both alike',
      when: all(jaroWinkler('family', 0.85), any(alikeGiven(0.85), initialGiven)),
      m: 0.03,
      u: 1e-3,
      termFrequency: { column: 'fullName', times: 60 },
    },
    {
      name: 'exchanged and alike',
      when: crossed('given', 'family', 0.85),
      m: 0.01,
      u: 1e-4,
      termFrequency: { column: 'nameTokens', times: 20 },
    },
    {
      name: 'given name only',
      when: any(exact('given'), exact('givenNick')),
      m: 0.05,
      u: 1e-2,
      termFrequency: { column: 'given' },
    },
    { name: 'another contact of companies', when: not(missing('company')), m: 0.1, u: 0.5 },
    { name: 'other given name', when: all(sameFamily, not(missing('given'))), m: 0.002, u: 0.5 },
    { name: 'a shared word', when: sharesToken('nameTokens'), m: 0.004, u: 1e-2 },
    {
      name: 'one name alike',
      when: all(any(jaroWinkler('given', 0.8), jaroWinkler('family', 0.8)), not(different('sex'))),
      m: 0.004,
      u: 2e-2,
    },
    { name: 'otherwise', when: otherwise(), m: 0.004, u: 1 },
  ],
}

/** The birth date of a person; the date a company was founded says far less, branches share it. */
export const birthDate: Comparison = {
  name: 'birth date',
  levels: [
    { name: 'missing', when: missing('birthDate'), m: 1, u: 1 },
    { name: 'the same, of companies', when: all(exact('birthDate'), not(missing('company'))), m: 0.9, u: 0.02 },
    { name: 'the same', when: exact('birthDate'), m: 0.9, u: 1e-4, termFrequency: { column: 'birthDate' } },
    { name: 'day and month swapped', when: dateSwap('birthDate'), m: 0.03, u: 1e-4 },
    { name: 'one digit', when: levenshtein('birthDate', 1), m: 0.05, u: 1e-3 },
    { name: 'two of its parts', when: any(exact('birthYearMonth'), exact('birthMonthDay')), m: 0.006, u: 4e-3 },
    { name: 'two digits', when: levenshtein('birthDate', 2), m: 0.004, u: 2e-2 },
    { name: 'the same year', when: exact('birthYear'), m: 0.002, u: 2e-2 },
    { name: 'otherwise', when: otherwise(), m: 0.004, u: 1 },
  ],
}
