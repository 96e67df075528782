import { deriveColumns } from '../../../rules/matching/derive-columns.ts'
import { fieldsOfModel } from '../../../rules/matching/match-model.ts'
import { storedBlockKeys } from '../../store/matching/block-keys.ts'
import { matchFields, matchRows } from '../../store/matching/match-rows.ts'
import type { Session } from '../../store/store.ts'
import { encodeRows } from '../encode-rows.ts'
import { compactTextTable } from '../kernel/text-table.ts'
import { blockKeys } from './block-keys.ts'
import { pageSize, type MatchRun } from './match-run.ts'
import type { ChangedKeys } from './touched-blocks.ts'

export interface FreshKeys extends ChangedKeys {
  /** The blocking rule of each fresh key. */
  readonly ruleOfKey: ReadonlyMap<number, string>
}

/** The block keys of the changed records: those they had when they were matched last, and those they have now. */
export async function changedKeys(
  session: Session,
  { kind, model }: MatchRun,
  changed: readonly number[],
  pageCount: number,
  signal: AbortSignal,
): Promise<FreshKeys> {
  const rows = await encodeRows(
    { fields: matchFields(kind), batches: matchRows(session, kind, pageSize, changed), assertions: [] },
    fieldsOfModel(model),
    signal,
  )
  const columns = deriveColumns(model, rows.fields, compactTextTable)
  const { starts, keys, rules } = blockKeys(model, columns, rows.count, pageCount)
  const ruleOfKey = new Map<number, string>()

  keys.forEach((key, place) => ruleOfKey.set(key, model.blockingRules[rules[place] as number]?.name as string))

  return {
    old: await storedBlockKeys(session, changed),
    fresh: new Map(
      Array.from(rows.recordIds, (recordId, row) => [recordId, keys.subarray(starts[row], starts[row + 1])]),
    ),
    ruleOfKey,
  }
}
