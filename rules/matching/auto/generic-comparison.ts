import {
  acronym, dateSwap, exact, initials, jaroWinkler, levenshtein, missing, numberWithin, otherwise,
  prefix, rarityJaccard, rarityOverlap, sharesToken, tokenOverlap, type Condition,
} from '../condition.ts' // prettier-ignore
import type { ColumnStep } from '../column-step.ts'
import type { MatchModelSource } from '../match-model.ts'

type Level = MatchModelSource['comparisons'][number]['levels'][number]
type Columns = MatchModelSource['columns']
type Rules = MatchModelSource['blockingRules']

/** How one column of an unknown table is compared and blocked. */
export interface ComparedColumn {
  readonly columns: Columns
  readonly comparison: MatchModelSource['comparisons'][number]
  /** Columns that alone select few records, and those that do in pairs. */
  readonly strongKeys: readonly string[]
  readonly weakKeys: readonly string[]
  readonly rules: Rules
}

const level = (name: string, when: Condition, m: number, u: number, termFrequency?: Level['termFrequency']): Level => ({
  name,
  when,
  m,
  u,
  ...(termFrequency === undefined ? {} : { termFrequency }),
})
const missingLevel = (column: string) => level('missing', missing(column), 1, 1)
const otherwiseLevel = (m: number) => level('otherwise', otherwise(), m, 0.95)

const foldSteps: ColumnStep[] = ['fold', 'foldUmlauts', 'noPlaceholder']

/** Names, titles and other texts of several words: by their words, the rare ones counting most. */
export function comparedWords(field: string, steps: readonly ColumnStep[] = []): ComparedColumn {
  const name = `${field}, words`
  const sorted = `${field}, sorted`

  return {
    columns: [
      { name, from: [field], steps: [...foldSteps, ...steps] },
      { name: sorted, from: [name], steps: ['sortTokens'] },
      { name: `${field}, compact`, from: [name], steps: ['compact'] },
      { name: `${field}, start`, from: [`${field}, compact`], steps: [{ first: 8 }] },
      { name: `${field}, rare`, from: [name], rarest: 4 },
      { name: `${field}, grams`, from: [`${field}, compact`], steps: [{ ngrams: 4 }], rarest: 4 },
    ],
    comparison: {
      name: field,
      levels: [
        missingLevel(name),
        level('the same', exact(`${field}, compact`), 0.4, 1e-4, { column: `${field}, compact` }),
        level('the same words', exact(sorted), 0.1, 1e-4, { column: sorted }),
        level('nearly the same', jaroWinkler(name, 0.96), 0.1, 1e-4, { column: sorted, times: 5 }),
        level('most words', rarityJaccard(name, 0.75), 0.1, 1e-4),
        level('contained', rarityOverlap(name, 0.9), 0.1, 1e-3),
        level('alike', jaroWinkler(name, 0.9), 0.05, 1e-3),
        level('initials or acronym', { is: 'any', of: [initials(name), acronym(name)] }, 0.03, 1e-4),
        level('many words', rarityOverlap(name, 0.6), 0.05, 5e-3),
        level('some words', rarityOverlap(name, 0.3), 0.03, 2e-2),
        otherwiseLevel(0.05),
      ],
    },
    strongKeys: [sorted, `${field}, compact`],
    weakKeys: [`${field}, start`],
    rules: [
      { name: `rare words of ${field}`, eachOf: `${field}, rare` },
      { name: `rare letters of ${field}`, eachOf: `${field}, grams` },
    ],
  }
}

/** One name: a given name without its family name, a town, a brand. */
export function comparedName(field: string): ComparedColumn {
  const name = `${field}, name`

  return {
    columns: [
      { name, from: [field], steps: foldSteps },
      { name: `${field}, start`, from: [name], steps: [{ first: 3 }] },
      { name: `${field}, sound`, from: [name], steps: ['soundKey'] },
    ],
    comparison: {
      name: field,
      levels: [
        missingLevel(name),
        level('the same', exact(name), 0.75, 1e-3, { column: name }),
        level('alike', jaroWinkler(name, 0.92), 0.08, 1e-3, { column: name, times: 3 }),
        level('contained', tokenOverlap(name, 1), 0.03, 1e-3),
        level('roughly alike', jaroWinkler(name, 0.82), 0.04, 5e-3),
        level('beginning', prefix(name, 1), 0.01, 5e-3),
        otherwiseLevel(0.08),
      ],
    },
    strongKeys: [],
    weakKeys: [name, `${field}, sound`, `${field}, start`],
    rules: [],
  }
}

/** Numbers and codes given to one thing: equal or off by a slip. */
export function comparedIdentifier(
  field: string,
  steps: readonly ColumnStep[] = ['upper', 'alphanumeric', 'noPlaceholder'],
): ComparedColumn {
  const name = `${field}, code`

  return {
    columns: [{ name, from: [field], steps: [...steps] }],
    comparison: {
      name: field,
      levels: [
        missingLevel(name),
        level('the same', exact(name), 0.8, 1e-5, { column: name, others: 0.1 }),
        level('a slip', levenshtein(name, 1), 0.06, 1e-4),
        level('two slips', levenshtein(name, 2), 0.02, 1e-3),
        otherwiseLevel(0.1),
      ],
    },
    strongKeys: [name],
    weakKeys: [],
    rules: [],
  }
}

/** A list of words or names in any order: authors, genres. */
export function comparedList(field: string): ComparedColumn {
  const name = `${field}, words`
  const sorted = `${field}, sorted`

  return {
    columns: [
      { name, from: [field], steps: foldSteps },
      { name: sorted, from: [name], steps: ['sortTokens'] },
      { name: `${field}, rare`, from: [name], rarest: 2 },
    ],
    comparison: {
      name: field,
      levels: [
        missingLevel(name),
        level('the same', exact(sorted), 0.5, 1e-4, { column: sorted }),
        level('nearly the same', rarityJaccard(name, 0.75), 0.15, 1e-3),
        level('contained', rarityOverlap(name, 0.9), 0.1, 1e-3),
        level('half', rarityOverlap(name, 0.5), 0.1, 1e-2),
        level('something', sharesToken(name), 0.07, 0.05),
        otherwiseLevel(0.08),
      ],
    },
    strongKeys: [sorted],
    weakKeys: [],
    rules: [{ name: `rare words of ${field}`, eachOf: `${field}, rare` }],
  }
}

/** Long texts, such as descriptions: only much in common says something. */
export function comparedText(field: string): ComparedColumn {
  const name = `${field}, words`

  return {
    columns: [
      { name, from: [field], steps: ['fold'] },
      { name: `${field}, rare`, from: [name], rarest: 3 },
    ],
    comparison: {
      name: field,
      levels: [
        missingLevel(name),
        level('most words', rarityJaccard(name, 0.7), 0.5, 1e-4),
        level('many words', rarityOverlap(name, 0.5), 0.2, 1e-3),
        level('some words', rarityOverlap(name, 0.25), 0.1, 1e-2),
        otherwiseLevel(0.2),
      ],
    },
    strongKeys: [],
    weakKeys: [],
    rules: [{ name: `rare words of ${field}`, eachOf: `${field}, rare` }],
  }
}

/** A date that is not a birth date. */
export function comparedDate(field: string, step: ColumnStep): ComparedColumn {
  const name = `${field}, date`

  return {
    columns: [
      { name, from: [field], steps: [step] },
      { name: `${field}, year`, from: [name], steps: ['year'] },
    ],
    comparison: {
      name: field,
      levels: [
        missingLevel(name),
        level('the same', exact(name), 0.75, 1e-3, { column: name }),
        level('day and month swapped', dateSwap(name), 0.02, 1e-4),
        level('one digit', levenshtein(name, 1), 0.08, 5e-3),
        level('the same year', exact(`${field}, year`), 0.05, 0.05),
        otherwiseLevel(0.1),
      ],
    },
    strongKeys: [],
    weakKeys: [name],
    rules: [],
  }
}

export function comparedNumber(field: string): ComparedColumn {
  const name = `${field}, number`

  return {
    columns: [{ name, from: [field], steps: ['plainNumber'] }],
    comparison: {
      name: field,
      levels: [
        missingLevel(name),
        level('the same', exact(name), 0.6, 1e-2, { column: name, floor: 1e-3 }),
        level('within 1 %', numberWithin(name, { absolute: 1, percent: 1 }), 0.1, 0.02),
        level('within 15 %', numberWithin(name, { percent: 15 }), 0.15, 0.1),
        otherwiseLevel(0.15),
      ],
    },
    strongKeys: [],
    weakKeys: [name],
    rules: [],
  }
}

/** A year: one off is a slip, ten off another thing. */
export function comparedYear(field: string): ComparedColumn {
  const compared = comparedNumber(field)
  const name = `${field}, number`

  return {
    ...compared,
    comparison: {
      name: field,
      levels: [
        missingLevel(name),
        level('the same', exact(name), 0.75, 0.03, { column: name, floor: 1e-2 }),
        level('one year apart', numberWithin(name, { absolute: 1 }), 0.1, 0.05),
        level('some years apart', numberWithin(name, { absolute: 3 }), 0.05, 0.1),
        otherwiseLevel(0.1),
      ],
    },
  }
}

/** One of a few values. */
export function comparedCategory(field: string): ComparedColumn {
  const name = `${field}, value`

  return {
    columns: [{ name, from: [field], steps: ['fold', 'noPlaceholder'] }],
    comparison: {
      name: field,
      levels: [
        missingLevel(name),
        level('the same', exact(name), 0.85, 0.1, { column: name, floor: 0.01 }),
        level('otherwise', otherwise(), 0.15, 0.9),
      ],
    },
    strongKeys: [],
    weakKeys: [name],
    rules: [],
  }
}
