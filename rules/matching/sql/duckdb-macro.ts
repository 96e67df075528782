/**
 * Defines a function of the compiled SQL for DuckDB. Two rules keep macros right. An argument is computed wherever it is written
 * and its names can be captured, so `using` computes a list once, and lambdas that meet have names of their own. A lambda of
 * list_reduce reads only its own arguments: a column it captures may come from another row (duckdb/duckdb#25816).
 */
export function macro(signature: string, body: string): string {
  return `CREATE OR REPLACE TEMPORARY MACRO ${signature} AS (${body})`
}

/** A local name for a value: a list of one element. */
export function using(value: string, name: string, body: string): string {
  return `list_transform([${value}], lambda ${name}: ${body})[1]`
}
