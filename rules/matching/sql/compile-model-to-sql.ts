import type { MatchModel } from '../match-model.ts'
import { blockSql } from './block-sql.ts'
import { compareSql } from './compare-sql.ts'
import { countedRecordSql } from './counted-record-sql.ts'
import { populationSql } from './population-sql.ts'
import { sqlColumns, type HandedOver } from './sql-columns.ts'
import type { SqlDialect } from './sql-dialect.ts'
import { sqlRefusals, type SqlRefusal } from './sql-refusals.ts'
import { weighSql } from './weigh-sql.ts'
import { weighedWordsSql } from './weighed-words-sql.ts'

/** A model as SQL, or the levels for which there is none. */
export type CompiledSql =
  | {
      readonly ok: true
      /** Creates the empty table `record`; the caller fills it. */
      readonly recordTable: string
      /** Its columns after record_id and system. */
      readonly handedOver: readonly HandedOver[]
      /** Run in order, they leave `candidate_pair` and `weighed_pair`. */
      readonly statements: readonly string[]
    }
  | { readonly ok: false; readonly refusals: readonly SqlRefusal[] }

/**
 * Compiles a match model to SQL that blocks, compares and weighs the rows of the table `record` (record_id, system, derived
 * columns) and leaves the pairs at or above the review threshold, each with its pattern, in the table `weighed_pair`.
 */
export function compileModelToSql(
  model: MatchModel,
  dialect: SqlDialect,
  { acrossSystemsOnly = false }: { readonly acrossSystemsOnly?: boolean } = {},
): CompiledSql {
  const refusals = sqlRefusals(model, dialect)

  if (refusals.length > 0) return { ok: false, refusals }
  const columns = sqlColumns(model, dialect)
  const texts = columns.handedOver.map(({ name }) => `, ${dialect.identifier(name)} ${dialect.textType}`)

  return {
    ok: true,
    recordTable: `CREATE TABLE record (record_id BIGINT, system ${dialect.textType}${texts.join('')})`,
    handedOver: columns.handedOver,
    statements: [
      ...dialect.functions,
      `CREATE TABLE record_value AS\nSELECT ${['record_id', 'system', ...columns.selected].join(',\n  ')}\nFROM record`,
      ...populationSql(model, columns),
      ...weighedWordsSql(model, columns, dialect),
      countedRecordSql(model, columns),
      ...blockSql(model, columns, dialect, acrossSystemsOnly),
      ...compareSql(model, columns),
      weighSql(model),
    ],
  }
}
