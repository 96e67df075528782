import { likenessFunctions } from './duckdb-likeness.ts'
import { valueFunctions } from './duckdb-values.ts'
import { wordFunctions } from './duckdb-words.ts'
import type { SqlDialect } from './sql-dialect.ts'

/** DuckDB, tested with 1.5.5. It can say every condition there is. */
export const duckdbDialect: SqlDialect = {
  name: 'duckdb',
  textType: 'VARCHAR',
  functions: [...likenessFunctions, ...valueFunctions, ...wordFunctions],
  identifier: (name) => `"${name.replaceAll('"', '""')}"`,
  eachOf: (list) => `unnest(${list})`,
  weighedWords: 'list({word: word, weight: weight} ORDER BY place)',
  lacks: {},
}
