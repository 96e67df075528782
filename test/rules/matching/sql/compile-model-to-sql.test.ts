import { expect, test } from 'vitest'
import { exact, missing, not, otherwise, wordReplaced } from '../../../../rules/matching/condition.ts'
import { defaultModels } from '../../../../rules/matching/default-model.ts'
import { matchModelSchema } from '../../../../rules/matching/match-model.ts'
import { compileModelToSql } from '../../../../rules/matching/sql/compile-model-to-sql.ts'
import { duckdbDialect } from '../../../../rules/matching/sql/duckdb-dialect.ts'
import type { SqlDialect } from '../../../../rules/matching/sql/sql-dialect.ts'

const model = matchModelSchema.parse({
  kind: 'thing',
  columns: [
    { name: 'name', from: ['Name'], steps: ['fold'] },
    { name: 'full', from: ['name', 'town'] },
    { name: 'fuller', from: ['full', 'system'], needs: 'any' },
    { name: 'words', from: ['full'], steps: ['sortTokens'] },
  ],
  blockingRules: [{ name: 'words', keys: ['words'] }],
  blockSizeMax: 10,
  matesPerRecord: 1,
  linkAbove: 0.9,
  reviewAbove: 0.5,
  comparisons: [
    {
      name: 'full name',
      levels: [
        { name: 'missing', when: missing('fuller'), m: 1, u: 1 },
        { name: 'the same', when: exact('fuller'), m: 0.9, u: 0.1 },
        { name: 'a word replaced', when: not(wordReplaced('name')), m: 0.1, u: 0.1 },
        { name: 'otherwise', when: otherwise(), m: 0.1, u: 0.9 },
      ],
    },
  ],
})

test('columns with steps are handed over, joined ones are joined in SQL, and no name is given twice', () => {
  const compiled = compileModelToSql(model, duckdbDialect)

  expect(compiled.ok && compiled.handedOver).toEqual([
    { is: 'column', of: 'name', name: 'name' },
    { is: 'field', of: 'town', name: 'town' },
    { is: 'field', of: 'system', name: 'system 2' },
    { is: 'column', of: 'words', name: 'words 2' },
  ])
})

test('an engine that cannot say a condition exactly refuses the model, names the level and what to use instead', () => {
  const poor: SqlDialect = {
    ...duckdbDialect,
    name: 'poor',
    lacks: { wordReplaced: 'It has no Jaro-Winkler measure. Use tokenOverlap.' },
  }

  expect(compileModelToSql(model, poor)).toEqual({
    ok: false,
    refusals: [
      {
        comparison: 'full name',
        level: 'a word replaced',
        condition: 'wordReplaced',
        reason: 'It has no Jaro-Winkler measure. Use tokenOverlap.',
      },
    ],
  })
})

test.each(Object.entries(defaultModels))('DuckDB can say every level of the %s model', (_, ready) => {
  expect(compileModelToSql(ready, duckdbDialect).ok).toBe(true)
})
