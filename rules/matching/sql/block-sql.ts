import type { MatchModel } from '../match-model.ts'
import { call, type SqlDialect } from './sql-dialect.ts'
import { joinedKey, type SqlColumns } from './sql-columns.ts'

/**
 * Statements that find the candidate pairs: one SELECT per blocking rule puts records into blocks, blocks that yield too many
 * pairs are left out, and a pair belongs to the first rule that yields it.
 */
export function blockSql(
  model: MatchModel,
  columns: SqlColumns,
  dialect: SqlDialect,
  acrossSystemsOnly: boolean,
): readonly string[] {
  const pairsMax = (model.blockSizeMax * (model.blockSizeMax - 1)) / 2
  const entries = model.blockingRules.map((rule, index) => entriesOfRule(rule, index, columns, dialect))

  return [
    `CREATE TABLE block_entry AS\n${entries.join('\nUNION ALL\n')}`,
    // Records of one system make no pairs where only systems are compared with each other.
    `CREATE TABLE block AS
SELECT rule, block_key
FROM (SELECT rule, block_key, system, CAST(count(*) AS BIGINT) AS size FROM block_entry GROUP BY rule, block_key, system) AS part
GROUP BY rule, block_key
HAVING CAST(sum(size) * (sum(size) - 1) / 2${acrossSystemsOnly ? ' - sum(size * (size - 1) / 2)' : ''} AS BIGINT) BETWEEN 1 AND ${pairsMax}`,
    `CREATE TABLE candidate_pair AS
SELECT l.record_id AS left_id, r.record_id AS right_id, min(block.rule) AS rule
FROM block
JOIN block_entry AS l ON l.rule = block.rule AND l.block_key = block.block_key
JOIN block_entry AS r ON r.rule = block.rule AND r.block_key = block.block_key
WHERE l.record_id < r.record_id${acrossSystemsOnly ? ' AND l.system <> r.system' : ''}
GROUP BY l.record_id, r.record_id`,
  ]
}

function entriesOfRule(
  { keys, eachOf }: MatchModel['blockingRules'][number],
  index: number,
  columns: SqlColumns,
  dialect: SqlDialect,
): string {
  const parts = keys.map(columns.identity)
  const entry = (key: readonly string[], from: string, conditions: readonly string[]) =>
    `SELECT ${index} AS rule, record_id, system, ${key.length === 1 ? key[0] : joinedKey(key)} AS block_key FROM ${from}` +
    ` WHERE ${conditions.join(' AND ')}`
  const arePresent = parts.map((part) => `${part} IS NOT NULL`)

  if (eachOf === undefined) return entry(parts, 'record_value', arePresent)
  const word = dialect.eachOf(call('words', columns.text(eachOf)))
  const words = `(SELECT *, ${word} AS block_word FROM record_value WHERE ${columns.text(eachOf)} IS NOT NULL) AS word`

  return entry([...parts, 'block_word'], words, [...arePresent, "block_word <> ''"])
}
