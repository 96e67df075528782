import type { LoadedPlan, FlowPlan } from '../plan/load-plan.ts'
import type { SourceFields } from '../../rules/normalize/normalize-context.ts'

/** The first rows of a flow. */
export interface FlowSample {
  readonly columns: readonly string[]
  readonly rows: readonly SourceFields[]
  /** Keys of the rows, in the same order. */
  readonly keys: readonly string[]
  /** The source has more rows than were read. */
  readonly isCut: boolean
  /** Rows the connector could not read as rows. */
  readonly unreadableCount: number
}

/** Rows that are read of one flow: they decide nearly everything a column can show, within seconds and a hundred MB. */
const sampleRowCountMax = 20_000
/** Of a longer text the rest says nothing about the meaning of its column. */
const textLengthMax = 200

/** Reads the beginning of a flow through its connector, without a store and without keeping anything. */
export async function sampleFlow(loaded: LoadedPlan, plan: FlowPlan, signal: AbortSignal): Promise<FlowSample> {
  const system = loaded.systems.get(plan.system)
  if (system === undefined) throw new Error(`the plan was validated without the system ${plan.system}`)
  await using source = await system.connector.open(system.config, { baseDir: loaded.baseDir, signal })
  const rows: SourceFields[] = []
  const keys: string[] = []
  const columns = new Set<string>()
  let unreadableCount = 0
  let isCut = false

  for await (const batch of source.snapshot(plan.select).batches) {
    signal.throwIfAborted()
    unreadableCount += batch.rejections.length
    isCut = rows.length + batch.rows.length > sampleRowCountMax
    for (const { fields, sourceKey } of batch.rows.slice(0, sampleRowCountMax - rows.length)) {
      Object.keys(fields).forEach((column) => columns.add(column))
      rows.push(shortened(fields))
      keys.push(sourceKey)
    }
    if (isCut) break
  }
  return { columns: [...columns], rows, keys, isCut, unreadableCount }
}

function shortened(fields: SourceFields): SourceFields {
  const isLong = Object.values(fields).some((text) => text !== null && text.length > textLengthMax)

  return isLong
    ? Object.fromEntries(
        Object.entries(fields).map(([column, text]) => [column, text?.slice(0, textLengthMax) ?? null]),
      )
    : fields
}
