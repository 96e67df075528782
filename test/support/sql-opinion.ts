import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import type { EncodedRows } from '../../engine/matching/encode-rows.ts'
import { openKernel } from '../../engine/matching/kernel/kernel.ts'
import { compactTextTable } from '../../engine/matching/kernel/text-table.ts'
import { prepareKernel } from '../../engine/matching/prepare-kernel.ts'
import { deriveColumns } from '../../rules/matching/derive-columns.ts'
import type { MatchColumn } from '../../rules/matching/match-column.ts'
import type { MatchModel } from '../../rules/matching/match-model.ts'
import { compileModelToSql } from '../../rules/matching/sql/compile-model-to-sql.ts'
import { duckdbDialect } from '../../rules/matching/sql/duckdb-dialect.ts'

/** What an engine says of a set of records. */
export interface Opinion {
  readonly candidatesByRule: readonly number[]
  /** Pairs at or above the review threshold, ascending: left record × number of records + right record. */
  readonly pairs: Float64Array
  readonly patterns: Float64Array
  readonly weights: Float64Array
}

/** What the matcher of this house says, in this thread. */
export async function ourOpinion(rows: EncodedRows, model: MatchModel): Promise<Opinion> {
  const data = await prepareKernel(rows, model)
  const kernel = openKernel(data)

  model.blockingRules.forEach((_, rule) => kernel.block(rule))
  const compared = data.blocks.rules.map(({ counts }, rule) =>
    kernel.compare({ rule, from: 0, to: counts[0] as number }),
  )
  const all = (of: (piece: (typeof compared)[number]) => ArrayLike<number>) =>
    Float64Array.from(compared.flatMap((piece) => Array.from(of(piece))))
  const right = all((piece) => piece.right)
  const pairs = all((piece) => piece.left).map((left, pair) => left * rows.count + (right[pair] as number))
  const order = Array.from(pairs.keys()).sort((one, other) => (pairs[one] as number) - (pairs[other] as number))
  const ordered = (values: Float64Array) => Float64Array.from(order, (pair) => values[pair] as number)

  return {
    candidatesByRule: compared.map(({ pairCount }) => pairCount),
    pairs: ordered(pairs),
    patterns: ordered(all((piece) => piece.pattern)),
    weights: ordered(all((piece) => piece.weight)),
  }
}

/** What DuckDB says of the model as SQL. It is handed the derived columns; a half of a surrogate pair arrives as U+FFFD. */
export async function sqlOpinion(rows: EncodedRows, model: MatchModel): Promise<Opinion> {
  const compiled = compileModelToSql(model, duckdbDialect, { acrossSystemsOnly: rows.systems !== undefined })

  if (!compiled.ok) throw new Error(compiled.refusals.map(({ reason }) => reason).join(' '))
  const columns = deriveColumns(model, rows.fields, compactTextTable)
  const instance = await DuckDBInstance.create(':memory:')
  const database = await instance.connect()

  try {
    await database.run(compiled.recordTable)
    await appendRecords(
      database,
      rows,
      compiled.handedOver.map(({ is, of }) => (is === 'field' ? rows.fields : columns).get(of) as MatchColumn),
    )
    for (const statement of compiled.statements) await database.run(statement)

    return await readOpinion(database, rows.count, model)
  } finally {
    database.closeSync()
    instance.closeSync()
  }
}

async function appendRecords(
  database: DuckDBConnection,
  { count, systems }: EncodedRows,
  columns: readonly MatchColumn[],
): Promise<void> {
  const appender = await database.createAppender('record')

  for (let record = 0; record < count; record += 1) {
    appender.appendBigInt(BigInt(record))
    appender.appendVarchar(String(systems?.[record] ?? 0))
    for (const { codes, stride, offset, text } of columns) {
      const code = codes[record * stride + offset] as number

      if (code === 0) appender.appendNull()
      else appender.appendVarchar(text(code))
    }
    appender.endRow()
  }
  appender.closeSync()
}

async function readOpinion(database: DuckDBConnection, count: number, model: MatchModel): Promise<Opinion> {
  const byRule = await numbersOf(database, 'SELECT rule, count(*) FROM candidate_pair GROUP BY rule', 2)
  const [pairs = [], patterns = [], weights = []] = await numbersOf(
    database,
    `SELECT left_id * ${count} + right_id AS pair, pattern, weight FROM weighed_pair ORDER BY pair`,
    3,
  )

  return {
    candidatesByRule: model.blockingRules.map((_, rule) => byRule[1]?.[byRule[0]?.indexOf(rule) ?? -1] ?? 0),
    pairs: Float64Array.from(pairs),
    patterns: Float64Array.from(patterns),
    weights: Float64Array.from(weights),
  }
}

async function numbersOf(database: DuckDBConnection, query: string, columnCount: number): Promise<readonly number[][]> {
  const result = await database.stream(query)
  const columns = Array.from({ length: columnCount }, (): number[] => [])

  for await (const rows of result.yieldRows())
    for (const row of rows) columns.forEach((column, index) => column.push(Number(row[index])))

  return columns
}

/** How far two opinions agree. */
export interface Agreement {
  readonly candidates: { readonly ours: number; readonly sql: number; readonly rulesThatDiffer: number }
  /** Pairs at or above the review threshold. */
  readonly pairs: { readonly both: number; readonly oneOnly: number }
  readonly patternsThatDiffer: number
  readonly links: { readonly both: number; readonly oneOnly: number }
  readonly weights: { readonly equalToTheLastBit: number; readonly gapMax: number }
}

export function agreementOf(ours: Opinion, sql: Opinion, linkMin: number): Agreement {
  const placeInSql = new Map(Array.from(sql.pairs, (pair, place) => [pair, place]))
  const both = Array.from(ours.pairs, (pair, place) => [place, placeInSql.get(pair)] as const).filter(
    (places): places is readonly [number, number] => places[1] !== undefined,
  )
  const isLink = ({ weights }: Opinion, place: number) => (weights[place] as number) >= linkMin
  const linksBoth = both.filter(([one, other]) => isLink(ours, one) && isLink(sql, other)).length
  const linksOf = (opinion: Opinion) => opinion.pairs.filter((_, place) => isLink(opinion, place)).length
  const gaps = both.map(([one, other]) => Math.abs((ours.weights[one] as number) - (sql.weights[other] as number)))

  return {
    candidates: {
      ours: sum(ours.candidatesByRule),
      sql: sum(sql.candidatesByRule),
      rulesThatDiffer: ours.candidatesByRule.filter((count, rule) => count !== sql.candidatesByRule[rule]).length,
    },
    pairs: { both: both.length, oneOnly: ours.pairs.length + sql.pairs.length - 2 * both.length },
    patternsThatDiffer: both.filter(([one, other]) => ours.patterns[one] !== sql.patterns[other]).length,
    links: { both: linksBoth, oneOnly: linksOf(ours) + linksOf(sql) - 2 * linksBoth },
    weights: {
      equalToTheLastBit: gaps.filter((gap) => gap === 0).length,
      gapMax: gaps.reduce((most, gap) => Math.max(most, gap), 0),
    },
  }
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
