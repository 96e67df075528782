import { recordsByKey, storedBlockKeys } from '../../store/matching/block-keys.ts'
import type { Session } from '../../store/store.ts'
import type { MatchRun } from './match-run.ts'
import { keysOf, touchBlocks, type ChangedKeys, type TouchedBlocks } from './touched-blocks.ts'

/** The blocks of the changed records as they are now, and those of the records they unsettled, `spoken` of with them among these. */
export async function readTouchedBlocks(
  session: Session,
  { kind, model }: MatchRun,
  keys: ChangedKeys,
  spoken: readonly number[],
): Promise<TouchedBlocks> {
  const touched = touchBlocks(await recordsByKey(session, kind, keysOf(keys)), keys, model.blockSizeMax)
  const others = spoken.filter((recordId) => !keys.old.has(recordId) && !keys.fresh.has(recordId))

  if (touched.unsettled.size === 0 && others.length === 0) return touched
  // Records that ended have no keys.
  const keysOfUnsettled = await storedBlockKeys(session, [...touched.unsettled, ...others])
  const unsettledKeys = [...keysOfUnsettled.values()].flatMap((own) => [...own])
  const members = await recordsByKey(
    session,
    kind,
    unsettledKeys.filter((key) => !touched.members.has(key)),
  )

  return {
    ...touched,
    unsettled: new Set(keysOfUnsettled.keys()),
    members: new Map([...touched.members, ...members]),
  }
}
