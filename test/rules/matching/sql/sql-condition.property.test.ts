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
import { duckdbDialect } from '../../../../rules/matching/sql/duckdb-dialect.ts'
import { conditionSql, type PairNames } from '../../../../rules/matching/sql/sql-condition.ts'
import { call } from '../../../../rules/matching/sql/sql-dialect.ts'

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

const letters = fc.string({
  unit: fc.constantFrom('a', 'b', 'c', 'n', 'é', '😀', '😁', '\uf900', ' '),
  minLength: 1,
  maxLength: 9,
})
const likeNames = fc
  .tuple(fc.constantFrom('nova', 'novakova', 'schmidt', 'mu'), letters)
  .map(([start, end]) => start + end)
const someWords = fc
  .array(
    fc.constantFrom(
      'of',
      'and',
      'b',
      'bmw',
      'bayerische',
      'bayrische',
      'motoren',
      'werke',
      'w',
      '😀lux',
      '',
      'john',
      'j',
    ),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((words) => words.join(' '))
  .filter((text) => text !== '')
const dates = fc.constantFrom(
  ...[
    '2026-04-03',
    '2026-03-04',
    '2026-04-05',
    '2025-04-03',
    '2026-02-30',
    '2026-13-04',
    '0001-01-01',
    '20260403',
    '1999',
  ],
)
const figures = fc.string({ unit: fc.constantFrom('0', '1', '2', '-', '.', 'e'), minLength: 1, maxLength: 7 })
const numbers = fc.constantFrom(
  ...[
    '100',
    '121',
    '-121',
    '105.0',
    '1210',
    '0',
    '-0',
    '1e3',
    '0x10',
    ' 12',
    '1_000',
    'inf',
    'nan',
    '9'.repeat(31),
    '2026001',
    '2076001',
  ],
)
const odd = fc.constantFrom(
  "O'Neill",
  '"',
  '\0',
  '\u0301',
  'e\u0301',
  '\r\n',
  '\u{10ffff}',
  '\uffff',
  '\u{1F469}\u200d\u{1F467}',
)
const value = fc.oneof(
  letters,
  likeNames,
  someWords,
  dates,
  figures,
  numbers,
  odd,
  fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }),
)
const nullable = fc.option(value, { nil: null, freq: 12 })
/** Four values a pair: v and w of the left record, v and w of the right. One query asks about all pairs of a seed. */
const pairsOf = (seed: number) => fc.sample(fc.tuple(nullable, nullable, nullable, nullable), { seed, numRuns: 400 })

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

/** Answers of a condition for all pairs, by SQL. */
async function askSql(
  rows: readonly (readonly (string | null)[])[],
  asked: readonly Condition[],
): Promise<readonly (readonly unknown[])[]> {
  await database.run('DELETE FROM pair')
  const appender = await database.createAppender('pair')

  rows.forEach((row, number) => {
    appender.appendInteger(number)
    for (const text of row) {
      if (text === null) appender.appendNull()
      else appender.appendVarchar(text)
    }
    appender.endRow()
  })
  appender.closeSync()
  const reader = await database.runAndReadAll(
    `SELECT ${asked.map((condition) => conditionSql(condition, names)).join(', ')} FROM pair ORDER BY number`,
  )

  return reader.getRows()
}

/** The same by our own compiler: left and right record of pair p are the records 2 p and 2 p + 1. */
function askOurs(
  rows: readonly (readonly (string | null)[])[],
  asked: readonly Condition[],
): readonly (readonly boolean[])[] {
  const compile = conditionCompiler(
    new Map([
      ['v', plainColumn(rows.flatMap(([leftV = null, , rightV = null]) => [leftV, rightV]))],
      ['w', plainColumn(rows.flatMap(([, leftW = null, , rightW = null]) => [leftW, rightW]))],
    ]),
  )
  const tests = asked.map(compile)

  return rows.map((_, pair) => tests.map((holds) => holds(2 * pair, 2 * pair + 1)))
}

test.each(Object.entries(conditions))('%s means the same in SQL as it does to us', async (_, asked) => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      const rows = pairsOf(seed)
      const ours = askOurs(rows, asked)
      const sql = await askSql(rows, asked)
      const differing = rows.flatMap((row, pair) =>
        asked.flatMap((condition, index) =>
          ours[pair]?.[index] === sql[pair]?.[index]
            ? []
            : [{ row, condition, ours: ours[pair]?.[index], sql: sql[pair]?.[index] }],
        ),
      )

      expect(differing.slice(0, 3)).toEqual([])
    }),
    { numRuns: 5, endOnFailure: true },
  )
})
