import type { Condition } from '../condition.ts'

/**
 * What differs between SQL engines. Everything else the compiler writes is standard SQL: select, case, join, group by, union
 * all, create table as. An engine is added by defining the functions of `sqlFunctions` for it; a condition it cannot say is
 * listed in `lacks`, and a model with such a level is refused.
 */
export interface SqlDialect {
  readonly name: string
  /** The type of a text of any length. */
  readonly textType: string
  /** Statements that define the functions the compiled SQL calls, in an order in which they can run. */
  readonly functions: readonly string[]
  identifier(name: string): string
  /** One row for each element of a list, as an item of a select list. */
  eachOf(list: string): string
  /** An aggregate: the rows' (word, weight) as a list in the order of their place. */
  readonly weighedWords: string
  /** Conditions that have no exact meaning here, and why, in full sentences that say what to use instead. */
  readonly lacks: { readonly [Is in Condition['is']]?: string }
}

/**
 * The functions a dialect defines, on texts that are not missing. Each means what our measure of that name does (measure.ts,
 * token-rarity.ts); a text that is no date or no number makes the answer NULL.
 */
export const sqlFunctions = {
  levenshtein: 'edit_distance',
  jaroWinkler: 'jaro_winkler',
  codeUnits: 'code_units',
  startsWith: 'begins_with',
  words: 'distinct_words',
  wordCount: 'word_count',
  sharedWords: 'shared_words',
  day: 'day_of',
  year: 'year_of',
  decimal: 'decimal_of',
  dateSwap: 'is_date_swap',
  numberSlip: 'is_number_slip',
  wordReplaced: 'is_word_replaced',
  initials: 'is_initialled',
  acronym: 'is_acronym',
  placedWords: 'placed_words',
  sharedWeight: 'shared_weight',
} as const

export type SqlFunction = keyof typeof sqlFunctions

/** A call of one of the functions. */
export function call(name: SqlFunction, ...args: readonly string[]): string {
  return `${sqlFunctions[name]}(${args.join(', ')})`
}

/** A number of the model as an SQL literal of double precision, without losing a digit. */
export function doubleLiteral(value: number): string {
  return value === Infinity ? "CAST('Infinity' AS DOUBLE)" : value.toExponential()
}
