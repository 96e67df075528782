import type { Source } from './connector.ts'
import { deliverCorrections, readBackCorrections } from './sql-correction.ts'
import { resolveSelection, type SqlSelect } from './sql-select.ts'
import type { SqlSystem } from './sql-session.ts'
import { asSourceError, sqlSnapshot } from './sql-snapshot.ts'

/** A source over any SQL database: what differs between databases is in `system`. */
export function sqlSource(system: SqlSystem, signal: AbortSignal): Source<SqlSelect> {
  return {
    async probe(select) {
      await using session = await system.connect('read')
      try {
        const table = await session.describe(select.table)
        const { fields } = resolveSelection(select, table)
        return { columns: fields.map(({ name }) => name), rowCountEstimate: table.rowCountEstimate }
      } catch (error) {
        throw asSourceError(error, system.host, select.table)
      }
    },
    snapshot: (select) => sqlSnapshot(system, select, signal),
    deliver: (select, _batchId, requests) => deliverCorrections(system, select, requests),
    readBack: (select, _batchId, requests) => readBackCorrections(system, select, requests),
    [Symbol.asyncDispose]: () => system[Symbol.asyncDispose](),
  }
}
