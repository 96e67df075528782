import type { Condition } from '../condition.ts'
import type { MatchModel } from '../match-model.ts'
import { PARTS_PER_BIT } from '../token-rarity.ts'
import type { SqlColumns } from './sql-columns.ts'
import { call, doubleLiteral, type SqlDialect } from './sql-dialect.ts'

/** Columns whose words a model weighs by their rarity. */
export function rarityColumns({ comparisons }: MatchModel): readonly string[] {
  return [...new Set(comparisons.flatMap(({ levels }) => levels.flatMap(({ when }) => rarityColumnsOf(when))))]
}

function rarityColumnsOf(condition: Condition): readonly string[] {
  switch (condition.is) {
    case 'all':
    case 'any':
      return condition.of.flatMap(rarityColumnsOf)
    case 'not':
      return rarityColumnsOf(condition.of)
    case 'rarityOverlap':
    case 'rarityJaccard':
      return [condition.of]
    default:
      return []
  }
}

/** Statements that weigh the words of each value of those columns, as token-rarity.ts means it. */
export function weighedWordsSql(model: MatchModel, columns: SqlColumns, dialect: SqlDialect): readonly string[] {
  const names = rarityColumns(model)

  if (names.length === 0) return []
  const values = names.map(
    (name, index) =>
      `SELECT DISTINCT ${index} AS column_index, ${columns.identity(name)} AS weighed_value, ${columns.text(name)} AS weighed_text` +
      ` FROM record_value WHERE ${columns.identity(name)} IS NOT NULL`,
  )
  const placed = dialect.eachOf(call('placedWords', 'weighed_text'))
  const share = 'CAST(value_total AS DOUBLE) / count(*)'

  return [
    `CREATE TABLE weighed_value AS\n${values.join('\nUNION ALL\n')}`,
    `CREATE TABLE placed_word AS
SELECT column_index, weighed_value, placed.word AS word, min(placed.place) AS place
FROM (SELECT column_index, weighed_value, ${placed} AS placed FROM weighed_value) AS split
GROUP BY column_index, weighed_value, placed.word`,
    `CREATE TABLE word_weight AS
SELECT column_index, word, CAST(round(log2(1 + ${share}) * ${doubleLiteral(PARTS_PER_BIT)}) AS BIGINT) AS weight
FROM placed_word
JOIN (SELECT column_index AS total_of, count(*) AS value_total FROM weighed_value GROUP BY column_index) AS total ON total_of = column_index
GROUP BY column_index, word, value_total`,
    `CREATE TABLE weighed_text AS
SELECT column_index, weighed_value, ${dialect.weighedWords} AS words, CAST(sum(weight) AS BIGINT) AS weight
FROM (
  SELECT placed_word.*, word_weight.weight AS weight
  FROM placed_word
  JOIN word_weight ON word_weight.column_index = placed_word.column_index AND word_weight.word = placed_word.word
) AS entry
GROUP BY column_index, weighed_value`,
  ]
}
