import type { MatchModel } from '../match-model.ts'
import { FILLED_SHARE_MIN, frequencyColumns } from '../population.ts'
import type { SqlColumns } from './sql-columns.ts'
import { doubleLiteral } from './sql-dialect.ts'

/**
 * Statements that count the values a model weighs by their frequency, as population.ts means it: over different contents, and
 * how many records and contents an entity has at least.
 */
export function populationSql(model: MatchModel, columns: SqlColumns): readonly string[] {
  const names = frequencyColumns(model).map(columns.identity)

  return [
    contentsSql(names),
    valueCountsSql(names),
    `CREATE TABLE column_count AS
SELECT column_index, count(*) AS distinct_count, CAST(sum(contents) AS BIGINT) AS filled, CAST(sum(records) AS BIGINT) AS records
FROM value_count
GROUP BY column_index`,
    populationRow(model, names.length),
  ]
}

function contentsSql(names: readonly string[]): string {
  const isFilled = names.map((name) => `${name} IS NOT NULL`)

  return `CREATE TABLE content AS
SELECT ${[...names, 'count(*) AS copies'].join(', ')}
FROM record_value
WHERE ${names.length === 0 ? 'FALSE' : isFilled.join(' OR ')}
GROUP BY ${names.length === 0 ? 'record_id' : names.join(', ')}`
}

function valueCountsSql(names: readonly string[]): string {
  const counts = names.map(
    (name, index) =>
      `SELECT ${index} AS column_index, ${name} AS counted_value, count(*) AS contents, CAST(sum(copies) AS BIGINT) AS records` +
      ` FROM content WHERE ${name} IS NOT NULL GROUP BY ${name}`,
  )
  const none = "SELECT -1 AS column_index, '' AS counted_value, 0 AS contents, 0 AS records WHERE FALSE"

  return `CREATE TABLE value_count AS\n${[none, ...counts].join('\nUNION ALL\n')}`
}

/** One row: the prior weight, contents per entity, and of each counted column how many contents have a value. */
function populationRow({ matesPerRecord }: MatchModel, columnCount: number): string {
  const perEntity = (filled: string, count: string) =>
    `coalesce((SELECT min(${filled} / CAST(distinct_count AS DOUBLE)) FROM column_count` +
    ` WHERE ${filled} >= ${count} * ${doubleLiteral(FILLED_SHARE_MIN)}), ${doubleLiteral(1)})`
  const filled = Array.from(
    { length: columnCount },
    (_, index) => `(SELECT filled FROM column_count WHERE column_index = ${index}) AS filled_${index}`,
  )

  return `CREATE TABLE population AS
SELECT *, log2(probability / (1 - probability)) AS prior
FROM (
  SELECT *, least(${doubleLiteral(0.5)}, mates / greatest(1, record_count - 1)) AS probability
  FROM (
    SELECT ${['record_count', 'contents_per_entity', ...filled].join(', ')},
      greatest(${doubleLiteral(matesPerRecord)}, records_per_entity - 1) AS mates
    FROM (
      SELECT record_count,
        ${perEntity('records', 'record_count')} AS records_per_entity,
        ${perEntity('filled', 'content_count')} AS contents_per_entity
      FROM (SELECT (SELECT count(*) FROM record_value) AS record_count, (SELECT count(*) FROM content) AS content_count) AS total
    ) AS repeated
  ) AS expected
) AS odds`
}
