import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { conditionCompiler } from '../../../../rules/matching/compile-condition.ts'
import {
  acronym,
  all,
  any,
  bothMissing,
  crossed,
  dateSwap,
  daysWithin,
  different,
  exact,
  initials,
  jaroWinkler,
  levenshtein,
  missing,
  not,
  numberSlip,
  numberWithin,
  otherwise,
  prefix,
  ratioIn,
  sharesToken,
  tokenJaccard,
  tokenOverlap,
  wordReplaced,
  yearsApart,
  type Condition,
} from '../../../../rules/matching/condition.ts'
import { plainColumn } from '../../../../rules/matching/match-column.ts'
import { measures } from '../../../../rules/matching/measure.ts'
import { duckdbDialect } from '../../../../rules/matching/sql/duckdb-dialect.ts'
import { conditionSql, type PairNames } from '../../../../rules/matching/sql/sql-condition.ts'
import { call } from '../../../../rules/matching/sql/sql-dialect.ts'
import { trickyPairs, type TrickyPair } from './tricky-values.ts'

/** Every kind of condition that looks at two values alone, with the thresholds that matter; for rarity see sql-opinion.test.ts. */
const conditions: Readonly<Record<Exclude<Condition['is'], 'rarityOverlap' | 'rarityJaccard'>, readonly Condition[]>> =
  {
    missing: [missing('v')],
    bothMissing: [bothMissing('v')],
    exact: [exact('v')],
    different: [different('v')],
    levenshtein: [0, 1, 2, 4].map((max) => levenshtein('v', max)),
    jaroWinkler: [0, 0.7, 0.85, 0.9, 0.95, 1].map((min) => jaroWinkler('v', min)),
    tokenOverlap: [0, 0.5, 2 / 3, 1].map((min) => tokenOverlap('v', min)),
    tokenJaccard: [0, 1 / 3, 0.5, 1].map((min) => tokenJaccard('v', min)),
    sharesToken: [sharesToken('v')],
    prefix: [1, 2, 3].map((minLength) => prefix('v', minLength)),
    dateSwap: [dateSwap('v')],
    daysWithin: [0, 2, 31, 366].map((max) => daysWithin('v', max)),
    yearsApart: [0, 1, 15].map((min) => yearsApart('v', min)),
    numberSlip: [numberSlip('v')],
    numberWithin: [numberWithin('v', { absolute: 5 }), numberWithin('v', { percent: 34 })],
    ratioIn: [ratioIn('v', [1.05, 1.21], 0.1), ratioIn('v', [2], 150), ratioIn('v', [], 1)],
    wordReplaced: [wordReplaced('v')],
    initials: [initials('v')],
    acronym: [acronym('v')],
    crossed: [crossed('v', 'w', 0.85), crossed('v', 'w')],
    all: [all(exact('v'), jaroWinkler('w', 0.8)), all(missing('v'), missing('w'))],
    any: [any(exact('v'), daysWithin('w', 3))],
    not: [not(different('v')), not(levenshtein('v', 2)), not(all(exact('v'), not(missing('w')))), not(not(exact('v')))],
    otherwise: [otherwise()],
  }

const side = (alias: 'l' | 'r') => ({
  identity: (column: string) => `${alias}_${column}`,
  text: (column: string) => `${alias}_${column}`,
  weight: () => 'NULL',
})

const names: PairNames = {
  left: side('l'),
  right: side('r'),
  jaroWinkler: (left, right) => call('jaroWinkler', `l_${left}`, `r_${right}`),
  sharedWeight: () => 'NULL',
}

let database: DuckDBConnection

beforeAll(async () => {
  database = await (await DuckDBInstance.create(':memory:')).connect()
  for (const statement of duckdbDialect.functions) await database.run(statement)
  await database.run('CREATE TABLE pair (number INTEGER, l_v VARCHAR, l_w VARCHAR, r_v VARCHAR, r_w VARCHAR)')
})

afterAll(() => {
  database.closeSync()
})

/** Values of expressions for all pairs, by SQL. One query asks about all pairs of a seed. */
async function askSql(
  pairs: readonly TrickyPair[],
  asked: readonly string[],
): Promise<readonly (readonly unknown[])[]> {
  await database.run('DELETE FROM pair')
  const appender = await database.createAppender('pair')

  pairs.forEach((pair, number) => {
    appender.appendInteger(number)
    for (const text of pair) {
      if (text === null) appender.appendNull()
      else appender.appendVarchar(text)
    }
    appender.endRow()
  })
  appender.closeSync()
  const reader = await database.runAndReadAll(`SELECT ${asked.join(', ')} FROM pair ORDER BY number`)

  return reader.getRows()
}

/** Answers of our own compiler: left and right record of pair p are the records 2 p and 2 p + 1. */
function askOurs(pairs: readonly TrickyPair[], asked: readonly Condition[]): readonly (readonly boolean[])[] {
  const compile = conditionCompiler(
    new Map([
      ['v', plainColumn(pairs.flatMap(([leftV, , rightV]) => [leftV, rightV]))],
      ['w', plainColumn(pairs.flatMap(([, leftW, , rightW]) => [leftW, rightW]))],
    ]),
  )
  const tests = asked.map(compile)

  return pairs.map((_, pair) => tests.map((holds) => holds(2 * pair, 2 * pair + 1)))
}

/** The first pairs two answers differ in. */
function differing(
  pairs: readonly TrickyPair[],
  asked: readonly unknown[],
  ours: readonly (readonly unknown[])[],
  sql: readonly (readonly unknown[])[],
): readonly unknown[] {
  const all = pairs.flatMap((pair, row) =>
    asked.map((question, index) => ({ pair, question, ours: ours[row]?.[index], sql: sql[row]?.[index] })),
  )

  return all.filter((answer) => answer.ours !== answer.sql).slice(0, 3)
}

test.each(Object.entries(conditions))('%s means the same in SQL as it does to us', async (_, asked) => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      const pairs = trickyPairs(seed, 600)
      const sql = await askSql(
        pairs,
        asked.map((condition) => conditionSql(condition, names)),
      )

      expect(differing(pairs, asked, askOurs(pairs, asked), sql)).toEqual([])
    }),
    { numRuns: 4, endOnFailure: true },
  )
})

test('Jaro-Winkler, edit distance and the order of texts are the same in SQL, to the last bit', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      const pairs = trickyPairs(seed, 600).filter(
        ([left, , right]) => left !== null && right !== null && left !== right,
      )
      const ours = pairs.map(([left, , right]) => [
        measures.jaroWinkler(left as string, right as string),
        measures.levenshtein(left as string, right as string),
        (left as string) < (right as string),
      ])
      const asked = ['jaro_winkler(l_v, r_v)', 'CAST(edit_distance(l_v, r_v) AS DOUBLE)', 'precedes(l_v, r_v)']

      expect(differing(pairs, asked, ours, await askSql(pairs, asked))).toEqual([])
    }),
    { numRuns: 4, endOnFailure: true },
  )
})
