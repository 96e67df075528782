import { recordsByKey, storedBlockKeys } from '../../store/block-keys.ts'
import type { Session } from '../../store/store.ts'
import type { MatchRun } from './match-run.ts'
import { keysOf, touchBlocks, type ChangedKeys, type TouchedBlocks } from './touched-blocks.ts'

/** The blocks of the changed records as they are now, and those of the records they unsettled. */
export async function readTouchedBlocks(
  session: Session,
  { kind, model }: MatchRun,
  keys: ChangedKeys,
): Promise<TouchedBlocks> {
  const touched = touchBlocks(await recordsByKey(session, kind, keysOf(keys)), keys, model.blockSizeMax)

  if (touched.unsettled.size === 0) return touched
  const unsettledKeys = [...(await storedBlockKeys(session, [...touched.unsettled])).values()].flatMap((own) => [
    ...own,
  ])
  const others = await recordsByKey(
    session,
    kind,
    unsettledKeys.filter((key) => !touched.members.has(key)),
  )

  return { ...touched, members: new Map([...touched.members, ...others]) }
}
