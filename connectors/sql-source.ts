import type { ProbeResult, Source } from './connector.ts'
import { deliverCorrections, readBackCorrections } from './sql-correction.ts'
import { resolveSelection, type SqlSelect } from './sql-select.ts'
import type { SqlSystem } from './sql-session.ts'
import { asSourceError, sqlSnapshot } from './sql-snapshot.ts'

/** A source over any SQL database: what differs between databases is in `system`. */
export function sqlSource(system: SqlSystem, signal: AbortSignal): Source<SqlSelect> {
  const coded = async <Result>({ table }: SqlSelect, work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work()
    } catch (error) {
      throw asSourceError(error, system.host, table)
    }
  }

  return {
    probe: (select) => coded(select, () => probe(system, select)),
    snapshot: (select) => sqlSnapshot(system, select, signal),
    deliver: (select, _batchId, requests) => coded(select, () => deliverCorrections(system, select, requests)),
    readBack: (select, _batchId, requests) => coded(select, () => readBackCorrections(system, select, requests)),
    [Symbol.asyncDispose]: () => system[Symbol.asyncDispose](),
  }
}

async function probe(system: SqlSystem, select: SqlSelect): Promise<ProbeResult> {
  await using session = await system.connect('read')
  const table = await session.describe(select.table)
  const { fields } = resolveSelection(select, table)

  return { columns: fields.map(({ name }) => name), rowCountEstimate: table.rowCountEstimate }
}
