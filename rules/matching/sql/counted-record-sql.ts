import type { MatchModel } from '../match-model.ts'
import { frequencyColumns } from '../population.ts'
import type { SqlColumns } from './sql-columns.ts'
import { rarityColumns } from './weighed-words-sql.ts'

/** The statement that puts beside the values of a record what is known of them: how often they occur, what their words weigh. */
export function countedRecordSql(model: MatchModel, columns: SqlColumns): string {
  const counts = frequencyColumns(model).map((column, index) => ({
    selected: [`count_${index}.contents AS count_${index}`],
    join: joined('value_count', `count_${index}`, index, `counted_value = ${columns.identity(column)}`),
  }))
  const words = rarityColumns(model).map((column, index) => ({
    selected: [`words_${index}.words AS words_${index}`, `words_${index}.weight AS weight_${index}`],
    join: joined('weighed_text', `words_${index}`, index, `weighed_value = ${columns.identity(column)}`),
  }))
  const known = [...counts, ...words]

  return `CREATE TABLE counted_record AS
SELECT ${['record_value.*', ...known.flatMap(({ selected }) => selected)].join(', ')}
FROM record_value
${known.map(({ join }) => join).join('\n')}`
}

function joined(table: string, alias: string, index: number, condition: string): string {
  return `LEFT JOIN ${table} AS ${alias} ON ${alias}.column_index = ${index} AND ${alias}.${condition}`
}
