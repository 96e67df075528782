import { columnsOfCondition, type Condition } from '../condition.ts'
import type { MatchModel } from '../match-model.ts'
import { frequencyColumns } from '../population.ts'
import { conditionSql, type PairNames, type RecordNames } from './sql-condition.ts'
import { call } from './sql-dialect.ts'
import type { SqlColumns } from './sql-columns.ts'
import { rarityColumns } from './weighed-words-sql.ts'

/** Statements that find the level of every candidate pair in every comparison, the first that holds. */
export function compareSql(model: MatchModel, columns: SqlColumns): readonly string[] {
  const likenesses = likenessesOf(model)
  const rarities = rarityColumns(model)
  const names = pairNames(columns, likenesses, rarities)
  const measures = [
    ...likenesses.map((likeness, index) => likenessSql(likeness, index, names)),
    ...rarities.map((column, index) => sharedWeightSql(column, index, names)),
  ]
  const levels = model.comparisons.map(
    ({ levels: rungs }, comparison) =>
      `  CASE\n${rungs.map(({ when }, level) => `    WHEN ${conditionSql(when, names)} THEN ${level}`).join('\n')}\n  END AS level_${comparison}`,
  )
  const excesses = frequencyColumns(model).map((column, index) => `  ${excess(columns.identity(column), index)}`)

  return [
    `CREATE TABLE measured_pair AS
SELECT ${['pair.*', ...measures].join(',\n  ')}
FROM candidate_pair AS pair
${bothRecords}`,
    `CREATE TABLE compared_pair AS
SELECT left_id, right_id, rule,
${[...levels, ...excesses].join(',\n')}
FROM measured_pair AS pair
${bothRecords}
CROSS JOIN population`,
  ]
}

const bothRecords = `JOIN counted_record AS l ON l.record_id = pair.left_id
JOIN counted_record AS r ON r.record_id = pair.right_id`

/** Columns whose values are measured by Jaro-Winkler: of the left record and of the right. Many levels ask for one likeness. */
type Likeness = readonly [left: string, right: string]

function likenessesOf({ comparisons }: MatchModel): readonly Likeness[] {
  const found = comparisons.flatMap(({ levels }) => levels.flatMap(({ when }) => likenessesWithin(when)))

  return [...new Map(found.map((likeness) => [JSON.stringify(likeness), likeness])).values()]
}

function likenessesWithin(condition: Condition): readonly Likeness[] {
  switch (condition.is) {
    case 'all':
    case 'any':
      return condition.of.flatMap(likenessesWithin)
    case 'not':
      return likenessesWithin(condition.of)
    case 'jaroWinkler':
      return [[condition.of, condition.of]]
    case 'crossed': {
      const [one, other] = columnsOfCondition(condition) as [string, string]

      return [
        [one, other],
        [other, one],
      ]
    }
    default:
      return []
  }
}

function likenessSql([leftColumn, rightColumn]: Likeness, index: number, { left, right }: PairNames): string {
  const one = left.text(leftColumn)
  const other = right.text(rightColumn)

  return `CASE WHEN ${one} = ${other} THEN 1e0 WHEN ${one} <> ${other} THEN ${call('jaroWinkler', one, other)} END AS likeness_${index}`
}

function sharedWeightSql(column: string, index: number, { left, right }: PairNames): string {
  const ofRecord = (names: RecordNames, alias: string) => [
    `${alias}.words_${index}`,
    names.weight(column),
    names.text(column),
  ]
  const shared = call('sharedWeight', ...ofRecord(left, 'l'), ...ofRecord(right, 'r'))

  return `CASE WHEN ${left.identity(column)} <> ${right.identity(column)} THEN ${shared} END AS shared_${index}`
}

function pairNames(columns: SqlColumns, likenesses: readonly Likeness[], rarities: readonly string[]): PairNames {
  const side = (alias: string): RecordNames => ({
    identity: (column) => `${alias}.${columns.identity(column)}`,
    text: (column) => `${alias}.${columns.text(column)}`,
    weight: (column) => `${alias}.weight_${rarities.indexOf(column)}`,
  })

  return {
    left: side('l'),
    right: side('r'),
    jaroWinkler: (left, right) => `likeness_${likenesses.findIndex(([one, other]) => one === left && other === right)}`,
    sharedWeight: (column) => `shared_${rarities.indexOf(column)}`,
  }
}

/** How many contents have the more frequent of the two values beyond those the records' own entities repeat; NULL without a value. */
function excess(name: string, index: number): string {
  const own = `CASE WHEN l.${name} = r.${name} THEN 2 * contents_per_entity ELSE contents_per_entity END`
  const count = `greatest(coalesce(l.count_${index}, 0), coalesce(r.count_${index}, 0))`

  return `CASE WHEN l.${name} IS NOT NULL OR r.${name} IS NOT NULL THEN greatest(0, ${count} - ${own}) END AS excess_${index}`
}
