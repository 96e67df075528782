import { hotKeys } from '../../store/matching/block-keys.ts'
import type { Session } from '../../store/store.ts'
import { blockKeys } from '../incremental/block-keys.ts'
import { openColumns } from '../kernel/shared-columns.ts'
import type { ReloadedMatch } from './reload-match.ts'

/** Names of the blocking rules by which two records share a block; those whose block is too large to be compared apart. */
export interface SharedRules {
  readonly blockingRules: readonly string[]
  readonly hotRules: readonly string[]
}

/** Finds out by the keys that the last match kept why two rows of a reloaded match were compared, or not. */
export async function sharedRules(
  session: Session,
  { kind, state, model, data }: ReloadedMatch,
  left: number,
  right: number,
): Promise<SharedRules> {
  const { starts, keys, rules } = blockKeys(model, openColumns(data.columns), data.count, state.blockPageCount)
  const hot = new Set((await hotKeys(session, kind)).map(({ key }) => key))
  const ofLeft = new Set(keys.subarray(starts[left], starts[left + 1]))
  const blockingRules = new Set<string>()
  const hotRules = new Set<string>()

  for (let place = starts[right] as number; place < (starts[right + 1] as number); place += 1) {
    const key = keys[place] as number
    const { name } = model.blockingRules[rules[place] as number] as (typeof model.blockingRules)[number]

    // The rule is part of a key's hash: equal keys are of one rule.
    if (ofLeft.has(key)) (hot.has(key) ? hotRules : blockingRules).add(name)
  }

  return { blockingRules: [...blockingRules], hotRules: [...hotRules].filter((name) => !blockingRules.has(name)) }
}
