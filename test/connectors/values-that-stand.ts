import { expect } from 'vitest'
import type { Source } from '../../connectors/connector.ts'
import type { SqlSelect } from '../../connectors/sql-select.ts'

/** Asks of columns of the record 1 of `samples` whether a value before still stands there. */
export async function expectStanding(
  source: Source<SqlSelect>,
  asked: readonly (readonly [column: string, before: string, isStanding: boolean])[],
): Promise<void> {
  const answers: string[] = []

  for (const [column, before] of asked) {
    const changes = [{ column, before, after: null }]
    const read = await source.readBack?.({ table: 'samples', key: 'id' }, 'b', [
      { idempotencyKey: column, sourceKey: '1', changes },
    ])
    answers.push(`${column} ${before}: ${read?.[0]?.state === 'planned'}`)
  }
  expect(answers).toEqual(asked.map(([column, before, isStanding]) => `${column} ${before}: ${isStanding}`))
}
